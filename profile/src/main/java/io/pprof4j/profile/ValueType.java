// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.Objects;

/**
 * What a number in a profile counts, such as {@code inuse_space} in {@code bytes}.
 *
 * @param type what is counted, in pprof's words ({@code alloc_objects}, {@code delay}, ...)
 * @param unit its unit ({@code count}, {@code bytes}, {@code nanoseconds}, ...)
 */
public record ValueType(String type, String unit) {

    /** The absent type: what {@link Profile#periodType()} is when a profile has none. */
    public static final ValueType NONE = new ValueType("", "");

    public ValueType {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(unit, "unit");
    }
}
