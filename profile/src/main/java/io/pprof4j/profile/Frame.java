// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.util.Objects;
import java.util.Set;

/**
 * One call in a stack: a function and the line it was at.
 *
 * @param function name shown to people; {@code pkg.Class.method} for JVM code
 * @param systemName name as the system knows it, mostly equal to {@code function}
 * @param fileName source file; {@code pkg/path/File.java} for JVM code; {@code ""} when unknown
 * @param startLine line at which the function starts; 0 when unknown
 * @param line line of the call; 0 when unknown
 * @param column column of the call; 0 when unknown
 */
public record Frame(String function, String systemName, String fileName, long startLine, long line, long column) {

    private static final String OWN_PREFIX = "io.pprof4j.";

    /** The packages under {@code io.pprof4j} that make up the product; examples and end-to-end tests are applications. */
    private static final Set<String> OWN_PACKAGES = Set.of(
            "cli",
            "dist",
            "heap",
            "http",
            "memstats",
            "micrometer",
            "profile",
            "recorder",
            "runtime",
            "shaded",
            "testing",
            "tracer");

    public Frame {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(systemName, "systemName");
        Objects.requireNonNull(fileName, "fileName");
    }

    /** A frame whose system name is its function name, with neither start line nor column. */
    public Frame(String function, String fileName, long line) {
        this(function, function, fileName, 0, line, 0);
    }

    /**
     * The frame of a JVM stack trace element. Hidden classes lose their address ({@code Foo/0x0000f00} is
     * {@code Foo}) and lambda classes their number ({@code Foo$$Lambda$14} is {@code Foo$$Lambda}), so that equal code
     * has equal names across runs. The line is 0 where the JVM gives none.
     */
    public static Frame of(StackTraceElement element) {
        String className = stableClassName(element.getClassName());
        String fileName = element.getFileName();
        String path = "";
        if (fileName != null) {
            int lastDot = className.lastIndexOf('.');
            path = lastDot < 0 ? fileName : className.substring(0, lastDot).replace('.', '/') + '/' + fileName;
        }
        return new Frame(className + '.' + element.getMethodName(), path, Math.max(0, element.getLineNumber()));
    }

    /**
     * Whether a class is part of pprof4j itself, whose frames no profile shows. The project's own tests
     * (outermost class named {@code ...Test}) and its examples count as application code.
     *
     * @param className binary name of the class, as in {@link StackTraceElement#getClassName()}
     */
    public static boolean belongsToPprof4j(String className) {
        if (!className.startsWith(OWN_PREFIX)) {
            return false;
        }
        int end = className.indexOf('.', OWN_PREFIX.length());
        if (end < 0 || !OWN_PACKAGES.contains(className.substring(OWN_PREFIX.length(), end))) {
            return false;
        }
        int nested = className.indexOf('$');
        return !(nested < 0 ? className : className.substring(0, nested)).endsWith("Test");
    }

    private static String stableClassName(String className) {
        int address = className.indexOf("/0x");
        String name = address < 0 ? className : className.substring(0, address);
        String marker = "$$Lambda$";
        int lambda = name.lastIndexOf(marker);
        return lambda < 0 ? name : name.substring(0, lambda + marker.length() - 1);
    }
}
