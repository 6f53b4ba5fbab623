// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GarbageCollectionsTest {
    private final AtomicInteger runs = new AtomicInteger();
    private final GarbageCollections collections = new GarbageCollections(() -> runs.incrementAndGet() > 0);

    @Test
    void eachRequestGetsACollectionThatBeganAfterIt() {
        assertThat(collections.run(System.nanoTime())).isTrue();
        assertThat(collections.run(System.nanoTime())).isTrue();
        assertThat(runs).hasValue(2);
    }

    @Test
    void requestsThatCameBeforeItBeganShareOne() {
        long arrived = System.nanoTime();
        collections.run(arrived);
        collections.run(arrived);
        collections.run(arrived);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aRefusedCollectionIsToldToAllThatShareIt() {
        GarbageCollections none = new GarbageCollections(() -> false);
        long arrived = System.nanoTime();
        assertThat(none.run(arrived)).isFalse();
        assertThat(none.run(arrived)).isFalse();
    }
}
