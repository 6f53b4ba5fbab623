// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Objects that the JDK's code or the language allocates. Each method allocates on its first line, and only there. */
@SuppressWarnings("UnnecessaryStringBuilder") // its allocations are what is counted
final class LibraryConstructs {
    static final Runnable[] ALL = {
        LibraryConstructs::concatenation,
        LibraryConstructs::concatenationOfTwoStrings,
        LibraryConstructs::concatenationOfManyParts,
        LibraryConstructs::boxedInteger,
        LibraryConstructs::boxedLong,
        LibraryConstructs::boxedDouble,
        LibraryConstructs::boxFromCache,
        LibraryConstructs::iterator,
        LibraryConstructs::stringBuilder,
        LibraryConstructs::growingList,
        LibraryConstructs::exception,
        LibraryConstructs::bigIntegerProduct,
        LibraryConstructs::stringFromBytes,
        LibraryConstructs::integerToString,
        LibraryConstructs::heapBuffer,
    };

    private static final BigInteger FACTOR = BigInteger.TWO.pow(640).subtract(BigInteger.ONE);
    private static final BigInteger OTHER_FACTOR = FACTOR.subtract(BigInteger.TWO);
    private static final List<String> LIST = new ArrayList<>(List.of("a"));
    private static final byte[] BYTES = {'a', 'b', 'c'};
    private static final int LARGE = Integer.parseInt("123456");
    private static final String WORD = "word".repeat(2);
    static Object sink;

    private LibraryConstructs() {}

    static void concatenation() {
        sink = "number " + LARGE;
    }

    static void concatenationOfTwoStrings() {
        sink = WORD + WORD;
    }

    static void concatenationOfManyParts() {
        sink = "a" + LARGE + 'b' + (long) LARGE + WORD + true;
    }

    static void boxedInteger() {
        sink = LARGE;
    }

    static void boxedLong() {
        sink = (long) LARGE;
    }

    static void boxedDouble() {
        sink = (double) LARGE;
    }

    static void boxFromCache() {
        sink = LARGE & 1;
    }

    static void iterator() {
        Iterator<String> iterator = LIST.iterator();
        sink = iterator;
    }

    static void stringBuilder() {
        sink = new StringBuilder().append(LARGE).append('c').toString();
    }

    static void growingList() {
        grow(new ArrayList<>());
    }

    private static void grow(List<String> list) {
        list.add(WORD);
        sink = list;
    }

    static void exception() {
        sink = new IllegalStateException(WORD);
    }

    static void bigIntegerProduct() {
        sink = FACTOR.multiply(OTHER_FACTOR);
    }

    static void stringFromBytes() {
        sink = new String(BYTES, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static void integerToString() {
        sink = Integer.toString(LARGE);
    }

    static void heapBuffer() {
        sink = ByteBuffer.allocate(50);
    }
}
