// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the JVM is told to be, the program is unharmed and each object at known sites is counted. */
@Tag("full")
class JvmFlagsTest {
    /** Every agent adds this module; an archive made without it is complained about, or not used. */
    private static final String MODULE = "--add-modules=java.instrument";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                "-XX:+DisableAttachMechanism -Xlog:disable -Xlog:all=off"
            })
    void everyObjectIsCounted(String flags) throws Exception {
        assertCounted(flags.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseParallelGC -XX:-UseCompressedOops",
                "-XX:+UseZGC -XX:-TieredCompilation",
                "-XX:+UseShenandoahGC -Xshare:auto",
                "-Xint",
                "-Xcomp -XX:TieredStopAtLevel=1"
            })
    void everyObjectIsCountedInRarerJvms(String flags) throws Exception {
        assertCounted(flags.split(" "));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void everyObjectIsCountedWithCompactHeaders() throws Exception {
        assertCounted("-XX:+UseCompactObjectHeaders");
    }

    /** Made without the agent, as an image is built, and used with it. JDK 25 complains about any agent here. */
    @Test
    void anArchiveOfTheApplicationsClassesIsUsed() throws Exception {
        Path archive = directory.resolve("classes.jsa");
        Path jar = jarOfTests();
        ForkedJvm.Result dump =
                program(jar).jvm(MODULE, "-XX:ArchiveClassesAtExit=" + archive).run(KnownSites.class);
        assertThat(archive).as(dump.out() + dump.err()).exists();

        assertCounted(program(jar), "-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:disable");
    }

    /** Its classes are there before any agent, and are instrumented all the same. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void anAheadOfTimeCacheDoesNoHarm() throws Exception {
        Path cache = directory.resolve("app.aot");
        Path jar = jarOfTests();
        ForkedJvm.Result training =
                program(jar).jvm(MODULE, "-XX:AOTCacheOutput=" + cache).run(KnownSites.class);
        assumeTrue(Files.exists(cache), () -> "no cache was made: " + training.out() + training.err());

        assertCounted(program(jar), "-XX:AOTCache=" + cache, "-Xlog:disable");
    }

    private void assertCounted(String... flags) throws Exception {
        assertCounted(ForkedJvm.withoutAgent(), flags);
    }

    private void assertCounted(ForkedJvm jvm, String... flags) throws Exception {
        Path file = directory.resolve("heap.pb.gz");
        jvm.jvm(flags);
        ForkedJvm.Result plain = jvm.run(KnownSites.class);

        ForkedJvm.Result profiled =
                jvm.jvm(ForkedJvm.agent("memprofile=" + file)).run(KnownSites.class);

        assertThat(plain.exitCode()).as(plain.err()).isEqualTo(KnownSites.EXIT_CODE);
        assertThat(profiled.out()).as(profiled.err()).isEqualTo(plain.out());
        assertThat(profiled.err()).isEqualTo(plain.err());
        assertThat(profiled.exitCode()).isEqualTo(plain.exitCode());
        KnownCounts.assertExact(file);
    }

    /** Archives hold classes from jars only, and check that the class path is still the same. */
    private Path jarOfTests() throws Exception {
        Path jar = directory.resolve("tests.jar");
        ForkedJvm.Result made = ForkedJvm.command(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
                "--create",
                "--file",
                jar.toString(),
                "-C",
                ForkedJvm.ROOT.resolve("target/test-classes").toString(),
                "."));
        assertThat(made.exitCode()).as(made.err()).isZero();
        return jar;
    }

    private static ForkedJvm program(Path jar) {
        return ForkedJvm.withoutAgent()
                .classPath(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.endsWith(".jar"))
                        .reduce(jar.toString(), (path, entry) -> path + File.pathSeparator + entry));
    }
}
