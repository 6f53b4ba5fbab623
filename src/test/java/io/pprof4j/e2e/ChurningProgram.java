// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;

/** Allocates on one thread until its input ends; for each byte of input it says how many arrays there were so far. */
final class ChurningProgram {
    private static final byte[][] RECENT = new byte[1000][];

    private static volatile long arrays;

    private ChurningProgram() {}

    public static void main(String[] arguments) throws IOException {
        Thread churn = new Thread(ChurningProgram::churn);
        churn.setDaemon(true);
        churn.start();
        System.out.println("ready");
        while (System.in.read() >= 0) {
            System.out.println("arrays " + arrays);
            System.out.println("counted");
        }
    }

    private static void churn() {
        for (long n = 0; ; n++) {
            RECENT[(int) (n % RECENT.length)] = new byte[(int) (n % 5000)];
            arrays = n;
        }
    }
}
