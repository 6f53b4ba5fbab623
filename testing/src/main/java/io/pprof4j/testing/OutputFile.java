// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import io.pprof4j.profile.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where profiles of tests go: Go's flag {@code -test.outputdir}. */
final class OutputFile {
    private static final String DIRECTORY = "pprof4j.outputdir";

    private OutputFile() {}

    /**
     * Writes a file whole or not at all, in a directory that is made if need be.
     *
     * @param name relative to the system property {@code pprof4j.outputdir}, by default the working directory; {@code %p} is
     *     the id of this process, for test runs of several
     * @param what is written, for the message of a failure
     */
    static void write(String name, String what, WholeFile.Content content) throws IOException {
        Path path = Path.of(System.getProperty(DIRECTORY, "")).resolve(name);
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        WholeFile.write(path.toString(), what, content);
    }
}
