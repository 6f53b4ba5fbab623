// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** What a profile at rate 1 has of a program that has run {@link KnownSites#allocate} once: each object, once. */
final class KnownCounts {
    private KnownCounts() {}

    static void assertExact(Path file) throws IOException {
        RecordedHeap heap = RecordedHeap.read(file);
        long pairs = KnownSites.THREADS * KnownSites.PAIRS;
        assertThat(heap.at("alloc_objects", KnownSites.class, "boxes"))
                .isEqualTo(KnownSites.THREADS * KnownSites.BOXES);
        assertThat(heap.at("alloc_objects", KnownSites.class, "arrays"))
                .isEqualTo(KnownSites.THREADS * KnownSites.ARRAYS);
        assertThat(heap.at("alloc_objects", KnownSites.class, "pairs")).isEqualTo(pairs);
        assertThat(heap.at("alloc_objects", KnownSites.Pair.class, "<init>")).isEqualTo(2 * pairs);
        assertThat(heap.at("inuse_objects", KnownSites.class, "pairs")).isEqualTo(pairs);
        assertThat(heap.at("inuse_objects", KnownSites.Pair.class, "<init>")).isEqualTo(2 * pairs);
    }
}
