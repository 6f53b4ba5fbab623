// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.util.Locale;

/** How numbers look in tables. */
final class Numbers {
    static final String RATIO = "%.2f";

    private Numbers() {}

    /** Without a minus sign before a zero. */
    static String format(String format, double value) {
        if (Double.isNaN(value)) {
            return "failed";
        }
        String text = String.format(Locale.ROOT, format, value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }
}
