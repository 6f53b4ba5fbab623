// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.bench.program.GapsMain;
import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapsTest {
    @TempDir
    private Path directory;

    @Test
    void largestDifferencesComeFirst() throws Exception {
        Readings recorded =
                operation().with("a.A", 8).with("a.B", -48).with("a.C", 0).with("byte[]", 16);

        assertThat(Gaps.between(recorded, emptyRecording())).hasToString("a.B 48, byte[] -16, a.A -8");
    }

    @Test
    void agreementIsNone() throws Exception {
        assertThat(Gaps.between(operation(), emptyRecording())).hasToString("none");
    }

    private static Readings operation() {
        return new Readings().with(GapsMain.BEGAN, 1).with(GapsMain.ENDED, 2);
    }

    private Path emptyRecording() throws IOException {
        Path file = directory.resolve("empty.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
            recording.dump(file);
        }
        return file;
    }

    @Test
    void typesAreNamedAsInSource() {
        assertThat(Gaps.typeName("[[B")).isEqualTo("byte[][]");
        assertThat(Gaps.typeName("[La.B;")).isEqualTo("a.B[]");
        assertThat(Gaps.typeName("a.B$$Lambda$62+0x00007f.19")).isEqualTo("a.B$$Lambda");
        assertThat(Gaps.typeName("a.B$C")).isEqualTo("a.B$C");
    }
}
