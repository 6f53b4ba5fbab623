// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import io.pprof4j.recorder.RecorderLink;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stays as it was: classes because instrumenting them failed, of which the first is reported, and methods because
 * they would grow too large. All are counted.
 */
final class TransformFailures {
    private final AtomicInteger count = new AtomicInteger();

    /** Classes so far. */
    int count() {
        return count.get();
    }

    void add(String className, Throwable failure) {
        try {
            RecorderLink.skippedClass();
            if (count.getAndIncrement() == 0) {
                System.err.println("pprof4j: cannot instrument " + className.replace('/', '.') + " (" + failure
                        + "); its allocations are not recorded, the program goes on");
            }
        } catch (Throwable alsoFailed) {
            count.getAndIncrement();
        }
    }

    void addMethods(int methods) {
        if (methods > 0) {
            RecorderLink.skippedMethods(methods);
        }
    }
}
