// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** What is measured from a start to a stop, by one client at a time. Thread-safe. */
final class Span {
    private final String name;
    private final String activity;
    private final Stop stop;
    private final Runnable cancel;

    /** Begins the measurement; an IllegalStateException says why that cannot be. */
    interface Start {
        void start(OutputStream out);
    }

    /** Ends it and writes what was measured. */
    interface Stop {
        void stop() throws IOException;
    }

    /**
     * A kind of measurement.
     *
     * @param name of the file that clients get
     * @param activity for the error, as in {@code Could not enable CPU profiling}
     */
    Span(String name, String activity, Stop stop, Runnable cancel) {
        this.name = name;
        this.activity = activity;
        this.stop = stop;
        this.cancel = cancel;
    }

    /** Measures for as long as the client waits. */
    Reply measure(Start start, Duration length, Client client)
            throws Refusal, ClientGoneException, IOException, InterruptedException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            start.start(content);
        } catch (IllegalStateException refused) {
            throw new Refusal(500, "Could not enable " + activity + ": " + refused.getMessage());
        }
        boolean complete = false;
        try {
            client.await(length);
            complete = true;
        } finally {
            if (!complete) {
                cancel.run();
            }
        }
        stop.stop();
        return Reply.attachment(name, content.toByteArray());
    }
}
