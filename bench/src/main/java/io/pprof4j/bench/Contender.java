// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the things that are compared: a JVM with certain arguments.
 *
 * @param name for tables and the command line
 * @param arguments of the JVM; {@link #DIRECTORY} in them is a directory for what the contender writes
 * @param slow so much slower than no agent that one round tells enough
 */
record Contender(String name, List<String> arguments, boolean slow) {
    static final String DIRECTORY = "{directory}";

    Contender {
        arguments = List.copyOf(arguments);
    }

    static Contender of(String name, String... arguments) {
        return new Contender(name, List.of(arguments), false);
    }

    Contender once() {
        return new Contender(name, arguments, true);
    }

    Contender with(String suffix, List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return new Contender(name + suffix, all, slow);
    }

    boolean runsIn(int round) {
        return !slow || round == 0;
    }

    List<String> arguments(Path directory) {
        return arguments.stream()
                .map(argument -> argument.replace(DIRECTORY, directory.toString()))
                .toList();
    }
}
