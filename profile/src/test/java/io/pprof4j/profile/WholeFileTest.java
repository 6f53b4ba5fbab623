// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    private static final WholeFile.Content NEW = out -> out.write("new".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    @Test
    void expandsTheProcessIdAndNothingElse() {
        assertThat(WholeFile.expand("a/mem-%p.pb.gz", 77)).isEqualTo("a/mem-77.pb.gz");
        assertThat(WholeFile.expand("%%p %q 100%", 77)).isEqualTo("%p %q 100%");
        assertThat(WholeFile.expand("%p%p", 7)).isEqualTo("77");
    }

    @Test
    void replacesWhatWasThereAndLeavesNothingElse() throws IOException {
        Path target = Files.writeString(directory.resolve("cpu.pb.gz"), "older and longer");

        assertThat(write(target)).isEqualTo(target).hasContent("new");

        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void followsALinkInsteadOfReplacingIt() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        write(link);

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void namesPathAndReasonWithoutTheDirectory() {
        Path target = directory.resolve("no/such/cpu.pb.gz");

        assertThatThrownBy(() -> write(target))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write CPU profile to " + target + ": its directory does not exist");
    }

    @Test
    void namesPathAndReasonWhenTheParentIsAFile() throws IOException {
        Path target = Files.writeString(directory.resolve("file"), "").resolve("cpu.pb.gz");

        assertThatThrownBy(() -> write(target))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write CPU profile to " + target + ": Not a directory");
    }

    @Test
    void refusesADirectoryAndLeavesNothingInIt() {
        assertThatThrownBy(() -> write(directory))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write CPU profile to " + directory + ": is a directory");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsNoPath() {
        assertThatThrownBy(() -> WholeFile.write("cpu\0.pb.gz", "CPU profile", NEW))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write CPU profile to cpu\0.pb.gz: Nul character not allowed");
    }

    @Test
    void writesToADeviceInsteadOfReplacingIt() {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();

        assertThatThrownBy(() -> write(full))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write CPU profile to /dev/full: No space left on device");
        assertThat(Files.isRegularFile(full, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void contentThatFailsHalfwayKeepsTheOldFile() throws IOException {
        Path target = Files.writeString(directory.resolve("cpu.pb.gz"), "old");

        assertThatThrownBy(() -> WholeFile.write(target.toString(), "CPU profile", out -> {
                    out.write(1);
                    throw new IOException("the recording is gone");
                }))
                .hasMessage("cannot write CPU profile to " + target + ": the recording is gone");

        assertThat(target).hasContent("old");
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aFailedRenameKeepsTheOldAndRemovesTheNew() throws IOException {
        Path inTheWay = Files.createDirectory(directory.resolve("target"));
        Files.writeString(inTheWay.resolve("kept"), "");

        assertThatThrownBy(() -> WholeFile.replace(inTheWay, NEW)).isInstanceOf(IOException.class);

        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
        assertThat(inTheWay.resolve("kept")).exists();
    }

    private static Path write(Path target) throws IOException {
        return WholeFile.write(target.toString(), "CPU profile", NEW);
    }
}
