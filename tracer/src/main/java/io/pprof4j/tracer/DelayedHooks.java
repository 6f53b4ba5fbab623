// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

/** Where the hook is not called right behind an allocation, in one method. Immutable. */
final class DelayedHooks {
    private final int[] arrays;
    private final int[] strings;
    private final int locals;

    private DelayedHooks(int[] arrays, int[] strings, int locals) {
        this.arrays = arrays;
        this.strings = strings;
        this.locals = locals;
    }

    /** Those of a method; null if there are none. */
    static DelayedHooks of(ClassFile file, ClassFile.Method method) {
        int[] arrays = ArrayFills.of(file, method);
        int[] strings = StringChains.of(file, method);
        return arrays == null && strings == null
                ? null
                : new DelayedHooks(arrays, strings, file.localVariables(method));
    }

    /** The same without those of strings. */
    DelayedHooks onlyArrays() {
        return new DelayedHooks(arrays, null, locals);
    }

    /** What {@link ArrayFills} says of the array with this number. */
    int array(int number) {
        return arrays == null ? 0 : arrays[number];
    }

    /** What {@link StringChains} says of the builder with this number. */
    int string(int number) {
        return strings == null ? 0 : strings[number];
    }

    /** How many slots the method's own local variables take. */
    int locals() {
        return locals;
    }
}
