// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the one jar may hold: it is put on the class path of every program that it watches. */
class AgentJarContentsTest {
    private static final String PROVIDERS = "META-INF/services/io.pprof4j.profile.ProfileProvider";
    private static final String COUNTERS = "META-INF/services/io.pprof4j.memstats.ObjectCounter";
    private static final Set<String> OWN_FOLDERS =
            Set.of("dist", "heap", "http", "memstats", "profile", "recorder", "runtime", "tracer", "shaded");

    @Test
    void everyEntryIsOursOrRelocated() throws Exception {
        for (String name : entries()) {
            if (name.startsWith("META-INF/")) {
                assertThat(Set.of("META-INF/MANIFEST.MF", PROVIDERS, COUNTERS)).contains(name);
            } else {
                assertThat(name).startsWith("io/pprof4j/");
                assertThat(OWN_FOLDERS)
                        .as(name)
                        .contains(Path.of(name).getName(2).toString());
            }
        }
    }

    @Test
    void noEntryIsThereTwice() throws Exception {
        assertThat(entries()).doesNotHaveDuplicates();
    }

    @Test
    void libraryClassesAreUnderShadedOnly() throws Exception {
        assertThat(entries())
                .anyMatch(name -> name.startsWith("io/pprof4j/shaded/protobuf/"))
                .anyMatch(name -> name.startsWith("io/pprof4j/shaded/asm/"))
                .noneMatch(name -> name.startsWith("net/") || name.startsWith("com/") || name.startsWith("org/"));
    }

    @Test
    void manifestNamesEveryWayIn() throws Exception {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT_JAR.toFile())) {
            Attributes main = jar.getManifest().getMainAttributes();
            for (String way : List.of("Premain-Class", "Agent-Class", "Launcher-Agent-Class")) {
                assertThat(main.getValue(way)).as(way).isEqualTo("io.pprof4j.dist.Agent");
            }
            assertThat(main.getValue("Main-Class")).isEqualTo("io.pprof4j.dist.Main");
            assertThat(main.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(main.getValue("Boot-Class-Path")).isNull();
        }
    }

    @Test
    void profilesAreFoundAsService() throws Exception {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT_JAR.toFile())) {
            ZipEntry providers = jar.getEntry(PROVIDERS);
            assertThat(providers).isNotNull();
            assertThat(new String(jar.getInputStream(providers).readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrder("io.pprof4j.heap.HeapProfiles", "io.pprof4j.runtime.RuntimeProfiles");
        }
    }

    @Test
    void theJarIsSmall() throws Exception {
        assertThat(Files.size(ForkedJvm.AGENT_JAR)).isLessThan(4L << 20);
    }

    private static List<String> entries() throws Exception {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT_JAR.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
