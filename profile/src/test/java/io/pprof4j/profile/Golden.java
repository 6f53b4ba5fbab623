// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Compares text with a file in {@code src/test/resources/golden}; {@code -Dgolden.regenerate=true} rewrites it. */
final class Golden {

    private Golden() {}

    static void check(String name, String actual) throws IOException {
        Path file = Path.of("src/test/resources/golden", name);
        if (Boolean.getBoolean("golden.regenerate")) {
            Files.writeString(file, actual);
            Assumptions.abort("rewrote " + file + ": read its diff, then run without -Dgolden.regenerate");
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
