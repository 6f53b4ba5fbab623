// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps 100 objects of a known size and waits until its input ends; for each byte of input it makes garbage. */
final class WaitingProgram {
    static final int KEPT = 100;
    static final int BYTES = 1000;
    private static final List<byte[]> HELD = new ArrayList<>(KEPT);
    private static byte[] last;

    private WaitingProgram() {}

    public static void main(String[] arguments) throws IOException {
        keep();
        System.gc(); // a heap profile is as of the last collection, and there may have been one before
        System.out.println("ready");
        while (System.in.read() >= 0) {
            churn();
            System.out.println("churned");
        }
    }

    private static void keep() {
        for (int i = 0; i < KEPT; i++) {
            HELD.add(new byte[BYTES]);
        }
    }

    private static void churn() {
        for (int i = 0; i < KEPT; i++) {
            last = new byte[BYTES];
        }
    }

    static byte[] last() {
        return last;
    }
}
