// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.recorder.RecorderSnapshot;
import io.pprof4j.recorder.SiteCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final SiteCounts SITE = new SiteCounts(Readings.PUT, "byte[]", 1_000_000, 1, 100, 0);

    private static RecorderSnapshot snapshot(boolean active, long jvmBytes, long own) {
        return new RecorderSnapshot(active, 1, 1, 1, 0, jvmBytes, own, 0, List.of(SITE));
    }

    @Test
    void isRecordedBytesByWhatTheApplicationAllocatedSinceTheStart() {
        Coverage coverage = Coverage.of(snapshot(true, 103_456_789, 3_456_789));

        assertThat(coverage).isEqualTo(new Coverage(100_000_000, 100_000_000));
        assertThat(coverage.remark())
                .hasValue("coverage: 100.0% (recorded 95.37 MB of 95.37 MB that the JVM allocated)");
    }

    @Test
    void countsWhatTheSamplesStandFor() {
        RecorderSnapshot sampled =
                new RecorderSnapshot(true, Readings.RATE, 1, 1, 0, 0, 0, 0, List.of(Readings.LIVE, Readings.LIVE));

        assertThat(Coverage.of(sampled).recordedBytes()).isEqualTo(2 * 1_574_400);
    }

    @Test
    void countsBytesOfWhateverSizes() {
        assertThat(Coverage.of(Readings.counted(0, Readings.COUNTED)))
                .isEqualTo(new Coverage(100_000_016, 200_000_032));
    }

    @Test
    void isUnknownWhereTheJvmDoesNotTell() {
        assertThat(Coverage.of(snapshot(true, -1, 0)).remark()).isEmpty();
    }

    @Test
    void isUnknownOnceRecordingHasEnded() {
        assertThat(Coverage.of(snapshot(false, 200_000_000, 0)).remark()).isEmpty();
    }

    @Test
    void isNotToldOfAProgramThatIsSmallerThanItsOwnStart() {
        assertThat(new Coverage(9_000_000, Coverage.MEANINGFUL_BYTES - 1).remark())
                .isEmpty();
        assertThat(new Coverage(9_000_000, Coverage.MEANINGFUL_BYTES).remark()).isPresent();
    }

    @Test
    void roundsToTwoDigitsInPprofsUnits() {
        assertThat(new Coverage(1000, 12_000_000).remark())
                .hasValue("coverage: 0.0% (recorded 1000 B of 11.44 MB that the JVM allocated)");
        assertThat(new Coverage(0, 3L << 40).remark())
                .hasValue("coverage: 0.0% (recorded 0 B of 3 TB that the JVM allocated)");
    }
}
