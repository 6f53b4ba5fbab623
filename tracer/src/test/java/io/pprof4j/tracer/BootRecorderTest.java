// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pprof4j.recorder.RecorderLink;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BootRecorderTest {
    /** The client's side, and what the hook is made of. */
    private static boolean staysOutside(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return simple.startsWith("RecorderLink")
                || simple.equals("DormantAgent")
                || simple.equals("QuietThread")
                || Set.of("AllocationHook", "CountingHook", "Countdown", "LiveFrame", "Inlined", "NotInlined", "Fixed")
                        .contains(simple);
    }

    @Test
    void theBootLoaderGetsEveryClassOfTheRecorder() throws Exception {
        Set<String> compiled =
                classes().stream().filter(name -> !staysOutside(name)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(BootRecorder.classNames())).isEqualTo(compiled);
    }

    private static Set<String> classes() throws IOException, URISyntaxException {
        URI location = RecorderLink.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path path = Path.of(location);
        if (Files.isDirectory(path)) {
            return classes(path);
        }
        try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
            return classes(jar.getPath("/"));
        }
    }

    private static Set<String> classes(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("io/pprof4j/recorder"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> "io.pprof4j.recorder." + name.substring(0, name.length() - ".class".length()))
                    .collect(Collectors.toSet());
        }
    }
}
