// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

/** The text of one collection in the {@link GcTrace}. Each ends with a line feed. */
final class GcTraceLine {

    private static final long MB = 1 << 20;

    private GcTraceLine() {}

    /**
     * What a line says beyond the collection itself.
     *
     * @param startNs start of the JVM, in ns since 1970
     * @param cpuFraction share of CPU time since then that collections took, 0 to 1
     * @param goal heap size in bytes at which this collection was to start
     * @param stacks bytes of thread stacks
     * @param globals bytes of class metadata
     * @param processors of this JVM
     * @param concurrentThreads of the collector
     */
    record State(
            long startNs,
            double cpuFraction,
            long goal,
            long stacks,
            long globals,
            int processors,
            int concurrentThreads) {}

    /** The form of Go 1.19. */
    static String now(GcRecord gc, State state) {
        GcNotice told = gc.told();
        long last = gc.pauseNs() - gc.firstPauseNs();
        long concurrent = concurrentNs(gc);
        StringBuilder line = new StringBuilder(200);
        line.append("gc ").append(gc.number()).append(" @");
        decimal(line, Math.max(0, told.startNs() - state.startNs) / 1_000_000, 3);
        line.append("s ").append((int) (state.cpuFraction * 100)).append("%: ");
        millis(line, gc.firstPauseNs()).append('+');
        millis(line, concurrent).append('+');
        millis(line, last).append(" ms clock, ");
        millis(line, gc.firstPauseNs() * state.processors).append("+0/");
        millis(line, concurrent * state.concurrentThreads).append("/0+");
        millis(line, last * state.processors).append(" ms cpu, ");
        line.append(told.heapBefore() / MB).append("->").append(told.heapBefore() / MB);
        line.append("->").append(told.heapAfter() / MB).append(" MB, ");
        line.append(state.goal / MB).append(" MB goal, ");
        line.append(state.stacks / MB).append(" MB stacks, ");
        line.append(state.globals / MB).append(" MB globals, ");
        return line.append(state.processors)
                .append(" P (")
                .append(reason(told))
                .append(")\n")
                .toString();
    }

    /** The form of Go until 1.4. */
    static String of2014(GcRecord gc, long liveAfterPrevious, ObjectCounts objects, int threads) {
        GcNotice told = gc.told();
        long stop = told.stopsTheWorld() ? 0 : gc.firstPauseNs();
        long mark = told.stopsTheWorld() ? gc.pauseNs() : concurrentNs(gc);
        long wait = told.stopsTheWorld() ? 0 : gc.pauseNs() - gc.firstPauseNs();
        return "gc" + gc.number() + "(" + threads + "): "
                + stop / 1_000 + "+0+" + mark / 1_000 + "+" + wait / 1_000 + " us, "
                + liveAfterPrevious / MB + " -> " + told.heapBefore() / MB + " MB, "
                + (objects.mallocs() - objects.frees()) + " (" + objects.mallocs() + "-" + objects.frees()
                + ") objects, 0/0/0 sweeps, 0(0) handoff, 0(0) steal, 0/0/0 yields (" + reason(told) + ")\n";
    }

    private static long concurrentNs(GcRecord gc) {
        GcNotice told = gc.told();
        return told.stopsTheWorld() ? 0 : Math.max(0, told.endNs() - told.startNs() - gc.pauseNs());
    }

    private static String reason(GcNotice told) {
        return told.isForced() ? "forced" : told.cause();
    }

    /** Go's: whole ms from 10 on, else two significant digits, at most three decimals. */
    static StringBuilder millis(StringBuilder out, long nanos) {
        if (nanos >= 10_000_000) {
            return out.append(nanos / 1_000_000);
        }
        long digits = nanos / 1_000;
        if (digits <= 0) {
            return out.append('0');
        }
        int decimals = 3;
        while (digits >= 100) {
            digits /= 10;
            decimals--;
        }
        return decimal(out, digits, decimals);
    }

    /** The value shifted right by so many decimal digits. */
    private static StringBuilder decimal(StringBuilder out, long value, int decimals) {
        String digits = Long.toString(value);
        int missing = Math.max(0, decimals + 1 - digits.length());
        String padded = "0".repeat(missing) + digits;
        out.append(padded, 0, padded.length() - decimals);
        return decimals == 0 ? out : out.append('.').append(padded, padded.length() - decimals, padded.length());
    }
}
