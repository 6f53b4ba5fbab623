// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.net.URI;

/** One whose server is asked for a profile each second while it has its turn. */
record ScrapedFork(ProgramFork fork, URI profile) implements Entrant {
    @Override
    public void warmUp() throws IOException {
        fork.warmUp();
    }

    @Override
    public void turn() throws IOException {
        Scraper scraper = Scraper.start(profile);
        try {
            fork.turn();
        } finally {
            scraper.interrupt();
        }
        scraper.check();
    }

    @Override
    public Readings end() throws IOException, InterruptedException {
        return fork.end();
    }

    @Override
    public void close() {
        fork.close();
    }
}
