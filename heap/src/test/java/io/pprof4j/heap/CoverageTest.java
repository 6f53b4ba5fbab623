// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final SiteCounts SITE = new SiteCounts(Readings.PUT, "byte[]", 1_000_000, 1, 100, 0);

    private static RecorderSnapshot snapshot(boolean active, long atStart, long own) {
        return new RecorderSnapshot(active, 1, 1, 1, 0, atStart, own, 0, List.of(SITE));
    }

    @Test
    void isRecordedBytesByWhatTheApplicationAllocatedSinceTheStart() {
        Coverage coverage = Coverage.of(snapshot(true, 20_000_000, 3_456_789), Optional.of(Readings.stats()));

        assertThat(coverage).isEqualTo(new Coverage(100_000_000, 100_000_000));
        assertThat(coverage.remark())
                .hasValue("coverage: 100.0% (recorded 95.37 MB of 95.37 MB that the JVM allocated)");
    }

    @Test
    void countsWhatTheSamplesStandFor() {
        RecorderSnapshot sampled =
                new RecorderSnapshot(true, Readings.RATE, 1, 1, 0, 0, 0, 0, List.of(Readings.LIVE, Readings.LIVE));

        assertThat(Coverage.of(sampled, Optional.of(Readings.stats())).recordedBytes())
                .isEqualTo(2 * 1_574_400);
    }

    @Test
    void isUnknownWithoutBothEndsOfTheMeasurement() {
        assertThat(Coverage.of(snapshot(true, -1, 0), Optional.of(Readings.stats()))
                        .remark())
                .isEmpty();
        assertThat(Coverage.of(snapshot(true, 0, 0), Optional.empty()).remark()).isEmpty();
        assertThat(Coverage.of(snapshot(true, 200_000_000, 0), Optional.of(Readings.stats()))
                        .remark())
                .isEmpty();
    }

    @Test
    void isUnknownOnceRecordingHasEnded() {
        assertThat(Coverage.of(snapshot(false, 0, 0), Optional.of(Readings.stats()))
                        .remark())
                .isEmpty();
    }

    @Test
    void roundsToTwoDigitsInPprofsUnits() {
        assertThat(new Coverage(1000, 1200).remark())
                .hasValue("coverage: 83.3% (recorded 1000 B of 1.17 kB that the JVM allocated)");
        assertThat(new Coverage(0, 3L << 40).remark())
                .hasValue("coverage: 0.0% (recorded 0 B of 3 TB that the JVM allocated)");
    }
}
