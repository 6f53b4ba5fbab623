// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadingsTest {
    @Test
    void areFoundAmongWhatElseAProcessPrints() {
        String line = new Readings().with("operations", 4).with("cpuNanos", 10).line();

        Readings read = Readings.in("Started recording 1.\n" + line + "\nProfiling stopped\n");

        assertThat(read.get("operations")).isEqualTo(4);
        assertThat(read.per("cpuNanos", "operations")).isEqualTo(2.5);
    }

    @Test
    void aProcessThatPrintedNoneIsReportedWithWhatItPrinted() {
        assertThatThrownBy(() -> Readings.in("oops"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no line starts with measured in: oops");
    }

    @Test
    void aLineWithoutReadingsIsReadBack() {
        assertThat(Readings.in(new Readings().line()).line()).isEqualTo("measured");
    }

    @Test
    void aMissingReadingIsNamed() {
        assertThatThrownBy(() -> new Readings().with("a", 1).get("b")).hasMessage("no b in {a=1}");
    }

    @Test
    void cpuOfChildrenIsTheSumOfTheirUserAndSystemTime() {
        String stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 1 2 3 4 50 60 700 80 20 0 1 0 99 0 0";

        assertThat(ChildrenCpu.parse(stat)).isEqualTo(7_800_000_000L);
    }
}
