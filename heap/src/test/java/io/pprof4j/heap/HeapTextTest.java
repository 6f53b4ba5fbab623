// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static io.pprof4j.heap.Readings.BIG;
import static io.pprof4j.heap.Readings.DEAD;
import static io.pprof4j.heap.Readings.LIVE;
import static io.pprof4j.heap.Readings.RATE;
import static io.pprof4j.heap.Readings.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HeapTextTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/heap.txt");
    private static final Pattern RECORD = Pattern.compile("(?m)^(\\d+): (\\d+) \\[(\\d+): (\\d+)] @");

    @Test
    void isGosTextByteForByte() throws IOException {
        RecorderSnapshot snapshot =
                new RecorderSnapshot(true, RATE, 4, 1, 12, 100_456_789, 456_789, 1, List.of(DEAD, LIVE, BIG));
        String text = HeapText.encode(reading(snapshot));

        if (Boolean.getBoolean("golden.regenerate")) {
            Files.writeString(GOLDEN, text);
            abort("rewrote " + GOLDEN);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void headerIsTheSumOfTheRowsAndTwiceTheRate() {
        String text = HeapText.encode(reading(LIVE, DEAD, BIG));

        assertThat(text.lines().findFirst()).hasValue("heap profile: 2: 10001024 [10: 20023552] @ heap/" + 2 * RATE);
        for (int column = 1; column <= 4; column++) {
            int group = column;
            List<MatchResult> rows = RECORD.matcher(text).results().toList();
            long sum = rows.stream()
                    .mapToLong(row -> Long.parseLong(row.group(group)))
                    .sum();
            assertThat(sum).isEqualTo(List.of(2L, 10_001_024L, 10L, 20_023_552L).get(column - 1));
        }
    }

    @Test
    void rowsAreRawAndOrderedByInuse() {
        SiteCounts small = new SiteCounts(LIVE.stack(), "int[]", 16, RATE, 1, 1);

        assertThat(RECORD.matcher(HeapText.encode(reading(DEAD, small, LIVE, BIG)))
                        .results()
                        .map(MatchResult::group))
                .containsExactly(
                        "1: 10000000 [2: 20000000] @", "1: 1024 [3: 3072] @", "1: 16 [1: 16] @", "0: 0 [5: 20480] @");
    }

    @Test
    void equalTotalsAreToldApartForOldParsersAsInGo() {
        SiteCounts allAlive = new SiteCounts(LIVE.stack(), "int[]", 16, 1, 2, 2);

        assertThat(HeapText.encode(reading(allAlive))).startsWith("heap profile: 2: 32 [2: 33] @ heap/");
    }

    @Test
    void countedBytesAreShownAsTheyAre() {
        assertThat(HeapText.encode(reading(Readings.counted(0, Readings.COUNTED))))
                .startsWith("heap profile: 0: 0 [7: 100000016] @ heap/2\n0: 0 [7: 100000016] @");
    }

    @Test
    void emptyWithoutRecorderAndSaysSoAtTheEnd() {
        String text = HeapText.encode(reading(RecorderSnapshot.inactive()));

        assertThat(text).startsWith("heap profile: 0: 0 [0: 1] @ heap/0\n\n# runtime.MemStats\n# Alloc = 5000000\n");
        assertThat(text)
                .endsWith("# MaxRSS = 77000704\n# pprof4j: recorder inactive: start the JVM with"
                        + " -javaagent:pprof4j.jar or call Tracer.install()\n");
    }

    @Test
    void doesWithoutManagementBeans() {
        assertThat(HeapText.encode(HeapReading.of(Optional.empty(), Readings.snapshot(LIVE))))
                .doesNotContain("# runtime.MemStats")
                .endsWith("\n\n\n# pprof4j: no runtime.MemStats: this Java runtime has no module java.management\n");
    }

    @Test
    void warnsOfRecordsThatTheHeadersRateDoesNotFit() {
        assertThat(HeapText.encode(reading(Readings.snapshotAtRate(1000, LIVE))))
                .contains("@ heap/2000\n")
                .endsWith("# pprof4j: records drawn at a rate other than 1000: 1;"
                        + " only the protocol buffer form scales them right\n");
    }
}
