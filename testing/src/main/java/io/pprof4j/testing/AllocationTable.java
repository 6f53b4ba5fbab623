// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sites as a person reads them: count, bytes, type and line, heaviest first. */
final class AllocationTable {
    /** Beyond so many sites the rest is one line. */
    private static final int ROWS = 20;

    private static final String[] TITLES = {"count", "bytes", "type", "allocated at"};

    private AllocationTable() {}

    static String of(Allocations allocations) {
        String table = of(allocations.sites());
        List<String> remarks = new ArrayList<>();
        allocations
                .heapBytes()
                .ifPresent(bytes -> remarks.add("The JVM allocated " + bytes + " bytes for it on the heap."));
        if (!allocations.isSteady()) {
            remarks.add("The runs differed, with "
                    + allocations.countsOfRuns().stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + " objects.");
        }
        if (allocations.uncounted() > 0) {
            remarks.add(allocations.uncounted()
                    + " more objects could not be counted, for want of stack, memory or frames that were kept.");
        }
        if (allocations.withoutSite() > 0) {
            remarks.add(allocations.withoutSite()
                    + " more objects are in no row: they are at further sites than the number that is kept.");
        }
        return remarks.isEmpty() ? table : table + "\n" + String.join("\n", remarks);
    }

    static String of(List<Site> sites) {
        List<String[]> rows = new ArrayList<>();
        rows.add(TITLES);
        Map<String, Long> places =
                sites.stream().collect(Collectors.groupingBy(AllocationTable::place, Collectors.counting()));
        for (Site site : sites.subList(0, Math.min(ROWS, sites.size()))) {
            String place = place(site);
            rows.add(row(site, places.get(place) > 1 ? place + caller(site) : place));
        }
        if (sites.size() > ROWS) {
            List<Site> rest = sites.subList(ROWS, sites.size());
            rows.add(new String[] {count(rest), bytes(rest), "", "at " + rest.size() + " more sites"});
        }
        if (sites.size() > 1) {
            rows.add(new String[] {count(sites), bytes(sites), "in all", ""});
        }
        return render(rows);
    }

    private static String[] row(Site site, String place) {
        return new String[] {String.valueOf(site.count()), String.valueOf(site.bytes()), site.type(), place};
    }

    /** For sites that share a line: who called it. */
    private static String caller(Site site) {
        int next = site.stack().indexOf(site.line()) + 1;
        return next < 1 || next >= site.stack().size()
                ? ""
                : " < " + text(site.stack().get(next));
    }

    /** The line of the code that is not the JDK's, and the JDK's method that it calls, if it is that which allocates. */
    private static String place(Site site) {
        StackTraceElement line = site.line();
        if (line == null) {
            return "the measured code itself";
        }
        StackTraceElement leaf = site.stack().get(0);
        return leaf.equals(line) ? text(line) : text(line) + " in " + leaf.getClassName() + "." + leaf.getMethodName();
    }

    private static String text(StackTraceElement frame) {
        String source = frame.getFileName() == null ? "unknown source" : frame.getFileName();
        String number = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + source + number + ")";
    }

    private static String count(List<Site> sites) {
        return String.valueOf(sites.stream().mapToLong(Site::count).sum());
    }

    private static String bytes(List<Site> sites) {
        return String.valueOf(sites.stream().mapToLong(Site::bytes).sum());
    }

    private static String render(List<String[]> rows) {
        int[] width = new int[TITLES.length - 1];
        for (String[] row : rows) {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], row[i].length());
            }
        }
        return rows.stream()
                .map(row -> ("  " + " ".repeat(width[0] - row[0].length()) + row[0] + "  "
                                + " ".repeat(width[1] - row[1].length()) + row[1] + "  "
                                + row[2] + " ".repeat(width[2] - row[2].length()) + "  " + row[3])
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
