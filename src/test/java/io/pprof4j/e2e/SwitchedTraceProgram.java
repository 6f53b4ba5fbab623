// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import io.pprof4j.tracer.AllocationTrace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Switches the allocation trace on and off while it allocates; prints how many of its objects each trace has. */
final class SwitchedTraceProgram {
    static volatile Object sink;

    private SwitchedTraceProgram() {}

    private static final class Marker {
        private long value;

        @Override
        public String toString() {
            return "marker " + value;
        }
    }

    public static void main(String[] arguments) {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        ByteArrayOutputStream third = new ByteArrayOutputStream();
        allocate(1000);
        AllocationTrace.start(first);
        allocate(10);
        AllocationTrace.start(second);
        allocate(20);
        AllocationTrace.stop();
        System.out.println("on: " + AllocationTrace.isOn());
        allocate(1000);
        AllocationTrace.start(third);
        System.out.println("on: " + AllocationTrace.isOn());
        allocate(30);
        AllocationTrace.stop();
        AllocationTrace.stop();
        System.out.println(markers(first) + " " + markers(second) + " " + markers(third));
    }

    private static void allocate(int markers) {
        for (int i = 0; i < markers; i++) {
            sink = new Marker();
        }
    }

    private static long markers(ByteArrayOutputStream trace) {
        return trace.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("tracealloc(") && line.endsWith("SwitchedTraceProgram$Marker)"))
                .count();
    }
}
