// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.List;
import java.util.Objects;

/**
 * One place in a stack: the frames that share one address. JVM locations have one frame; native ones have several
 * where the compiler inlined calls, and none where they are not symbolized.
 *
 * @param frames inlined calls leaf first, the physical caller last; immutable
 * @param mapping the binary it belongs to, or {@link Mapping#NONE}
 * @param address the call's address, as an unsigned number; 0 when there is none
 * @param folded whether several addresses were folded into this one
 */
public record Location(List<Frame> frames, Mapping mapping, long address, boolean folded) {

    public Location {
        frames = List.copyOf(frames);
        Objects.requireNonNull(mapping, "mapping");
    }

    /** A location of symbolized code: one frame, no address. */
    public static Location of(Frame frame, Mapping mapping) {
        return new Location(List.of(frame), mapping, 0, false);
    }
}
