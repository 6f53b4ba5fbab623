// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import java.util.List;

/** The programs by name. */
public final class Programs {
    /** Those on real libraries. */
    public static final List<String> WHOLE = List.of("json", "sql", "text-index", "compiler");

    private Programs() {}

    static Program open(String name) throws Exception {
        return switch (name) {
            case "json" -> new JsonProgram();
            case "sql" -> new SqlProgram();
            case "text-index" -> new TextIndexProgram();
            case "compiler" -> new CompilerProgram();
            case "depth-20" -> new DeepStackProgram(20);
            case "depth-100" -> new DeepStackProgram(100);
            default -> throw new IllegalArgumentException("no program " + name);
        };
    }
}
