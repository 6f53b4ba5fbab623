// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Runs the classes that are already loaded through the transformers once more. */
final class Retransformation {
    private static final int BATCH = 256;
    private static final int MAX_PASSES = 5;

    private final Instrumentation instrumentation;
    private final ClassSelection selection;
    private final TransformFailures failures;

    Retransformation(Instrumentation instrumentation, ClassSelection selection, TransformFailures failures) {
        this.instrumentation = instrumentation;
        this.selection = selection;
        this.failures = failures;
    }

    /** All selected classes. A class that is loaded inside a transformer is not transformed: hence further passes. */
    void all() {
        Set<Class<?>> done = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            List<Class<?>> missing = new ArrayList<>();
            for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                if (done.add(type) && isSelected(type)) {
                    missing.add(type);
                }
            }
            if (missing.isEmpty()) {
                return;
            }
            for (int i = 0; i < missing.size(); i += BATCH) {
                retransform(missing.subList(i, Math.min(missing.size(), i + BATCH)));
            }
        }
    }

    private boolean isSelected(Class<?> type) {
        return instrumentation.isModifiableClass(type)
                && !type.isHidden()
                && !type.isArray()
                && selection.contains(type.getName());
    }

    /** The JVM takes a batch or leaves it; a class that spoils one is found by halving. */
    void retransform(List<Class<?>> batch) {
        try {
            instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError spoiled) {
            if (batch.size() == 1) {
                failures.add(batch.get(0).getName(), spoiled);
            } else {
                int half = batch.size() / 2;
                retransform(batch.subList(0, half));
                retransform(batch.subList(half, batch.size()));
            }
        }
    }
}
