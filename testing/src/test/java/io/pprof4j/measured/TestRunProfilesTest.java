// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Codec;
import com.acme.Sink;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.runtime.BlockProfile;
import io.pprof4j.runtime.MutexProfile;
import io.pprof4j.testing.TestRunProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@Isolated("changes the rate of this JVM")
final class TestRunProfilesTest {
    static final class Cases {
        @Test
        void parses() {
            for (int i = 0; i < 200_000; i++) {
                Sink.kept = new Codec().parse("a:b");
            }
        }

        @Test
        void waits() throws InterruptedException {
            assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void aRunWritesItsProfileWithTheTestsAsLabels(@TempDir Path folder) throws Exception {
        System.setProperty("pprof4j.memprofile", "mem.pb.gz");
        System.setProperty("pprof4j.memprofilerate", "4096");
        System.setProperty("pprof4j.outputdir", folder.toString());
        try {
            runCases();
        } finally {
            System.clearProperty("pprof4j.memprofile");
            System.clearProperty("pprof4j.memprofilerate");
            System.clearProperty("pprof4j.outputdir");
            RecorderLink.setRate(0);
        }
        Profile profile = ProfileReader.read(folder.resolve("mem.pb.gz"));
        assertThat(profile.defaultSampleType()).isEqualTo("alloc_space");
        long tokens = profile.samples().stream()
                .filter(sample -> hasLabel(sample, "test", Cases.class.getName() + ".parses"))
                .filter(sample -> hasLabel(sample, "type", "com.acme.Token"))
                .mapToLong(sample -> sample.value(0))
                .sum();
        assertThat(tokens).isBetween(360_000L, 440_000L);
    }

    @Test
    void theOtherFlagsOfGoWriteTheirProfilesToo(@TempDir Path folder) throws Exception {
        List<String> flags = List.of("cpuprofile", "blockprofile", "mutexprofile", "trace");
        flags.forEach(flag -> System.setProperty("pprof4j." + flag, flag + ".out"));
        System.setProperty("pprof4j.outputdir", folder.resolve("new").toString());
        try {
            runCases();
        } finally {
            flags.forEach(flag -> System.clearProperty("pprof4j." + flag));
            System.clearProperty("pprof4j.outputdir");
            BlockProfile.setRate(0);
            MutexProfile.setFraction(0);
        }
        assertThat(Files.readAllBytes(folder.resolve("new/trace.out"))).startsWith('F', 'L', 'R', 0);
        assertThat(ProfileReader.read(folder.resolve("new/mutexprofile.out")).sampleTypes())
                .hasSize(2);
        Profile block = ProfileReader.read(folder.resolve("new/blockprofile.out"));
        assertThat(block.samples()).anyMatch(sample -> hasLabel(sample, "test", Cases.class.getName() + ".waits"));
        assertThat(ProfileReader.read(folder.resolve("new/cpuprofile.out")).period())
                .isEqualTo(10_000_000);
    }

    private static void runCases() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Cases.class))
                .build();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new TestRunProfiles())
                        .build())
                .execute(request);
    }

    private static boolean hasLabel(Sample sample, String key, String value) {
        return sample.labels().stream()
                .anyMatch(label -> label.key().equals(key) && label.str().equals(value));
    }
}
