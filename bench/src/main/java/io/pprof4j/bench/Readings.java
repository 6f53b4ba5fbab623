// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Named numbers on one line of a process' standard output, from a measured JVM to the one that drives it. */
public final class Readings {
    private static final String PREFIX = "measured";

    private final Map<String, Long> values = new LinkedHashMap<>();

    public Readings with(String name, long value) {
        values.put(name, value);
        return this;
    }

    /** {@code measured operations=12 cpuNanos=3456}. */
    public String line() {
        StringBuilder line = new StringBuilder(PREFIX);
        values.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        return line.toString();
    }

    /** Finds the line among what else a program, or a profiler in it, has printed. */
    static Readings in(String output) {
        for (String line : output.lines().toList()) {
            if (isReadings(line)) {
                return ofLine(line);
            }
        }
        throw new IllegalArgumentException("no line starts with " + PREFIX + " in: " + output);
    }

    static boolean isReadings(String line) {
        return line.startsWith(PREFIX);
    }

    /** What {@link #line()} made. */
    static Readings ofLine(String line) {
        String pairs = line.substring(PREFIX.length()).strip();
        Readings readings = new Readings();
        if (pairs.isEmpty()) {
            return readings;
        }
        for (String pair : pairs.split(" ", -1)) {
            int equals = pair.indexOf('=');
            readings.with(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
        }
        return readings;
    }

    long get(String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + values);
        }
        return value;
    }

    double per(String name, String divisor) {
        return (double) get(name) / get(divisor);
    }

    void forEach(ObjLongConsumer<String> action) {
        values.forEach(action::accept);
    }
}
