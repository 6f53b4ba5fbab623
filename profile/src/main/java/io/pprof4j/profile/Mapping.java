// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.Objects;

/**
 * A binary that locations belong to. The first mapping of a profile names the application; native profiles
 * have one per loaded library.
 *
 * @param start address of the first byte, as an unsigned number; 0 when unknown
 * @param limit address after the last byte, as an unsigned number; 0 when unknown
 * @param offset offset in the file of the first byte, as an unsigned number
 * @param fileName path or name of the binary, or {@code ""}
 * @param buildId unique id of the binary's build, or {@code ""}
 * @param hasFunctions true when every location of it names its function
 * @param hasFileNames true when every location of it names its source file
 * @param hasLineNumbers true when every location of it has a line number
 * @param hasInlineFrames true when inlined calls are spelled out
 */
public record Mapping(
        long start,
        long limit,
        long offset,
        String fileName,
        String buildId,
        boolean hasFunctions,
        boolean hasFileNames,
        boolean hasLineNumbers,
        boolean hasInlineFrames) {

    /** The absent mapping: what {@link Location#mapping()} is when a location has none. */
    public static final Mapping NONE = new Mapping(0, 0, 0, "", "", false, false, false, false);

    public Mapping {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(buildId, "buildId");
    }

    /** A mapping for code that is symbolized already and has no addresses: every JVM frame. */
    public static Mapping symbolized(String fileName) {
        return new Mapping(0, 0, 0, fileName, "", true, true, true, false);
    }

    /**
     * The mapping that names the running application: the jar or main class that this JVM was started with, or
     * {@code java} where the JVM does not tell (system property {@code sun.java.command}).
     */
    public static Mapping ofApplication() {
        String command = System.getProperty("sun.java.command", "").strip();
        int end = command.indexOf(' ');
        String program = end < 0 ? command : command.substring(0, end);
        return symbolized(program.isEmpty() ? "java" : program);
    }
}
