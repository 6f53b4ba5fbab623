// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.List;

/**
 * What was recorded for one bucket: allocations of one type and one size from one stack, drawn at one sampling rate.
 * Numbers are raw: nothing is unsampled.
 *
 * @param stack frames of the allocation, leaf first; never empty
 * @param type name of the allocated class in source form: {@code byte[]}, {@code java.util.HashMap$Node}
 * @param sizeBytes size of one object, with header and padding, in bytes
 * @param rate the memory profile rate in bytes at which these samples were drawn; 1 means each object was recorded
 * @param allocObjects recorded objects since the recorder started
 * @param inuseObjects of these, the ones that were alive at the last completed collection; a multiple of {@link
 *     RecorderSnapshot#liveScale()}
 */
public record SiteCounts(
        List<StackTraceElement> stack, String type, long sizeBytes, long rate, long allocObjects, long inuseObjects) {
    public SiteCounts {
        stack = List.copyOf(stack);
    }
}
