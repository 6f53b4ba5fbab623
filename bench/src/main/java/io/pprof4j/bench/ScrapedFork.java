// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** One whose server is asked for a profile each second while it has its turn. */
record ScrapedFork(ProgramFork fork, URI profile, AtomicInteger answers) implements Entrant {
    @Override
    public void warmUp() throws IOException {
        fork.warmUp();
    }

    @Override
    public void turn() throws IOException {
        Scraper scraper = Scraper.start(profile, answers);
        try {
            fork.turn();
        } finally {
            scraper.interrupt();
        }
        scraper.check();
    }

    @Override
    public Readings end() throws IOException, InterruptedException {
        Readings all = fork.end();
        if (answers.get() == 0) {
            throw new IOException("no scrape was answered");
        }
        return all;
    }

    @Override
    public void close() {
        fork.close();
    }
}
