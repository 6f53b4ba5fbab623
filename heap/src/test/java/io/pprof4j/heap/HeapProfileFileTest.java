// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapProfileFileTest {

    @TempDir
    private Path directory;

    @Test
    void writesAProfileAndLeavesNothingElse() throws IOException {
        Path written = HeapProfileFile.write(directory.resolve("mem-%p.pb.gz").toString(), true);

        assertThat(written)
                .isEqualTo(directory.resolve("mem-" + ProcessHandle.current().pid() + ".pb.gz"));
        assertThat(ProfileReader.read(written).sampleTypes()).hasSize(4);
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        Path target = Files.writeString(directory.resolve("mem.pb.gz"), "old");

        HeapProfileFile.write(target.toString(), false);

        assertThat(ProfileReader.read(target).samples()).isEmpty();
    }

    @Test
    void namesWhatIsWrittenPathAndReason() {
        Path target = directory.resolve("no/such/mem.pb.gz");

        assertThatThrownBy(() -> HeapProfileFile.write(target.toString(), false))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write heap profile to " + target + ": its directory does not exist");
    }
}
