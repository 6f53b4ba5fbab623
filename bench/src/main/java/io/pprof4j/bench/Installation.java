// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Where the contenders' files are: on this process' class path, and pprof4j's jar in the build.
 *
 * @param agentJar the jar that is shipped
 * @param benchJar this module's
 * @param allocationInstrumenter Google's agent
 * @param asyncProfiler the native library, taken out of its jar
 */
record Installation(Path agentJar, Path benchJar, Path allocationInstrumenter, Path asyncProfiler) {

    /**
     * @param root of the source tree
     * @param work a directory for the native library
     */
    static Installation find(Path root, Path work) throws IOException {
        return new Installation(
                root.resolve("dist/target/pprof4j.jar"),
                onClassPath("pprof4j-bench-"),
                onClassPath("java-allocation-instrumenter-"),
                asyncProfiler(work));
    }

    private static Path onClassPath(String prefix) {
        return List.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)).stream()
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + prefix + "*.jar on the class path"));
    }

    private static Path asyncProfiler(Path work) throws IOException {
        String resource = "/" + platform() + "/libasyncProfiler.so";
        Path library = work.resolve("libasyncProfiler.so").toAbsolutePath();
        try (InputStream in = Installation.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("async-profiler has no " + resource);
            }
            Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
        }
        return library;
    }

    private static String platform() {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
            return "macos";
        }
        return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    }
}
