// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;

/** The delayed hooks that were found in a class file, by the methods' names. */
record ScannedMethods(Map<String, DelayedHooks> hooks) {
    static ScannedMethods of(byte[] classFile) {
        return new ScannedMethods(AllocationScan.of(classFile).delayedHooks());
    }

    static ScannedMethods of(Class<?> type) throws IOException {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return of(in.readAllBytes());
        }
    }

    /** Of so many arrays of a method; all 0 if it has no delayed hooks. */
    List<Integer> arrays(String method, int number) {
        return list(method, number, DelayedHooks::array);
    }

    /** Of so many builders of a method; all 0 if it has no delayed hooks. */
    List<Integer> strings(String method, int number) {
        return list(method, number, DelayedHooks::string);
    }

    private List<Integer> list(String method, int number, ToIntBiFunction<DelayedHooks, Integer> delay) {
        DelayedHooks ofMethod = hooks.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(method + "("))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        return IntStream.range(0, number)
                .mapToObj(index -> ofMethod == null ? 0 : delay.applyAsInt(ofMethod, index))
                .toList();
    }
}
