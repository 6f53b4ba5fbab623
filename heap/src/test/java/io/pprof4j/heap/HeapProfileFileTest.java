// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pprof4j.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapProfileFileTest {

    @TempDir
    private Path directory;

    @Test
    void expandsTheProcessIdAndNothingElse() {
        assertThat(HeapProfileFile.expand("a/mem-%p.pb.gz", 77)).isEqualTo("a/mem-77.pb.gz");
        assertThat(HeapProfileFile.expand("%%p %q 100%", 77)).isEqualTo("%p %q 100%");
        assertThat(HeapProfileFile.expand("%p%p", 7)).isEqualTo("77");
    }

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
    void followsALinkInsteadOfReplacingIt() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        HeapProfileFile.write(link.toString(), false);

        assertThat(link).isSymbolicLink();
        assertThat(ProfileReader.read(target).samples()).isEmpty();
    }

    @Test
    void namesPathAndReasonWithoutTheDirectory() {
        Path target = directory.resolve("no/such/mem.pb.gz");

        assertThatThrownBy(() -> HeapProfileFile.write(target.toString(), false))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write heap profile to " + target + ": its directory does not exist");
    }

    @Test
    void namesPathAndReasonWhenTheParentIsAFile() throws IOException {
        Path target = Files.writeString(directory.resolve("file"), "").resolve("mem.pb.gz");

        assertThatThrownBy(() -> HeapProfileFile.write(target.toString(), false))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write heap profile to " + target + ": Not a directory");
    }

    @Test
    void refusesADirectoryAndLeavesNothingInIt() {
        assertThatThrownBy(() -> HeapProfileFile.write(directory.toString(), false))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write heap profile to " + directory + ": is a directory");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsNoPath() {
        assertThatThrownBy(() -> HeapProfileFile.write("mem\0.pb.gz", false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mem\0.pb.gz: Nul character not allowed");
    }

    @Test
    void writesToADeviceInsteadOfReplacingIt() {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();

        assertThatThrownBy(() -> HeapProfileFile.write(full.toString(), false))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write heap profile to /dev/full: No space left on device");
        assertThat(Files.isRegularFile(full, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aFailedRenameKeepsTheOldAndRemovesTheNew() throws IOException {
        Path inTheWay = Files.createDirectory(directory.resolve("target"));
        Files.writeString(inTheWay.resolve("kept"), "");

        assertThatThrownBy(() -> WholeFile.replace(inTheWay, new byte[] {1})).isInstanceOf(IOException.class);

        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
        assertThat(inTheWay.resolve("kept")).exists();
    }
}
