// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.leak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeakExampleTest {

    @Test
    void everySessionStaysInTheCache() {
        SessionCache cache = new SessionCache();
        long characters = LeakExample.serve(11, cache, new ReportRenderer());
        assertThat(cache.size()).isEqualTo(11);
        assertThat(characters).isEqualTo(10 * "session 0".length() + "session 10".length());
    }
}
