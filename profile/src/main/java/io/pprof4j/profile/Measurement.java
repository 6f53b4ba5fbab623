// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers as pprof prints them: scaled to a readable unit, and as percentages. */
final class Measurement {

    /** Asks {@link #unitFor} and {@link #format} for the largest unit in which a value is at least 1. */
    static final String MINIMUM = "minimum";

    private static final List<Family> FAMILIES = List.of(
            new Family(
                    new Unit("B", List.of("b", "byte"), 1),
                    List.of(
                            new Unit("B", List.of("b", "byte"), 1),
                            new Unit("kB", List.of("kb", "kbyte", "kilobyte"), 0x1p10),
                            new Unit("MB", List.of("mb", "mbyte", "megabyte"), 0x1p20),
                            new Unit("GB", List.of("gb", "gbyte", "gigabyte"), 0x1p30),
                            new Unit("TB", List.of("tb", "tbyte", "terabyte"), 0x1p40),
                            new Unit("PB", List.of("pb", "pbyte", "petabyte"), 0x1p50))),
            new Family(
                    new Unit("s", List.of(), 1e9),
                    List.of(
                            new Unit("ns", List.of("ns", "nanosecond"), 1),
                            new Unit("us", List.of("\u03bcs", "us", "microsecond"), 1e3),
                            new Unit("ms", List.of("ms", "millisecond"), 1e6),
                            new Unit("s", List.of("s", "sec", "second"), 1e9),
                            new Unit("hrs", List.of("hour", "hr"), 3600e9))));

    private Measurement() {}

    /** The value in {@code toUnit}, with at most two decimals and the unit's name; {@code 0} without a unit. */
    static String format(long value, String fromUnit, String toUnit) {
        Scaled scaled = scale(value, fromUnit, toUnit);
        String number = new BigDecimal(scaled.value())
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
        if (number.endsWith(".00")) {
            number = number.substring(0, number.length() - 3);
        }
        return number.equals("0") ? "0" : number + scaled.unit();
    }

    /** The name of the unit in which pprof would show this value alone; {@code ""} for counts. */
    static String unitFor(long value, String fromUnit) {
        return scale(value, fromUnit, MINIMUM).unit();
    }

    /** The absolute share of a total, five columns and a percent sign: at least two digits of precision. */
    static String percentage(long value, long total) {
        double ratio = total == 0 ? 0 : Math.abs((double) value / (double) total) * 100;
        if (ratio >= 99.95 && ratio <= 100.05) {
            return "  100%";
        }
        String number = ratio >= 1
                ? new BigDecimal(ratio).setScale(2, RoundingMode.HALF_EVEN).toPlainString()
                : twoDigits(ratio);
        return String.format(Locale.ROOT, "%5s%%", number);
    }

    /** C's {@code %.2g} for 0 <= ratio < 1, which Java's formatter has not: it keeps trailing zeros. */
    private static String twoDigits(double ratio) {
        if (ratio == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(ratio)
                .round(new MathContext(2, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4) {
            return rounded.toPlainString();
        }
        return String.format(
                Locale.ROOT, "%se-%02d", rounded.movePointRight(-exponent).toPlainString(), -exponent);
    }

    private static Scaled scale(long value, String fromUnit, String toUnit) {
        for (Family family : FAMILIES) {
            Unit from = family.find(fromUnit);
            if (from != null) {
                double base = value * from.factor();
                Unit to = toUnit.equals(MINIMUM) ? family.largestWithin(Math.abs(base)) : family.find(toUnit);
                Unit target = to == null ? family.fallback() : to;
                return new Scaled(base / target.factor(), target.name());
            }
        }
        return switch (toUnit) {
            case "count", "sample", "unit", MINIMUM -> new Scaled(value, "");
            default -> new Scaled(value, toUnit);
        };
    }

    private record Scaled(double value, String unit) {}

    private record Unit(String name, List<String> aliases, double factor) {}

    private record Family(Unit fallback, List<Unit> units) {
        Unit find(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            String singular =
                    lower.length() > 2 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
            return units.stream()
                    .filter(unit -> unit.aliases().contains(singular))
                    .findFirst()
                    .orElse(null);
        }

        Unit largestWithin(double base) {
            Unit largest = null;
            for (Unit unit : units) {
                if (base / unit.factor() >= 1) {
                    largest = unit;
                }
            }
            return largest;
        }
    }
}
