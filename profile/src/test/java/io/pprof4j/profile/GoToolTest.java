// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outside judge: the real {@code go tool pprof}. Skipped where there is no {@code go}. */
class GoToolTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void goIsInstalled() {
        boolean found = List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "go")));
        if (!found) {
            String reason = "SKIPPED: no go on the PATH, so go tool pprof judged nothing";
            System.err.println("GoToolTest " + reason);
            Assumptions.abort(reason);
        }
    }

    @Test
    void rawAcceptsJvmProfile() throws Exception {
        assertThat(pprof(Fixtures.heap(), "-raw"))
                .contains("PeriodType: space bytes")
                .contains("Period: 524288")
                .contains("alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes")
                .containsPattern("10 +10485760 +8 +8388608: 1 2")
                .contains("bytes:[1048576]")
                .contains("type:[byte[]]")
                .contains("1: 0x0 M=1 shop.Cart.<init> shop/Cart.java:31 s=0")
                .contains("1: 0x0/0x0/0x0 /opt/shop/app.jar  [FN][FL][LN]");
    }

    @Test
    void rawAcceptsNativeProfile() throws Exception {
        assertThat(pprof(Fixtures.nativeCpu(), "-raw"))
                .contains("1: 0x401000 M=1 main.hash /src/demo/main.go:12 s=10")
                .contains("main.work /src/demo/main.go:25 s=20")
                .contains("0xfffffffffffffff0 M=2")
                .contains("wait:[5 milliseconds]");
    }

    @Test
    void rawAcceptsCustomProfile() throws Exception {
        CustomProfile connections = new CustomProfile("app/connections");
        connections.add(new Object(), 0);
        Path file = folder.resolve("custom.pb.gz");
        try (var out = Files.newOutputStream(file)) {
            connections.writeTo(out, 0);
        }
        assertThat(run("-raw", file.toString()))
                .contains("PeriodType: app/connections count")
                .contains("io.pprof4j.profile.GoToolTest.rawAcceptsCustomProfile io/pprof4j/profile/GoToolTest.java:");
    }

    @Test
    void topAgreesForEverySampleType() throws Exception {
        for (int index = 0; index < 4; index++) {
            assertTopAgrees(Fixtures.heap(), index, 10);
            assertTopAgrees(Fixtures.random(42, false), index, 10);
            assertTopAgrees(Fixtures.random(7, true), index, 25);
        }
    }

    @Test
    void topAgreesWithoutLimit() throws Exception {
        assertTopAgrees(Fixtures.random(3, false), 1, 0);
    }

    @Test
    void topAgreesOnInlinedAndUnknownFrames() throws Exception {
        Profile withDropFrames = Fixtures.nativeCpu();
        assertTopAgrees(withDropFrames, 0, 10);
        assertTopAgrees(withDropFrames, 1, 10);
        assertTopAgrees(withDropFrames, 1, 2);
    }

    private void assertTopAgrees(Profile profile, int index, int rows) throws Exception {
        List<String> options = new ArrayList<>(List.of("-top", "-sample_index=" + index));
        if (rows > 0) {
            options.add("-nodecount=" + rows);
        }
        assertThat(TopTable.of(profile, index).print(rows)).isEqualTo(pprof(profile, options.toArray(String[]::new)));
    }

    private String pprof(Profile profile, String... options) throws Exception {
        Path file = folder.resolve("profile.pb.gz");
        Files.write(file, Fixtures.encoded(profile));
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(file.toString());
        return run(arguments.toArray(String[]::new));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("go", "tool", "pprof", "-symbolize=none"));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("stderr.txt");
        Path output = folder.resolve("stdout.txt");
        Process process = new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no answer within 60 s from " + command);
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
