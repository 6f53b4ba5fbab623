// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.ArrayList;
import java.util.List;

/** Where the hook is not called right behind an allocation, in one method. Immutable. */
final class DelayedHooks {
    private final List<Integer> arrays;
    private final List<Integer> strings;
    private final int locals;

    private DelayedHooks(List<Integer> arrays, List<Integer> strings, int locals) {
        this.arrays = arrays;
        this.strings = strings;
        this.locals = locals;
    }

    /** Those of a method; null if there are none. */
    static DelayedHooks of(ClassFile file, ClassFile.Method method) {
        StraightCode code = new StraightCode(file, method);
        ArrayFills fills = new ArrayFills(code);
        StringChains chains = new StringChains(code);
        List<Integer> arrays = new ArrayList<>();
        List<Integer> strings = new ArrayList<>();
        for (; code.isInMethod(); code.next()) {
            int here = code.position();
            if (code.isNewArray()) {
                arrays.add(fills.fill());
            } else if (code.isNew(StringChains.BUILDER)) {
                strings.add(chains.chain());
            }
            code.goTo(here);
        }
        return hasAny(arrays) || hasAny(strings)
                ? new DelayedHooks(arrays, strings, file.localVariables(method))
                : null;
    }

    private static boolean hasAny(List<Integer> delays) {
        for (int delay : delays) {
            if (delay != 0) {
                return true;
            }
        }
        return false;
    }

    /** The same without those of strings. */
    DelayedHooks onlyArrays() {
        return new DelayedHooks(arrays, List.of(), locals);
    }

    /** What {@link ArrayFills} says of an array, by its number among those {@code newarray} and {@code anewarray}. */
    int array(int number) {
        return arrays.get(number);
    }

    /** What {@link StringChains} says of a builder, by its number among those {@code new StringBuilder}. */
    int string(int number) {
        return strings.isEmpty() ? 0 : strings.get(number);
    }

    /** How many slots the method's own local variables take. */
    int locals() {
        return locals;
    }
}
