// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestedCollectionTest {

    private final AtomicLong requests = new AtomicLong();

    private boolean run(long collectsFromRequest) {
        return RequestedCollection.run(requests::getAndIncrement, () -> requests.get() >= collectsFromRequest ? 8 : 7);
    }

    @Test
    void oneRequestIsEnoughIfItWorks() {
        assertThat(run(1)).isTrue();
        assertThat(requests).hasValue(1);
    }

    @Test
    void asksOnceMore() {
        assertThat(run(2)).isTrue();
        assertThat(requests).hasValue(2);
    }

    @Test
    void givesUpWhereTheJvmRefuses() {
        assertThat(run(Long.MAX_VALUE)).isFalse();
        assertThat(requests).hasValue(2);
    }
}
