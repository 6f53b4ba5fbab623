// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What each method of {@link LibraryConstructs} must be seen to allocate. */
interface LibraryCounts {
    String BACKTRACE = "java.lang.Throwable.fillInStackTrace";

    AllocatedObjects run();

    @Test
    default void concatenationIsAStringAndItsBytes() throws IOException {
        run().allocates("LibraryConstructs.concatenation", "java.lang.String", "byte[]#13");
    }

    @Test
    default void concatenationOfTwoStringsIsAStringAndItsBytes() throws IOException {
        run().allocates("LibraryConstructs.concatenationOfTwoStrings", "java.lang.String", "byte[]#16");
    }

    @Test
    default void concatenationOfManyPartsIsAStringAndItsBytes() throws IOException {
        run().allocates("LibraryConstructs.concatenationOfManyParts", "java.lang.String", "byte[]#26");
    }

    @Test
    default void boxedIntegerIsOneObject() throws IOException {
        run().allocates("LibraryConstructs.boxedInteger", "java.lang.Integer");
    }

    @Test
    default void boxedLongIsOneObject() throws IOException {
        run().allocates("LibraryConstructs.boxedLong", "java.lang.Long");
    }

    @Test
    default void boxedDoubleIsOneObject() throws IOException {
        run().allocates("LibraryConstructs.boxedDouble", "java.lang.Double");
    }

    @Test
    default void boxFromTheCacheIsNoObject() throws IOException {
        run().allocates("LibraryConstructs.boxFromCache");
    }

    @Test
    default void iteratorIsOneObject() throws IOException {
        run().allocates("LibraryConstructs.iterator", "java.util.ArrayList$Itr");
    }

    @Test
    default void stringBuilderIsFourObjects() throws IOException {
        run().allocates(
                        "LibraryConstructs.stringBuilder",
                        "java.lang.StringBuilder",
                        "byte[]#16",
                        "java.lang.String",
                        "byte[]#7");
    }

    @Test
    default void growingListIsTheListAndItsArray() throws IOException {
        run().allocates("LibraryConstructs.growingList", "java.util.ArrayList", "java.lang.Object[]#10");
    }

    @Test
    default void bigIntegerProductIsTheNumberAndItsMagnitude() throws IOException {
        run().allocates("LibraryConstructs.bigIntegerProduct", "java.math.BigInteger", "int[]#40");
    }

    @Test
    default void stringFromBytesIsAStringAndItsBytes() throws IOException {
        run().allocates("LibraryConstructs.stringFromBytes", "java.lang.String", "byte[]#3");
    }

    @Test
    default void integerToStringIsAStringAndItsBytes() throws IOException {
        run().allocates("LibraryConstructs.integerToString", "java.lang.String", "byte[]#6");
    }

    @Test
    default void heapBufferIsTheBufferAndItsBytes() throws IOException {
        run().allocates("LibraryConstructs.heapBuffer", "java.nio.HeapByteBuffer", "byte[]#50");
    }

    @Test
    default void exceptionIsOneObjectBesideItsBacktrace() throws IOException {
        run().allocatesOutside(BACKTRACE, "LibraryConstructs.exception", "java.lang.IllegalStateException");
    }

    @Test
    default void backtraceOfAnExceptionIsFiveArrays() throws IOException {
        run().allocatesIn(
                        BACKTRACE,
                        "LibraryConstructs.exception",
                        "java.lang.Object[]#" + (Runtime.version().feature() < 20 ? 6 : 7),
                        "short[]#32",
                        "int[]#32",
                        "java.lang.Object[]#32",
                        "long[]#32");
    }
}
