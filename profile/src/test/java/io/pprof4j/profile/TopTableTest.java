// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static io.pprof4j.profile.Fixtures.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopTableTest {

    @Test
    void tableIsThatOfGoToolPprof() {
        assertThat(TopTable.of(Fixtures.heap(), 3).print(0)).isEqualTo("""
                File: app.jar
                jvm: 17.0.15
                Type: inuse_space
                Showing nodes accounting for 8242.02kB, 100% of 8242.02kB total
                      flat  flat%   sum%        cum   cum%
                    8192kB 99.39% 99.39%     8192kB 99.39%  shop.Cart.<init>
                      50kB  0.61%   100%       50kB  0.61%  shop.Cart$Item.copy
                    0.02kB 0.00019%   100%  8242.02kB   100%  shop.Main.main
                         0     0%   100%       50kB  0.61%  shop.Cart.add
                """);
    }

    @Test
    void rowsBeyondTheWantedAreCounted() {
        assertThat(TopTable.of(Fixtures.heap(), 2).print(1)).contains("""
                Type: inuse_objects
                Showing nodes accounting for 50, 84.75% of 59 total
                Showing top 1 nodes out of 4
                      flat  flat%   sum%        cum   cum%
                        50 84.75% 84.75%         50 84.75%  shop.Cart$Item.copy
                """);
    }

    @Test
    void recursionCountsOncePerSample() {
        Profile profile = new ProfileBuilder(Mapping.NONE)
                .sampleType("n", "count")
                .sample(
                        List.of(at("A", "f", 1), at("A", "g", 2), at("A", "f", 1), at("A", "f", 3)),
                        List.of(4L),
                        List.of())
                .build();
        assertThat(TopTable.of(profile, 0).print(10)).isEqualTo("""
                Type: n
                Showing nodes accounting for 4, 100% of 4 total
                      flat  flat%   sum%        cum   cum%
                         4   100%   100%          4   100%  A.f
                         0     0%   100%          4   100%  A.g
                """);
    }

    @Test
    void emptyProfileHasAnEmptyTable() {
        assertThat(TopTable.of(Fixtures.heapTypes().build(), 3).print(10)).isEqualTo("""
                File: app.jar
                Type: inuse_space
                Showing nodes accounting for 0, 0% of 0 total
                      flat  flat%   sum%        cum   cum%
                """);
    }

    @Test
    void timeIsInTheHeader() {
        Profile profile =
                Fixtures.heapTypes().timeNanos(1_790_000_000_123_456_789L).build();
        assertThat(TopTable.of(profile, 0).print(10))
                .containsPattern("(?m)^Time: 2026-09-2[12] \\d\\d:\\d\\d:\\d\\d [A-Z0-9+:-]+$");
    }

    @Test
    void comparisonIsMeasuredAgainstItsBase() {
        Profile profile = new ProfileBuilder(Mapping.NONE)
                .sampleType("space", "bytes")
                .sample(List.of(at("A", "f", 1)), List.of(15L), List.of())
                .sample(List.of(at("A", "f", 1)), List.of(-10L), List.of(Label.of("pprof::base", "true")))
                .build();
        assertThat(TopTable.of(profile, 0).print(0)).contains("Showing nodes accounting for 5B, 50.00% of 10B total\n");
    }

    @Test
    void sampleIndexIsFoundByNameOrNumber() {
        Profile heap = Fixtures.heap();
        assertThat(heap.sampleIndex("inuse_space")).isEqualTo(3);
        assertThat(heap.sampleIndex("alloc_objects")).isZero();
        assertThat(heap.sampleIndex("1")).isEqualTo(1);
        assertThat(heap.sampleIndex("")).isEqualTo(3);
        assertThat(Fixtures.heapTypes().defaultSampleType("alloc_space").build().sampleIndex(""))
                .isEqualTo(1);
        assertThat(new ProfileBuilder(Mapping.NONE)
                        .sampleType("space", "bytes")
                        .build()
                        .sampleIndex("inuse_space"))
                .isZero();
    }

    @Test
    void unknownSampleIndexIsRejectedInGosWords() {
        Profile heap = Fixtures.heap();
        assertThatThrownBy(() -> heap.sampleIndex("zzz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sample_index \"zzz\" must be one of: [alloc_objects alloc_space inuse_objects inuse_space]");
        assertThatThrownBy(() -> heap.sampleIndex("4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample_index 4 is outside the range [0..3]");
        Profile empty = new ProfileBuilder(Mapping.NONE).build();
        assertThatThrownBy(() -> empty.sampleIndex(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("profile has no sample types");
    }
}
