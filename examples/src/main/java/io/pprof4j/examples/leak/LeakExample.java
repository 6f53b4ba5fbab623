// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.leak;

import io.pprof4j.examples.Flags;
import io.pprof4j.examples.MemProfileFlag;
import java.io.PrintStream;

/**
 * A leak, and a louder neighbour that is not one: which question to ask a heap profile.
 *
 * <pre>
 * java -javaagent:pprof4j.jar -cp examples.jar io.pprof4j.examples.leak.LeakExample -memprofile leak.pb.gz
 * java -jar pprof4j.jar top -sample_index=alloc_space leak.pb.gz
 * java -jar pprof4j.jar top -sample_index=inuse_space leak.pb.gz
 * </pre>
 *
 * <p>What to see:
 *
 * <ol>
 *   <li>{@code alloc_space}, all bytes since the start: {@link ReportRenderer#render} has over 30 times as many as
 *       {@link SessionCache#remember}. Whoever stops here blames the renderer.
 *   <li>{@code inuse_space}, the bytes alive at the last GC: {@code remember} alone, with the {@code byte[]} of each
 *       session. Its map's keys and nodes are under it too, by {@code cum}.
 *   <li>{@code inuse_objects}: as many {@code byte[]} as there were requests. Not one session was forgotten.
 *   <li>{@code top} is about sites. What holds the objects is a question for a heap dump: here a static field.
 * </ol>
 */
public final class LeakExample {
    /** Static, as caches are; and alive until the JVM has written its last profile. */
    private static final SessionCache CACHE = new SessionCache();

    private LeakExample() {}

    /** Flags: {@code -requests} and {@code -memprofile}; exits with 2 if they are bad. */
    public static void main(String[] args) {
        Flags flags = new Flags("LeakExample")
                .number("requests", 50_000, "requests to serve, about 1 kB of leak each")
                .file(MemProfileFlag.NAME, MemProfileFlag.MEANING);
        if (!flags.parse(args, System.err)) {
            System.exit(2);
        }
        long characters = serve(flags.number("requests"), CACHE, new ReportRenderer());
        MemProfileFlag.write(flags, System.err);
        report(characters, CACHE, System.out);
    }

    /** Serves the requests, each of a session of its own; returns how many characters all reports had. */
    static long serve(int requests, SessionCache cache, ReportRenderer renderer) {
        long characters = 0;
        for (int session = 0; session < requests; session++) {
            cache.remember(session);
            characters += renderer.render(session);
        }
        return characters;
    }

    private static void report(long characters, SessionCache cache, PrintStream out) {
        out.printf("Rendered %d characters of reports; %d sessions are still in the cache%n", characters, cache.size());
        out.println("In the profile, compare:");
        out.println("  top -sample_index=alloc_space   ReportRenderer.render: most bytes, all garbage");
        out.println("  top -sample_index=inuse_space   SessionCache.remember: few bytes at a time, none of them freed");
    }
}
