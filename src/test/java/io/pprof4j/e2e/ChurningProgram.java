// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.io.OutputStream;

/** Allocates on one thread until its input ends. */
final class ChurningProgram {
    private static final byte[][] RECENT = new byte[1000][];

    private ChurningProgram() {}

    public static void main(String[] arguments) throws IOException {
        Thread churn = new Thread(ChurningProgram::churn);
        churn.setDaemon(true);
        churn.start();
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private static void churn() {
        int i = 0;
        while (true) {
            RECENT[i % RECENT.length] = new byte[i];
            i = (i + 1) % 5000;
        }
    }
}
