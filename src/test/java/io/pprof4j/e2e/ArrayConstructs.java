// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;

/** Ways to make arrays. Each method allocates on its first line, and only there. */
final class ArrayConstructs {
    static final Runnable[] ALL = {
        ArrayConstructs::newBooleans,
        ArrayConstructs::newBytes,
        ArrayConstructs::newChars,
        ArrayConstructs::newShorts,
        ArrayConstructs::newInts,
        ArrayConstructs::newFloats,
        ArrayConstructs::newLongs,
        ArrayConstructs::newDoubles,
        ArrayConstructs::newStrings,
        ArrayConstructs::newEmptyArray,
        ArrayConstructs::newArrayOfArrays,
        ArrayConstructs::arrayInitializer,
        ArrayConstructs::filledArray,
        ArrayConstructs::computedElements,
        ArrayConstructs::conditionalElement,
        ArrayConstructs::ownCopy,
        ArrayConstructs::copyInALoop,
        ArrayConstructs::rectangularArray,
        ArrayConstructs::partlyRectangularArray,
        ArrayConstructs::rectangularArrayOfObjects,
        ArrayConstructs::rectangularArrayWithoutRows,
        ArrayConstructs::cloneOfInts,
        ArrayConstructs::cloneOfStrings,
        ArrayConstructs::cloneOfRows,
        ArrayConstructs::reflectiveInts,
        ArrayConstructs::reflectiveStrings,
        ArrayConstructs::reflectiveRectangle,
        ArrayConstructs::copyOfInts,
        ArrayConstructs::copyOfStrings,
        ArrayConstructs::copyOfStringsAsObjects,
        ArrayConstructs::copyOfRangeOfLongs,
        ArrayConstructs::copyOfRangeOfStrings,
        ArrayConstructs::variableArguments,
        ArrayConstructs::cloneOfArrayList,
        ArrayConstructs::toArrayOfArrayList,
    };

    private static final int[] INTS = new int[7];
    private static final long[] LONGS = new long[7];
    private static final String[] STRINGS = new String[7];
    private static final int[][] ROWS = new int[3][4];
    private static final ArrayList<String> LIST = new ArrayList<>(Arrays.asList(STRINGS));
    static Object sink;

    private ArrayConstructs() {}

    static void newBooleans() {
        sink = new boolean[9];
    }

    static void newBytes() {
        sink = new byte[100];
    }

    static void newChars() {
        sink = new char[9];
    }

    static void newShorts() {
        sink = new short[9];
    }

    static void newInts() {
        sink = new int[9];
    }

    static void newFloats() {
        sink = new float[9];
    }

    static void newLongs() {
        sink = new long[9];
    }

    static void newDoubles() {
        sink = new double[9];
    }

    static void newStrings() {
        sink = new String[9];
    }

    static void newEmptyArray() {
        sink = new Object[0];
    }

    static void newArrayOfArrays() {
        sink = new int[9][];
    }

    static void arrayInitializer() {
        sink = new long[][] {{1, 2}, {}};
    }

    static void filledArray() {
        sink = new Object[] {INTS, STRINGS, null};
    }

    static void computedElements() {
        sink = new long[] {LONGS[1] + 1, LONGS.length * 2L, -3, (int) LONGS[2]};
    }

    static void conditionalElement() {
        sink = new Object[] {sink == null ? INTS : STRINGS, LONGS};
    }

    static void ownCopy() {
        int[] copy = new int[9];
        System.arraycopy(INTS, 0, copy, 1, Math.min(INTS.length, copy.length));
        sink = copy;
    }

    static void copyInALoop() {
        int[] copy = new int[8];
        do {
            System.arraycopy(INTS, 0, copy, 0, 4);
            copy[7]++;
        } while (copy[7] < 3);
        sink = copy;
    }

    static void rectangularArray() {
        sink = new int[3][4];
    }

    static void partlyRectangularArray() {
        sink = new long[2][3][];
    }

    static void rectangularArrayOfObjects() {
        sink = new String[2][3][4];
    }

    static void rectangularArrayWithoutRows() {
        sink = new int[0][4];
    }

    static void cloneOfInts() {
        sink = INTS.clone();
    }

    static void cloneOfStrings() {
        sink = STRINGS.clone();
    }

    static void cloneOfRows() {
        sink = ROWS.clone();
    }

    static void reflectiveInts() {
        sink = Array.newInstance(int.class, 9);
    }

    static void reflectiveStrings() {
        sink = Array.newInstance(String.class, 9);
    }

    static void reflectiveRectangle() {
        sink = Array.newInstance(int.class, 3, 4);
    }

    static void copyOfInts() {
        sink = Arrays.copyOf(INTS, 9);
    }

    static void copyOfStrings() {
        sink = Arrays.copyOf(STRINGS, 9);
    }

    static void copyOfStringsAsObjects() {
        sink = Arrays.copyOf(STRINGS, 9, Object[].class);
    }

    static void copyOfRangeOfLongs() {
        sink = Arrays.copyOfRange(LONGS, 2, 11);
    }

    static void copyOfRangeOfStrings() {
        sink = Arrays.copyOfRange(STRINGS, 2, 11);
    }

    static void variableArguments() {
        sink = first(1, 2, 3);
    }

    private static Object first(int... numbers) {
        return numbers;
    }

    static void cloneOfArrayList() {
        sink = LIST.clone();
    }

    static void toArrayOfArrayList() {
        sink = LIST.toArray();
    }
}
