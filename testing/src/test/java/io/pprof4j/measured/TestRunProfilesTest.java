// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Codec;
import com.acme.Sink;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Sample;
import io.pprof4j.recorder.RecorderLink;
import io.pprof4j.testing.TestRunProfiles;
import java.nio.file.Path;
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
