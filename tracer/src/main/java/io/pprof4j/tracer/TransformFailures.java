// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Classes that stay as they were because instrumenting them failed. The first is reported, all are counted. */
final class TransformFailures {
    private final Consumer<String> report;
    private final AtomicInteger count = new AtomicInteger();

    TransformFailures(Consumer<String> report) {
        this.report = report;
    }

    void add(String className, Throwable failure) {
        try {
            RecorderLink.skippedClass();
            if (count.getAndIncrement() == 0) {
                report.accept("cannot instrument " + className.replace('/', '.') + " (" + failure
                        + "); its allocations are not recorded, the program goes on");
            }
        } catch (Throwable alsoFailed) {
            count.getAndIncrement();
        }
    }
}
