// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.List;

/**
 * What was recorded for one bucket: allocations of one type and one size from one stack, drawn at one sampling rate.
 * Numbers are raw: nothing is unsampled.
 *
 * @param stack frames of the allocation, leaf first; never empty
 * @param type name of the allocated class in source form: {@code byte[]}, {@code java.util.HashMap$Node}
 * @param sizeBytes size of one object, with header and padding, in bytes; {@link #MANY_SIZES} for arrays that were only
 *     counted
 * @param rate the memory profile rate in bytes at which these samples were drawn; 1 means each object was recorded
 * @param allocObjects recorded objects since the recorder started
 * @param allocBytes size of all of these, in bytes
 * @param inuseObjects of these, the ones that were alive at the last completed collection; a multiple of {@link
 *     RecorderSnapshot#liveScale()}
 * @param labels of the threads that allocated: keys and values in turn, sorted by key
 */
public record SiteCounts(
        List<StackTraceElement> stack,
        String type,
        long sizeBytes,
        long rate,
        long allocObjects,
        long allocBytes,
        long inuseObjects,
        List<String> labels) {
    /** In the place of a size: the objects have several. Then each was counted, and none is known to be in use. */
    public static final long MANY_SIZES = 0;

    public SiteCounts {
        stack = List.copyOf(stack);
        labels = List.copyOf(labels);
    }

    /** Objects of one size, allocated by threads without labels. */
    public SiteCounts(
            List<StackTraceElement> stack,
            String type,
            long sizeBytes,
            long rate,
            long allocObjects,
            long inuseObjects) {
        this(stack, type, sizeBytes, rate, allocObjects, allocObjects * sizeBytes, inuseObjects, List.of());
    }

    static SiteCounts ofManySizes(List<StackTraceElement> stack, String type, long objects, long bytes) {
        return new SiteCounts(stack, type, MANY_SIZES, 1, objects, bytes, 0, List.of());
    }
}
