// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.dist;

import java.io.IOException;
import java.io.OutputStream;

/** Where a measurement is told to write to before there is a file. Not safe for use by several threads. */
final class LateStream extends OutputStream {
    private OutputStream target;
    private boolean used;

    /** From now on everything goes there; before, nothing may be written. */
    void open(OutputStream file) {
        target = file;
    }

    /** Whether anything has been written. */
    boolean isUsed() {
        return used;
    }

    @Override
    public void write(int b) throws IOException {
        used = true;
        target.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        used = true;
        target.write(bytes, offset, length);
    }
}
