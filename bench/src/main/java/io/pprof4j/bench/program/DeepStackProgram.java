// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

/**
 * Arrays of 1 KiB from a stack of a given depth and nothing else, so that what a sample costs shows. To be run with
 * {@link #JVM_OPTION}, or the JIT would make fewer physical frames of it.
 */
public final class DeepStackProgram implements Program {
    /** Keeps each level a frame of its own. */
    public static final String JVM_OPTION =
            "-XX:CompileCommand=quiet,dontinline,io.pprof4j.bench.program.DeepStackProgram::descend";

    /** Arrays of one operation. */
    public static final int ARRAYS = 20_000;

    /** With its header, on every JDK that is measured. */
    public static final int ARRAY_BYTES = 1024;

    private static final int LENGTH = 1008;

    private final int depth;
    private final byte[][] ring = new byte[64][];

    DeepStackProgram(int depth) {
        this.depth = depth;
    }

    @Override
    public long operation() {
        int below = new Throwable().getStackTrace().length;
        return descend(depth - below - 1);
    }

    /** Returns how deep the stack was where the arrays were made. */
    private long descend(int levels) {
        if (levels > 0) {
            return descend(levels - 1);
        }
        for (int i = 0; i < ARRAYS; i++) {
            ring[i & 63] = new byte[LENGTH];
        }
        return new Throwable().getStackTrace().length;
    }

    @Override
    public long expected() {
        return depth;
    }
}
