// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.e2e;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What each method of {@link ArrayConstructs} must be seen to allocate. */
interface ArrayCounts {
    AllocatedObjects run();

    @Test
    default void newBooleansIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newBooleans", "boolean[]#9");
    }

    @Test
    default void newBytesIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newBytes", "byte[]#100");
    }

    @Test
    default void newCharsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newChars", "char[]#9");
    }

    @Test
    default void newShortsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newShorts", "short[]#9");
    }

    @Test
    default void newIntsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newInts", "int[]#9");
    }

    @Test
    default void newFloatsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newFloats", "float[]#9");
    }

    @Test
    default void newLongsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newLongs", "long[]#9");
    }

    @Test
    default void newDoublesIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newDoubles", "double[]#9");
    }

    @Test
    default void newStringsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.newStrings", "java.lang.String[]#9");
    }

    @Test
    default void newEmptyArrayIsOneObject() throws IOException {
        run().allocates("ArrayConstructs.newEmptyArray", "java.lang.Object[]#0");
    }

    @Test
    default void newArrayOfArraysIsOneObject() throws IOException {
        run().allocates("ArrayConstructs.newArrayOfArrays", "int[][]#9");
    }

    @Test
    default void nestedArrayInitializersCountEachArray() throws IOException {
        run().allocates("ArrayConstructs.arrayInitializer", "long[][]#2", "long[]#2", "long[]#0");
    }

    @Test
    default void arrayThatIsFilledAtOnceIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.filledArray", "java.lang.Object[]#3");
    }

    @Test
    default void arrayOfComputedElementsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.computedElements", "long[]#4");
    }

    @Test
    default void arrayWithAConditionalElementIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.conditionalElement", "java.lang.Object[]#2");
    }

    @Test
    default void arrayThatIsCopiedIntoIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.ownCopy", "int[]#9");
    }

    @Test
    default void arrayThatIsCopiedIntoInALoopIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.copyInALoop", "int[]#8");
    }

    @Test
    default void newIntThreeByFourIsFourArrays() throws IOException {
        run().allocates("ArrayConstructs.rectangularArray", "int[][]#3", "int[]#4", "int[]#4", "int[]#4");
    }

    @Test
    default void newLongTwoByThreeByAnyIsThreeArrays() throws IOException {
        run().allocates("ArrayConstructs.partlyRectangularArray", "long[][][]#2", "long[][]#3", "long[][]#3");
    }

    @Test
    default void threeDimensionsCountEveryArray() throws IOException {
        run().allocates(
                        "ArrayConstructs.rectangularArrayOfObjects",
                        "java.lang.String[][][]#2",
                        "java.lang.String[][]#3",
                        "java.lang.String[][]#3",
                        "java.lang.String[]#4",
                        "java.lang.String[]#4",
                        "java.lang.String[]#4",
                        "java.lang.String[]#4",
                        "java.lang.String[]#4",
                        "java.lang.String[]#4");
    }

    @Test
    default void rectangleWithoutRowsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.rectangularArrayWithoutRows", "int[][]#0");
    }

    @Test
    default void cloneOfIntsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.cloneOfInts", "int[]#7");
    }

    @Test
    default void cloneOfStringsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.cloneOfStrings", "java.lang.String[]#7");
    }

    @Test
    default void cloneOfRowsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.cloneOfRows", "int[][]#3");
    }

    @Test
    default void reflectiveIntsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.reflectiveInts", "int[]#9");
    }

    @Test
    default void reflectiveStringsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.reflectiveStrings", "java.lang.String[]#9");
    }

    @Test
    default void reflectiveRectangleCountsEveryArray() throws IOException {
        run().allocates("ArrayConstructs.reflectiveRectangle", "int[]#2", "int[][]#3", "int[]#4", "int[]#4", "int[]#4");
    }

    @Test
    default void copyOfIntsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.copyOfInts", "int[]#9");
    }

    @Test
    default void copyOfStringsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.copyOfStrings", "java.lang.String[]#9");
    }

    @Test
    default void copyOfStringsAsObjectsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.copyOfStringsAsObjects", "java.lang.Object[]#9");
    }

    @Test
    default void copyOfRangeOfLongsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.copyOfRangeOfLongs", "long[]#9");
    }

    @Test
    default void copyOfRangeOfStringsIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.copyOfRangeOfStrings", "java.lang.String[]#9");
    }

    @Test
    default void variableArgumentsAreOneArray() throws IOException {
        run().allocates("ArrayConstructs.variableArguments", "int[]#3");
    }

    @Test
    default void cloneOfArrayListIsTheListAndItsArray() throws IOException {
        run().allocates("ArrayConstructs.cloneOfArrayList", "java.util.ArrayList", "java.lang.Object[]#7");
    }

    @Test
    default void toArrayIsOneArray() throws IOException {
        run().allocates("ArrayConstructs.toArrayOfArrayList", "java.lang.Object[]#7");
    }
}
