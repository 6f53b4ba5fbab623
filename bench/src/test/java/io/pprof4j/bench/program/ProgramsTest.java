// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTest {
    @ParameterizedTest
    @FieldSource("io.pprof4j.bench.program.Programs#WHOLE")
    void everyOperationHasTheSameRightResult(String name) throws Exception {
        Program program = Programs.open(name);

        assertThat(program.operation()).isEqualTo(program.expected());
        assertThat(program.operation()).isEqualTo(program.expected());
    }

    /** The program itself finds how deep it was. In a thread of its own, as JUnit's frames alone are over a hundred. */
    @ParameterizedTest
    @ValueSource(ints = {20, 100})
    void arraysAreMadeAtTheDepthThatWasAskedFor(int depth) throws Exception {
        FutureTask<Long> operation = new FutureTask<>(() -> new DeepStackProgram(depth).operation());
        new Thread(operation).start();

        assertThat(operation.get()).isEqualTo(depth);
    }
}
