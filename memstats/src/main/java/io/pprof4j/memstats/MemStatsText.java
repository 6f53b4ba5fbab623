// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The text form of {@link MemStats}: the comment lines at the end of Go's heap profile in text form (debug=1). */
public final class MemStatsText {

    private MemStatsText() {}

    /**
     * Appends the line {@code # runtime.MemStats} and one {@code # Name = value} line for each field, in the names,
     * order and format of Go's {@code pprof.Lookup("heap").WriteTo(w, 1)}. The empty line that Go writes between the
     * records and these is left to the caller. {@code MaxRSS} is last, and left out if it is 0 (not known), as Go does
     * where the system does not tell. EnableGC is not part of Go's text.
     *
     * @param out gets about 2 kB of text, the last line ended by a line feed
     * @param stats the values
     */
    public static void append(StringBuilder out, MemStats stats) {
        out.append("# runtime.MemStats\n");
        line(out, "Alloc", stats.alloc());
        line(out, "TotalAlloc", stats.totalAlloc());
        line(out, "Sys", stats.sys());
        line(out, "Lookups", stats.lookups());
        line(out, "Mallocs", stats.mallocs());
        line(out, "Frees", stats.frees());
        line(out, "HeapAlloc", stats.heapAlloc());
        line(out, "HeapSys", stats.heapSys());
        line(out, "HeapIdle", stats.heapIdle());
        line(out, "HeapInuse", stats.heapInuse());
        line(out, "HeapReleased", stats.heapReleased());
        line(out, "HeapObjects", stats.heapObjects());
        line(out, "Stack", stats.stackInuse() + " / " + stats.stackSys());
        line(out, "MSpan", stats.mSpanInuse() + " / " + stats.mSpanSys());
        line(out, "MCache", stats.mCacheInuse() + " / " + stats.mCacheSys());
        line(out, "BuckHashSys", stats.buckHashSys());
        line(out, "GCSys", stats.gcSys());
        line(out, "OtherSys", stats.otherSys());
        line(out, "NextGC", stats.nextGC());
        line(out, "LastGC", stats.lastGC());
        line(out, "PauseNs", array(stats.pauseNs()));
        line(out, "PauseEnd", array(stats.pauseEnd()));
        line(out, "NumGC", stats.numGC());
        line(out, "NumForcedGC", stats.numForcedGC());
        line(out, "GCCPUFraction", fraction(stats.gcCPUFraction()));
        line(out, "DebugGC", stats.debugGC());
        if (stats.maxRSS() != 0) {
            line(out, "MaxRSS", stats.maxRSS());
        }
    }

    private static void line(StringBuilder out, String name, Object value) {
        out.append("# ").append(name).append(" = ").append(value).append('\n');
    }

    /** Go's %d of an array. */
    private static String array(long[] values) {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : " ").append(values[i]);
        }
        return out.append(']').toString();
    }

    /** Go's %v of a float64 in 0 to 1: the shortest digits that read back the same, an exponent below 0.0001. */
    static String fraction(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal digits = shortest(value).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4) {
            return digits.toPlainString();
        }
        String unscaled = digits.unscaledValue().toString();
        String mantissa = unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
        return mantissa + "e-" + (exponent > -10 ? "0" : "") + -exponent;
    }

    /** Not Double.toString, which gives a digit too many before JDK 19 (JDK-4511638). */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int precision = 1;
        while (rounded(exact, precision).doubleValue() != value) {
            precision++;
        }
        return rounded(exact, precision);
    }

    private static BigDecimal rounded(BigDecimal exact, int precision) {
        return exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
    }
}
