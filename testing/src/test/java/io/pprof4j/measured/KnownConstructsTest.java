// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static io.pprof4j.testing.AllocationAssertions.assertThatAllocations;

import com.acme.Sink;
import com.acme.Token;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Constructs of the language whose allocations are known. */
final class KnownConstructsTest {
    private static final List<String> WORDS = List.of("a", "b", "c");
    private static final int[] NUMBERS = {1, 2, 3};

    private enum Suit {
        HEARTS,
        SPADES
    }

    private static int sum(int... numbers) {
        return numbers.length;
    }

    @Test
    void anArrayOfArraysIsOneAndItsElements() {
        assertThatAllocations(() -> Sink.kept = new int[3][4])
                .hasCount(4)
                .ofType(int[].class)
                .hasCount(3);
    }

    @Test
    void aCloneIsAnObject() {
        assertThatAllocations(() -> Sink.kept = NUMBERS.clone()).hasCount(1).hasBytes(32);
    }

    @Test
    void valuesOfAnEnumAreCopied() {
        assertThatAllocations(() -> Sink.kept = Suit.values())
                .hasCount(1)
                .ofType(Suit[].class)
                .hasCount(1);
    }

    @Test
    void smallNumbersAreBoxedFromTheCacheAndLargeOnesAreNot() {
        assertThatAllocations(() -> Sink.kept = Integer.valueOf(127)).hasNone();
        assertThatAllocations(() -> Sink.kept = Integer.valueOf(128))
                .hasCount(1)
                .ofType(Integer.class)
                .hasCount(1);
    }

    @Test
    void variableArgumentsAreAnArray() {
        assertThatAllocations(() -> sum(1, 2, 3))
                .hasCount(1)
                .ofType(int[].class)
                .hasBytes(32);
    }

    @Test
    void aLambdaThatCapturesIsAnObjectAndOneThatDoesNotIsNone() {
        String word = WORDS.get(0);
        assertThatAllocations(() -> {
                    Supplier<String> capturing = () -> word;
                    Sink.kept = capturing;
                })
                .hasCount(1);
        assertThatAllocations(() -> {
                    Supplier<String> constant = () -> "";
                    Sink.kept = constant;
                })
                .hasNone();
    }

    @Test
    void goingThroughAListTakesAnIterator() {
        assertThatAllocations(() -> {
                    for (String word : WORDS) {
                        Sink.kept = word;
                    }
                })
                .hasCount(1);
        assertThatAllocations(() -> {
                    for (int i = 0; i < WORDS.size(); i++) {
                        Sink.kept = WORDS.get(i);
                    }
                })
                .hasNone();
    }

    @Test
    void concatenationMakesTheStringAndItsBytes() {
        assertThatAllocations(() -> Sink.kept = WORDS.get(0) + WORDS.get(1) + WORDS.get(2))
                .ofType(String.class)
                .hasCount(1);
    }

    @Test
    void reflectionConstructsWhatItSays() throws Exception {
        var constructor = Token.class.getConstructor(int.class, int.class, byte.class);
        Object[] arguments = {1, 2, (byte) 3};
        assertThatAllocations(() -> Sink.kept = constructor.newInstance(arguments))
                .ofType(Token.class)
                .hasCount(1)
                .hasBytes(24);
    }
}
