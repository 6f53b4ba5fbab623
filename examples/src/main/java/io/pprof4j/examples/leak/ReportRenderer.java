// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.leak;

/**
 * The suspect who is innocent: allocates most, keeps nothing. Thread-safe.
 *
 * <p>What to see: {@link #render} leads {@code alloc_space} by far and is not in {@code inuse_space} at all. Fixing it
 * would make the program faster, as the GC has less to do, and would not save it from running out of memory.
 */
final class ReportRenderer {
    private static final int PAGE_CHARS = 20_000;

    /** The length of the report about a session. The page itself is garbage on return. */
    int render(int session) {
        char[] page = new char[PAGE_CHARS];
        String title = "session " + session;
        title.getChars(0, title.length(), page, 0);
        int length = 0;
        while (page[length] != '\0') {
            length++;
        }
        return length;
    }
}
