// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.bench.BenchOptions.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    @Test
    void quickIsTheDefaultAndMeasuresAllParts() {
        assertThat(BenchOptions.parse(List.of())).isEqualTo(BenchOptions.parse(List.of("quick")));
        assertThat(BenchOptions.parse(List.of()).parts()).containsExactly(Part.values());
        assertThat(BenchOptions.parse(List.of()).full()).isFalse();
    }

    @Test
    void takesPartsContendersProgramsAndTimes() {
        BenchOptions options = BenchOptions.parse(List.of(
                "full",
                "programs",
                "micro",
                "contenders=512k,exact",
                "programs=sql",
                "rounds=9",
                "warmup=0.5",
                "seconds=7"));

        assertThat(options)
                .isEqualTo(new BenchOptions(
                        true, List.of(Part.PROGRAMS, Part.MICRO), List.of("512k", "exact"), List.of("sql"), 9, 0.5, 7));
        assertThat(options.microRounds()).isEqualTo(3);
    }

    @Test
    void keepsNoAgentAmongTheContenders() {
        Contender sampling = Contender.of("512k");
        List<Contender> all = List.of(Contenders.NONE, Contender.of("off"), sampling);

        assertThat(BenchOptions.parse(List.of("contenders=512k")).among(all))
                .containsExactly(Contenders.NONE, sampling);
        assertThat(BenchOptions.parse(List.of("full")).among(all)).isEqualTo(all);
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> BenchOptions.parse(List.of("programme")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown argument programme");
        assertThatThrownBy(() -> BenchOptions.parse(List.of("programs=json,xml")))
                .hasMessage("unknown program xml: there are [json, sql, text-index, compiler]");
        assertThatThrownBy(() -> BenchOptions.parse(List.of("contenders=fast")))
                .hasMessageStartingWith("unknown contender fast: there are [none, ");
    }
}
