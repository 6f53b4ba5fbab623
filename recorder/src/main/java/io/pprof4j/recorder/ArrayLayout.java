// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/** Where arrays keep their elements in this JVM. Set once by {@link #define}, before the hook is initialised. */
public final class ArrayLayout {
    private ArrayLayout() {}

    /** Holds what the tracer measured until the constants are read. */
    private static final class Layout {
        private static int alignment = 8;
        private static int referenceBytes = 4;
        private static int[] bases = {16, 16, 16, 16, 16};
    }

    /**
     * @param alignment of objects, in bytes
     * @param referenceBytes size of a reference in an array
     * @param bases offsets of the first element in byte, short, int, long and reference arrays, in bytes
     */
    static void define(int alignment, int referenceBytes, int... bases) {
        Layout.alignment = alignment;
        Layout.referenceBytes = referenceBytes;
        Layout.bases = bases.clone();
    }

    /**
     * Objects are padded to a multiple of this plus one: ObjectAlignmentInBytes, 8 unless set. Not a constant of this
     * class, which would be read before {@link #define} could set it.
     */
    public static int alignmentMask() {
        return Layout.alignment - 1;
    }

    public static int base(Class<?> array) {
        Class<?> element = array.getComponentType();
        return Layout.bases[element.isPrimitive() ? shift(array) : 4];
    }

    /** Binary logarithm of the element size. */
    public static int shift(Class<?> array) {
        Class<?> element = array.getComponentType();
        if (element == byte.class || element == boolean.class) {
            return 0;
        }
        if (element == short.class || element == char.class) {
            return 1;
        }
        if (element == int.class || element == float.class) {
            return 2;
        }
        return element.isPrimitive() || Layout.referenceBytes == 8 ? 3 : 2;
    }

    /** Size of an array with header and padding, in bytes. */
    static long size(Class<?> array, int length) {
        long unpadded = ((long) length << shift(array)) + base(array);
        return (unpadded + alignmentMask()) & ~(long) alignmentMask();
    }
}
