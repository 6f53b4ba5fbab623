// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.NamedProfile;
import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import io.pprof4j.profile.Profiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In a JVM without agent: what any application sees that has pprof4j on its class path only. */
class HeapProfileTest {

    private static byte[] write(String name, int debug) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Profiles.lookup(name).writeTo(out, debug);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"heap,''", "allocs,alloc_space"})
    void isFoundByNameAndWritesAnEmptyProfile(String name, String defaultSampleType) throws IOException {
        NamedProfile profile = Profiles.lookup(name);
        assertThat(profile.name()).isEqualTo(name);
        assertThat(profile.count()).isZero();

        byte[] content = write(name, 0);
        assertThat(content).startsWith(0x1f, 0x8b);
        Profile read = ProfileReader.read(new ByteArrayInputStream(content));
        assertThat(read.samples()).isEmpty();
        assertThat(read.sampleTypes()).hasSize(4);
        assertThat(read.defaultSampleType()).isEqualTo(defaultSampleType);
        assertThat(read.comments()).anyMatch(comment -> comment.startsWith("recorder inactive: "));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anyOtherDebugIsText(int debug) throws IOException {
        assertThat(new String(write("heap", debug), StandardCharsets.UTF_8))
                .startsWith("heap profile: 0: 0 [0: 1] @ heap/0\n")
                .contains("\n# runtime.MemStats\n")
                .endsWith(" or call Tracer.install()\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anErrorOfTheStreamReachesTheCaller(int debug) {
        IOException full = new IOException("disk full");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };

        assertThatThrownBy(() -> Profiles.lookup("heap").writeTo(broken, debug)).isSameAs(full);
    }
}
