// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import java.time.Duration;

/** Who waits for an answer. */
interface Client {

    /**
     * Lets time pass while the client waits.
     *
     * @throws ClientGoneException as soon as the client is known to wait no longer
     * @throws InterruptedException if this thread is to stop
     */
    void await(Duration span) throws ClientGoneException, InterruptedException;
}
