// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemStatsTextTest {

    /** Written by Go 1.19's own Fprintf calls from the same values, and compared with this class's output. */
    private static final Path GOLDEN = Path.of("src/test/resources/golden/memstats.txt");

    @Test
    void matchesGolden() throws IOException {
        StringBuilder text = new StringBuilder();
        MemStatsText.append(text, MemStatsFixture.STATS);
        if (Boolean.getBoolean("golden.regenerate")) {
            Files.writeString(GOLDEN, text);
            Assumptions.abort("rewrote " + GOLDEN);
        }

        assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
        assertThat(MemStatsFixture.STATS).hasToString(text.toString());
    }

    @Test
    void appendsAfterWhatIsThere() {
        StringBuilder text = new StringBuilder("records\n\n");
        MemStatsText.append(text, MemStatsFixture.STATS);

        assertThat(text.toString()).startsWith("records\n\n# runtime.MemStats\n# Alloc = 5000000\n");
    }

    @Test
    void maxRssIsThereOnlyWhereTheSystemTellsIt() {
        MemStats now = MemStats.read();

        assertThat(now.toString().contains("# MaxRSS = ")).isEqualTo(now.maxRSS() != 0);
    }

    /** What fmt.Println of the same float64 prints in Go. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.5, 0.5",
        "0.1, 0.1",
        "0.0001, 0.0001",
        "0.00012345678901234567, 0.00012345678901234567",
        "0.00001, 1e-05",
        "0.000012345, 1.2345e-05",
        "2.0E-3, 0.002",
        "2.2E-10, 2.2e-10",
        "4.9E-324, 5e-324",
        "0.3333333333333333, 0.3333333333333333",
        "2.5E-7, 2.5e-07",
        "1.1E-16, 1.1e-16",
    })
    void fractionsAreGoFloats(double value, String go) {
        assertThat(MemStatsText.fraction(value)).isEqualTo(go);
    }
}
