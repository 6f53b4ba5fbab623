// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

import io.pprof4j.bench.program.DeepStackProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one recorded sample costs: the time that a small interval adds, divided by the samples that it makes. */
final class SamplesPart {
    private static final String CPU = "CPU ns/op";
    private static final String SAMPLES = "samples/op";

    /** A profile with fewer samples for each array is one of what was alive in the end: it does not tell how many there were. */
    private static final double RARE = 1e-3;

    private final BenchOptions options;
    private final List<Contender> contenders;
    private final ProgramTurns turns;

    SamplesPart(BenchOptions options, List<Contender> contenders, Path work) {
        this.options = options;
        this.contenders = contenders;
        this.turns = ProgramTurns.ofHalfSeconds(work, options);
    }

    String run() throws InterruptedException {
        Grid grid = new Grid("samples", List.of("depth-20", "depth-100"), contenders, options.rounds())
                .measureInTurns(turns.turns(), this::start, this::quantities);
        return new ContenderTable(grid, "CPU ns/sample").render((depth, contender) -> perSample(grid, depth, contender))
                + "\n"
                + new ContenderTable(grid, "CPU ns/array")
                        .render((depth, contender) -> perArray(grid, CPU, depth, contender, "%.1f"))
                + "\n"
                + new ContenderTable(grid, "samples/array")
                        .render((depth, contender) -> perArray(grid, SAMPLES, depth, contender, "%.4f"))
                + grid.failures();
    }

    private static String perSample(Grid grid, String depth, Contender contender) {
        double samples = grid.of(depth, SAMPLES).of(contender).median();
        if (!(samples > RARE * DeepStackProgram.ARRAYS)) {
            return "";
        }
        return grid.of(depth, CPU).differences(contender).dividedBy(samples).format("%.0f");
    }

    private static String perArray(Grid grid, String quantity, String depth, Contender contender, String format) {
        Spread spread = grid.of(depth, quantity).of(contender);
        return Double.isNaN(spread.median())
                ? ""
                : spread.dividedBy(DeepStackProgram.ARRAYS).format(format);
    }

    private Entrant start(String depth, Contender contender) throws IOException {
        List<String> jvmArguments = new ArrayList<>(FixedHeap.large().arguments());
        jvmArguments.add(DeepStackProgram.JVM_OPTION);
        return turns.start(depth, contender, jvmArguments);
    }

    private Map<String, Double> quantities(Contender contender, Readings read) throws IOException {
        double operations = read.get("warmups") + read.get("operations");
        double samples = SampleCount.in(turns.directory(contender));
        return Map.of(CPU, read.per("cpuNanos", "operations"), SAMPLES, samples / operations);
    }
}
