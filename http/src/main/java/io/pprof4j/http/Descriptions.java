// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.util.Map;

/** What each profile is, in a sentence for the index. Those that the application made have none. */
final class Descriptions {
    private static final Map<String, String> OF = Map.of(
            "allocs", "All allocations since recording began, sampled: which sites make garbage.",
            "heap", "The objects that are alive, sampled, as of the last garbage collection. gc=1 runs one first.",
            "goroutine", "All threads, platform and virtual, each at its current stack. debug=2 lists them one by one.",
            "profile", "What uses the CPU: sampled for 30 seconds, or as many as seconds=N says.",
            "trace", "Everything that happens within a second, or seconds=N: a recording for JDK Mission Control.",
            "block", "Where threads wait for each other, by the waiter's stack. Off unless blockprofilerate=1.",
            "mutex", "Who makes others wait for locks, by the holder's stack. Off unless mutexprofilefraction=1.",
            "threadcreate", "Where platform threads were started since the agent came, also those that have ended.",
            "symbol", "The functions at addresses of text profiles, for go tool pprof.",
            "cmdline", "The command line of this process.");

    private Descriptions() {}

    /** The sentence, or {@code ""}. */
    static String of(String name) {
        return OF.getOrDefault(name, "");
    }
}
