// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.util.Optional;

/**
 * Compares what was allocated with what was expected, and says by how much that was missed.
 *
 * @param subject what is counted, to follow a noun: {@code " of byte[]"}, or nothing
 */
record Verdict(Allocations actual, String subject) {

    Optional<String> count(long expected) {
        return of(actual.count() == expected, amount(expected, "object"), actual.count() - expected, "object");
    }

    Optional<String> countAtMost(long most) {
        return of(actual.count() <= most, "at most " + amount(most, "object"), actual.count() - most, "object");
    }

    Optional<String> bytes(long expected) {
        return of(actual.bytes() == expected, amount(expected, "byte"), actual.bytes() - expected, "byte");
    }

    Optional<String> bytesAtMost(long most) {
        return of(actual.bytes() <= most, "at most " + amount(most, "byte"), actual.bytes() - most, "byte");
    }

    /** A number that flickers proves nothing, even if it is right this time. */
    private Optional<String> of(boolean holds, String expected, long difference, String unit) {
        if (holds && actual.isSteady() && isComplete()) {
            return Optional.empty();
        }
        String found = amount(actual.count(), "object") + " of " + amount(actual.bytes(), "byte");
        String miss = holds
                ? "which it was, but not reliably"
                : amount(Math.abs(difference), unit) + (difference > 0 ? " too many" : " too few");
        return Optional.of("Expecting " + expected + subject + ", but allocated were " + found + ": " + miss + ".\n\n"
                + actual + "\n");
    }

    /** Whether every object is known, and where it is from. */
    boolean isComplete() {
        return actual.uncounted() == 0 && actual.withoutSite() == 0;
    }

    static String amount(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
