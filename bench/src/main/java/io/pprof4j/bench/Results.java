// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Where the tables go: standard output, and one file for each JDK and part, with all that is needed to repeat it. */
final class Results {
    private final Path directory;

    Results(Path directory) {
        this.directory = directory.resolve("jdk" + Runtime.version().feature());
    }

    void write(BenchOptions.Part part, List<String> arguments, long seconds, String tables) throws IOException {
        String text = "<!-- Written by bench/run; do not edit. -->\n" + head(part, arguments, seconds) + "\n" + tables;
        System.out.println(text);
        Path file = Files.createDirectories(directory).resolve(part.fileName() + ".md");
        Files.writeString(file, text);
        System.err.println("Wrote " + file);
    }

    private static String head(BenchOptions.Part part, List<String> arguments, long seconds) throws IOException {
        return String.format(
                Locale.ROOT,
                "# %s, JDK %d%n%n- command: `bench/run %s`, %d s for this part%n- date: %s%n- JVM: %s %s%n- machine: %s%n",
                part.fileName(),
                Runtime.version().feature(),
                String.join(" ", arguments),
                seconds,
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                Machine.describe());
    }
}
