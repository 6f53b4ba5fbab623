// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import io.pprof4j.memstats.MemStats;
import java.util.List;
import java.util.Optional;

/** The page that lists what there is. Everything that has a name of the application's in it is escaped. */
final class IndexPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>/debug/pprof/</title>
            <link rel="icon" href="data:,">
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 62em; padding: 0 1em; color: #222; }
            h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 2em; }
            table { border-collapse: collapse; width: 100%; }
            th { text-align: left; font-weight: 600; border-bottom: 1px solid #bbb; }
            td, th { padding: .25em .8em .25em 0; vertical-align: top; }
            td.n { text-align: right; font-variant-numeric: tabular-nums; width: 5em; }
            p.app, td.d { color: #555; }
            a { color: #0645ad; }
            @media (prefers-color-scheme: dark) {
              body { background: #1b1b1b; color: #ddd; } a { color: #8ab4f8; } p.app, td.d { color: #aaa; }
            }
            </style>
            </head>
            <body>
            <h1>/debug/pprof/</h1>
            """;

    private static final String HOW = """
            <p>Set <code>debug=1</code> as a query parameter to get text, <code>seconds=N</code> for what happens in the
            next N seconds. <code>go tool pprof</code> takes the address of any profile on this page.</p>
            """;

    private IndexPage() {}

    /**
     * A line of the table.
     *
     * @param link what to open, relative to the page
     * @param graph its flame graph, likewise; {@code ""} if it has none
     */
    record Row(int count, String name, String link, String graph) {}

    /**
     * The page.
     *
     * @param application what runs in this process
     * @param rows in the order of the table
     * @param stats of now; empty in a Java runtime that has none
     */
    static String render(String application, List<Row> rows, Optional<MemStats> stats) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p class=\"app\">")
                .append(escape(application))
                .append("</p>\n")
                .append(HOW);
        page.append("<table>\n<tr><th>Count</th><th>Profile</th><th></th><th>Description</th></tr>\n");
        for (Row row : rows) {
            page.append("<tr><td class=\"n\">").append(row.count()).append("</td><td><a href=\"");
            page.append(escape(row.link()))
                    .append("\">")
                    .append(escape(row.name()))
                    .append("</a></td><td>");
            if (!row.graph().isEmpty()) {
                page.append("<a href=\"").append(escape(row.graph())).append("\">flame graph</a>");
            }
            page.append("</td><td class=\"d\">");
            page.append(escape(Descriptions.of(row.name()))).append("</td></tr>\n");
        }
        page.append("</table>\n");
        stats.ifPresent(now -> append(page, now));
        return page.append("</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder page, MemStats stats) {
        page.append("<h2>runtime.MemStats</h2>\n<table>\n");
        number(page, "HeapAlloc", stats.heapAlloc(), "bytes of objects, dead ones that are not collected included");
        number(page, "HeapSys", stats.heapSys(), "bytes of heap taken from the system");
        number(page, "TotalAlloc", stats.totalAlloc(), "bytes allocated since the program began");
        number(page, "Sys", stats.sys(), "bytes taken from the system in all");
        number(page, "NextGC", stats.nextGC(), "bytes at which the next collection is due");
        number(page, "NumGC", stats.numGC(), "collections");
        number(page, "PauseTotalNs", stats.pauseTotalNs(), "nanoseconds in pauses for collection");
        page.append("</table>\n");
    }

    private static void number(StringBuilder page, String name, long value, String meaning) {
        page.append("<tr><td class=\"n\">").append(value).append("</td><td>").append(name);
        page.append("</td><td class=\"d\">").append(meaning).append("</td></tr>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
