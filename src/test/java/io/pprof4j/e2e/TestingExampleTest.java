// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project in examples/testing, which has pprof4j by its coordinates, from a local repository of its own. */
@Tag("full")
class TestingExampleTest {
    private static final String VERSION = "0.1.0-SNAPSHOT";
    private static final List<String> MODULES =
            List.of("profile", "recorder", "tracer", "memstats", "heap", "runtime", "testing");
    private static final Pattern MISSING =
            Pattern.compile("(?:Could not transfer|Could not find) artifact ((?!io\\.pprof4j)\\S+)");
    private static final Path EXAMPLE = ForkedJvm.ROOT.resolve("examples/testing");
    private static final Path REPOSITORY = ForkedJvm.ROOT.resolve("target/example-repository");
    private static final Path SETTINGS = ForkedJvm.ROOT.resolve("target/example-settings.xml");

    @BeforeAll
    static void install() throws IOException {
        assumeTrue(maven() != null, "there is no mvn on the path");
        install("parent", "pom", ForkedJvm.ROOT.resolve("parent/pom.xml"));
        for (String module : MODULES) {
            Path folder = ForkedJvm.ROOT.resolve(module);
            install(module, "pom", folder.resolve("pom.xml"));
            install(module, "jar", folder.resolve("target/pprof4j-" + module + "-" + VERSION + ".jar"));
        }
        // What the build of this project has fetched need not be fetched again.
        String fetched = Path.of(System.getProperty("user.home"), ".m2/repository")
                .toUri()
                .toString();
        Files.writeString(SETTINGS, """
                <settings><profiles><profile><id>fetched</id>
                  <repositories><repository><id>fetched</id><url>%1$s</url>
                    <releases><checksumPolicy>ignore</checksumPolicy></releases></repository></repositories>
                  <pluginRepositories><pluginRepository><id>fetched</id><url>%1$s</url>
                    <releases><checksumPolicy>ignore</checksumPolicy></releases></pluginRepository></pluginRepositories>
                </profile></profiles><activeProfiles><activeProfile>fetched</activeProfile></activeProfiles></settings>
                """.formatted(fetched));
    }

    /** Into the layout of a local repository, as {@code mvn install} does. */
    private static void install(String module, String type, Path file) throws IOException {
        String artifact = "pprof4j-" + module;
        Path folder = REPOSITORY.resolve("io/pprof4j").resolve(artifact).resolve(VERSION);
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(artifact + "-" + VERSION + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path maven() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path maven = Path.of(folder, "mvn");
            if (Files.isExecutable(maven)) {
                return maven;
            }
        }
        return null;
    }

    private static ForkedJvm.Result mavenTest(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                maven().toString(),
                "-B",
                "-ntp",
                "-s",
                SETTINGS.toString(),
                "-Dmaven.repo.local=" + REPOSITORY,
                "-f",
                EXAMPLE.toString(),
                "test"));
        command.addAll(List.of(arguments));
        ForkedJvm.Result run = ForkedJvm.command(command);
        requireOthers(run);
        return run;
    }

    /** Aborts the test, aloud, where what others have published cannot be fetched. Our own artifacts must be there. */
    private static void requireOthers(ForkedJvm.Result run) {
        Matcher missing = MISSING.matcher(run.out());
        boolean found = run.exitCode() == 0 || !missing.find();
        if (!found) {
            System.err.println("SKIPPED: " + missing.group(1) + " cannot be fetched, so the example is not run");
        }
        assumeTrue(found, "no access to Maven Central");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.14.4", "6.1.3"})
    void theExamplePassesAndItsRunIsProfiled(String junit) throws Exception {
        Path profile = EXAMPLE.resolve("target/profiles/mem.pb.gz");
        Files.deleteIfExists(profile);
        ForkedJvm.Result run = mavenTest(
                "-Djunit.version=" + junit, "-Dpprof4j.memprofile=mem.pb.gz", "-Dpprof4j.outputdir=target/profiles");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("Tests run: 8, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(Files.exists(EXAMPLE.resolve("target/profiles/target/parse.pb.gz")))
                .isTrue();
        assertThat(bytesOfTest(ProfileReader.read(profile), "com.acme.CodecTest.parsesALot"))
                .isBetween(300_000L * 72 / 2, 300_000L * 72 * 2);
    }

    @Test
    void whatExistsBeforeTheFirstMeasurementIsMeasuredToo() throws Exception {
        ForkedJvm.Result run = mavenTest("-Dtest=ConstructorReferenceTest");
        assertThat(run.exitCode()).as(run.out()).isZero();
    }

    @Test
    void aFailureShowsTheTable() throws Exception {
        ForkedJvm.Result run = mavenTest("-Dtest=BrokenCodec");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.out())
                .contains("Expecting 3 objects, but allocated were 5 objects of 128 bytes: 2 objects too many.")
                .contains("count  bytes  type ", "com.acme.Codec$Token", "com.acme.BrokenCodec.");
    }

    private static long bytesOfTest(Profile profile, String test) {
        return profile.samples().stream()
                .filter(sample -> sample.labels().stream()
                        .anyMatch(label ->
                                label.key().equals("test") && label.str().equals(test)))
                .mapToLong(sample -> sample.value(1))
                .sum();
    }
}
