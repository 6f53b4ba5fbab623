// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a measured JVM for a profile each second until it is interrupted, as a collector of profiles does. */
final class Scraper extends Thread {
    private static final int PERIOD_MILLIS = 1000;

    private final URI profile;
    private final AtomicInteger answers;
    private volatile IOException unanswered;

    private Scraper(URI profile, AtomicInteger answers) {
        this.profile = profile;
        this.answers = answers;
        setDaemon(true);
    }

    /** @param answers counts them */
    static Scraper start(URI profile, AtomicInteger answers) {
        Scraper scraper = new Scraper(profile, answers);
        scraper.start();
        return scraper;
    }

    /** For the first time after half a second. */
    @Override
    public void run() {
        try {
            Thread.sleep(PERIOD_MILLIS / 2);
            while (true) {
                scrape();
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException turnOver) {
            // that is how it ends
        } catch (IOException failure) {
            unanswered = failure;
        }
    }

    private void scrape() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) profile.toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
            answers.incrementAndGet();
        } finally {
            connection.disconnect();
        }
    }

    /** @throws IOException if a profile was not to be had */
    void check() throws IOException {
        if (unanswered != null) {
            throw new IOException("no answer: " + unanswered.getMessage(), unanswered);
        }
    }
}
