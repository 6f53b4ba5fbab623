// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.util.SplittableRandom;

/** Three sites that allocate equal bytes in objects of 64 B, 1 KiB and 256 KiB: in turn, or in random order. */
final class ThreeSites {
    static final int SMALL = 64;
    static final int MIDDLE = 1 << 10;
    static final int LARGE = 256 << 10;
    private static final int HEADER = 16;

    static volatile Object sink;

    private ThreeSites() {}

    /** Arguments: fixed or random, and the bytes of each site. */
    public static void main(String[] arguments) {
        long bytes = Long.parseLong(arguments[1]);
        if (arguments[0].equals("fixed")) {
            inTurn(bytes / LARGE);
        } else {
            shuffled(bytes / SMALL, bytes / MIDDLE, bytes / LARGE);
        }
    }

    private static void inTurn(long rounds) {
        for (long round = 0; round < rounds; round++) {
            large();
            for (int i = 0; i < LARGE / MIDDLE; i++) {
                middle();
                for (int j = 0; j < MIDDLE / SMALL; j++) {
                    small();
                }
            }
        }
    }

    private static void shuffled(long small, long middle, long large) {
        SplittableRandom random = new SplittableRandom(7);
        long smallLeft = small;
        long middleLeft = middle;
        long largeLeft = large;
        while (smallLeft + middleLeft + largeLeft > 0) {
            long choice = random.nextLong(smallLeft + middleLeft + largeLeft);
            if (choice < smallLeft) {
                smallLeft--;
                small();
            } else if (choice < smallLeft + middleLeft) {
                middleLeft--;
                middle();
            } else {
                largeLeft--;
                large();
            }
        }
    }

    static void small() {
        sink = new byte[SMALL - HEADER];
    }

    static void middle() {
        sink = new byte[MIDDLE - HEADER];
    }

    static void large() {
        sink = new byte[LARGE - HEADER];
    }
}
