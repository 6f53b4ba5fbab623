// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Command line flags as Go's package flag reads them: {@code -name value} or {@code -name=value}, with one dash or
 * two; the last of several wins. Declare the flags, then parse, then ask. Not thread-safe.
 */
public final class Flags {
    private final String program;
    private final List<String> usage = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Optional<Path>> files = new HashMap<>();

    /** No flags yet. The program's name begins every message about it. */
    public Flags(String program) {
        this.program = program;
        usage.add("Usage of " + program + ":");
    }

    /** Declares a flag whose value is a number from 0 on. */
    public Flags number(String name, int defaultValue, String meaning) {
        numbers.put(name, defaultValue);
        usage.add("  -" + name + " N: " + meaning + " (default " + defaultValue + ")");
        return this;
    }

    /** Declares a flag whose value is a file; absent by default, and if the value is empty. */
    public Flags file(String name, String meaning) {
        files.put(name, Optional.empty());
        usage.add("  -" + name + " FILE: " + meaning);
        return this;
    }

    /** Reads the arguments; if they are bad, says why and what is accepted, and returns false. */
    public boolean parse(String[] args, PrintStream err) {
        Queue<String> left = new ArrayDeque<>(List.of(args));
        try {
            while (!left.isEmpty()) {
                parseNext(left);
            }
            return true;
        } catch (IllegalArgumentException e) {
            err.println(program + ": " + e.getMessage());
            usage.forEach(err::println);
            return false;
        }
    }

    private void parseNext(Queue<String> left) {
        String arg = left.remove();
        if (!arg.startsWith("-")) {
            throw new IllegalArgumentException("not a flag: " + arg);
        }
        String flag = arg.substring(arg.startsWith("--") ? 2 : 1);
        int equals = flag.indexOf('=');
        String name = equals < 0 ? flag : flag.substring(0, equals);
        if (!numbers.containsKey(name) && !files.containsKey(name)) {
            throw new IllegalArgumentException("flag provided but not defined: -" + name);
        }
        String value = equals < 0 ? left.poll() : flag.substring(equals + 1);
        if (value == null) {
            throw new IllegalArgumentException("flag needs an argument: -" + name);
        }
        set(name, value);
    }

    private void set(String name, String value) {
        if (files.containsKey(name)) {
            files.put(name, value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value)));
        } else if (value.matches("\\d{1,9}")) {
            numbers.put(name, Integer.valueOf(value));
        } else {
            throw new IllegalArgumentException(
                    "invalid value \"" + value + "\" for flag -" + name + ": not a number from 0 to 999999999");
        }
    }

    /** The value of a number flag, or its default. */
    public int number(String name) {
        return numbers.get(name);
    }

    /** The value of a file flag. */
    public Optional<Path> file(String name) {
        return files.get(name);
    }

    /** The name of the program whose flags these are. */
    public String program() {
        return program;
    }
}
