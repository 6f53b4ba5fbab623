// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Has the whole programs work in turns, each under all contenders.
 *
 * @param work has a directory for each contender
 * @param turnSeconds how long a turn is
 */
record ProgramTurns(Path work, BenchOptions options, double turnSeconds) {
    /** Short, as the machine's speed changes from second to second, and long beside an operation. */
    static ProgramTurns ofHalfSeconds(Path work, BenchOptions options) {
        return new ProgramTurns(work, options, 0.5);
    }

    int turns() {
        return (int) Math.ceil(options.seconds() / turnSeconds);
    }

    ProgramFork start(String program, Contender contender, List<String> jvmArguments) throws IOException {
        return ProgramFork.start(
                directory(contender), contender, jvmArguments, program, options.warmUpSeconds(), turnSeconds);
    }

    /** Holds what the contender has written, until it starts again. */
    Path directory(Contender contender) {
        return work.resolve(contender.name());
    }
}
