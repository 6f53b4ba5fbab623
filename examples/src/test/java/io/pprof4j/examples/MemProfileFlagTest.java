// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemProfileFlagTest {
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

    @TempDir
    private Path folder;

    @Test
    void withoutTheFlagNothingIsSaid() {
        Flags flags = new Flags("Prog").file(MemProfileFlag.NAME, MemProfileFlag.MEANING);
        assertThat(write(flags)).isEmpty();
    }

    @Test
    void withoutAnAgentTheProfileIsEmptyAndTheHintSaysWhy() throws IOException {
        Path file = Files.writeString(folder.resolve("mem.pb.gz"), "old");
        assertThat(writeTo(file))
                .startsWith("Prog: " + file + " is empty: no allocation was sampled.")
                .contains("-javaagent:pprof4j.jar");
        assertThat(Files.readAllBytes(file)).startsWith(GZIP_MAGIC);
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void missingFolderIsOneLine() {
        Path file = folder.resolve("missing/mem.pb.gz");
        assertThat(writeTo(file)).isEqualToIgnoringNewLines("Prog: cannot write " + file + ": no such folder");
    }

    @Test
    void folderInPlaceOfAFileIsOneLineAndStays() {
        assertThat(writeTo(folder))
                .startsWith("Prog: cannot write " + folder + ": ")
                .hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    private static String writeTo(Path file) {
        Flags flags = new Flags("Prog").file(MemProfileFlag.NAME, MemProfileFlag.MEANING);
        assertThat(flags.parse(new String[] {"-memprofile", file.toString()}, System.err))
                .isTrue();
        return write(flags);
    }

    private static String write(Flags flags) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        MemProfileFlag.write(flags, new PrintStream(err, true, StandardCharsets.UTF_8));
        return err.toString(StandardCharsets.UTF_8);
    }
}
