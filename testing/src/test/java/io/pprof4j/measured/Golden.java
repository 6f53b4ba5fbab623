// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are pinned; {@code -Dgolden.regenerate=true} writes them anew, and skips the test. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    static void assertMatches(String name, String actual) throws IOException {
        if (Boolean.getBoolean("golden.regenerate")) {
            Files.writeString(path(name), actual);
            abort("written anew: " + path(name));
        }
        assertThat(actual).isEqualTo(read(name));
    }

    static String read(String name) throws IOException {
        return Files.readString(path(name));
    }

    static String readme() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static Path path(String name) {
        return FOLDER.resolve(name + ".txt");
    }
}
