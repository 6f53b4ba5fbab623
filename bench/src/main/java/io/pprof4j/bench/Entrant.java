// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;

/** One contender of several that are measured in turns, so that what else the machine does hits all of them alike. */
interface Entrant extends AutoCloseable {
    /** Before the first turn, while no other works. */
    void warmUp() throws IOException, InterruptedException;

    void turn() throws IOException, InterruptedException;

    /** After the last turn: what all of them have used. */
    Readings end() throws IOException, InterruptedException;

    /** Stops it, wherever it is. */
    @Override
    void close();
}
