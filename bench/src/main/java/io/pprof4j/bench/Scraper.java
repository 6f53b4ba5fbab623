// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a measured JVM for a profile each second, as a collector of profiles does; until it is closed. */
final class Scraper extends Thread implements AutoCloseable {
    private static final int PERIOD_MILLIS = 1000;

    private final URI profile;
    private final AtomicInteger scrapes = new AtomicInteger();

    private Scraper(URI profile) {
        this.profile = profile;
        setDaemon(true);
    }

    static Scraper start(URI profile) {
        Scraper scraper = new Scraper(profile);
        scraper.start();
        return scraper;
    }

    @Override
    public void run() {
        while (!isInterrupted()) {
            try {
                Thread.sleep(PERIOD_MILLIS);
                scrape();
            } catch (InterruptedException closed) {
                return;
            } catch (IOException notYetOrNoMore) {
                // the JVM starts or ends
            }
        }
    }

    private void scrape() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) profile.toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
            scrapes.incrementAndGet();
        } finally {
            connection.disconnect();
        }
    }

    /** How many were answered. */
    int scrapes() {
        return scrapes.get();
    }

    @Override
    public void close() {
        interrupt();
    }
}
