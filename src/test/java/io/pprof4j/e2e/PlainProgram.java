// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A program that knows nothing of pprof4j. */
public final class PlainProgram {
    private static final List<Object> KEPT = new ArrayList<>(100);

    private PlainProgram() {}

    /** {@code wait}: allocates after a byte on standard input; {@code deep N}: N calls deep. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("wait")) {
            System.out.println("ready");
            if (System.in.read() < 0) {
                throw new IOException("nobody said go");
            }
        }
        if (args.length > 0 && args[0].equals("deep")) {
            deep(Integer.parseInt(args[1]));
        } else {
            keep();
        }
        System.out.println("kept " + KEPT.size());
    }

    static void keep() {
        for (int i = 0; i < 100; i++) {
            KEPT.add(new byte[1000]);
        }
    }

    static void deep(int calls) {
        if (calls > 1) {
            deep(calls - 1);
        } else {
            KEPT.add(new long[1000]);
        }
    }
}
