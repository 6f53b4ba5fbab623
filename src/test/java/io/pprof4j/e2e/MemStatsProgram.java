// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.memstats.MemStats;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Prints its own statistics, and then stands still for others to measure. */
final class MemStatsProgram {
    private static Object kept;

    private MemStatsProgram() {}

    private static void print() {
        System.out.println(MemStats.read());
        System.out.println(MemStats.rss());
    }

    public static void main(String[] arguments) throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(16 << 20);
        kept = new byte[20 << 20];
        System.gc();
        print(); // what this loads is in the next
        System.out.println("warm");
        print();
        System.out.println("ready");
        if (System.in.read() < 0) {
            throw new IOException("nobody measured");
        }
        System.out.println(kept.getClass() + " " + direct.capacity());
    }
}
