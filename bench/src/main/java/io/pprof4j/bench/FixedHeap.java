// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.util.List;

/**
 * A heap of one size that is touched from the start. With it, resident memory beyond the heap is what an agent takes
 * there, and not how far garbage has spread over the heap.
 */
record FixedHeap(int megabytes) {
    private static final double MEGABYTE = 1 << 20;

    /** For whole programs. */
    static FixedHeap large() {
        return new FixedHeap(512);
    }

    /** For hello world. */
    static FixedHeap small() {
        return new FixedHeap(128);
    }

    List<String> arguments() {
        return List.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m", "-XX:+AlwaysPreTouch");
    }

    double megabytesOutside(Readings readings) {
        return readings.get("residentBytes") / MEGABYTE - megabytes;
    }

    static double megabytesReachable(Readings readings) {
        return readings.get("reachableBytes") / MEGABYTE;
    }
}
