// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.Arrays;
import java.util.List;

/**
 * The numbers measured at one stack.
 *
 * @param stack leaf first; immutable; may be empty
 * @param values one number per sample type of the profile, in its order and units; immutable
 * @param labels what tells this sample from others of the same stack; immutable; may be empty
 */
public record Sample(List<Location> stack, List<Long> values, List<Label> labels) {

    public Sample {
        stack = List.copyOf(stack);
        values = List.copyOf(values);
        labels = List.copyOf(labels);
    }

    /** A sample without labels. */
    public static Sample of(List<Location> stack, long... values) {
        return new Sample(stack, Arrays.stream(values).boxed().toList(), List.of());
    }

    /**
     * The number at an index of {@link Profile#sampleTypes()}.
     *
     * @throws IndexOutOfBoundsException if there is no such sample type
     */
    public long value(int sampleIndex) {
        return values.get(sampleIndex);
    }
}
