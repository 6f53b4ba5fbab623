// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where profiles of tests go: Go's flag {@code -test.outputdir}. */
final class OutputFile {
    private static final String DIRECTORY = "pprof4j.outputdir";

    private OutputFile() {}

    /**
     * The path of a file, in a directory that is made if need be.
     *
     * @param name relative to the system property {@code pprof4j.outputdir}, by default the working directory; {@code %p} is
     *     the id of this process, for test runs of several
     */
    static Path of(String name) throws IOException {
        String pid = String.valueOf(ProcessHandle.current().pid());
        Path path = Path.of(System.getProperty(DIRECTORY, "")).resolve(name.replace("%p", pid));
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        return path;
    }
}
