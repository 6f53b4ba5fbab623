// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class StringChainsTest {
    private static ScannedMethods scanned;

    /** Methods whose chains are looked for; nobody calls them. */
    @SuppressWarnings({"unused", "UnnecessaryStringBuilder"})
    static final class Chains {
        private final StringBuilder other = new StringBuilder();
        private long number;

        String chain(String word, int[] numbers) {
            return new StringBuilder(word)
                    .append(numbers[3] + 1)
                    .append(number * 2)
                    .append(word.substring(1))
                    .toString();
        }

        String withAnotherString(String word) {
            return new StringBuilder().append(other.toString()).append(word).toString();
        }

        String withoutAppend(String word) {
            return new StringBuilder(word).toString();
        }

        String kept(String word) {
            StringBuilder kept = new StringBuilder().append(word);
            return kept.toString();
        }

        String withCondition(String word, boolean condition) {
            return new StringBuilder().append(condition ? word : "").append(1).toString();
        }

        String withAllocation(char[] word) {
            return new StringBuilder().append(new String(word)).toString();
        }

        String withAnotherMethod(String word) {
            return new StringBuilder().append(word).reverse().toString();
        }

        CharSequence passedOn(String word) {
            return List.of(new StringBuilder().append(word), word).get(0);
        }

        String several(String word) {
            StringBuilder kept = new StringBuilder();
            String first = new StringBuilder().append(word).append(2L).toString();
            return kept.append(first)
                    .append(new StringBuilder().append('c').toString())
                    .toString();
        }
    }

    @BeforeAll
    static void scan() throws IOException {
        scanned = ScannedMethods.of(Chains.class);
    }

    private static List<Integer> of(String method, int builders) {
        return scanned.strings(method, builders);
    }

    @Test
    void aChainEndsWithToString() {
        assertThat(of("chain", 1)).containsExactly(1);
        assertThat(of("withoutAppend", 1)).containsExactly(1);
    }

    @Test
    void aStringOfAnotherBuilderIsNotTheEnd() {
        assertThat(of("withAnotherString", 1)).containsExactly(2);
    }

    @Test
    void whatBranchesOrAllocatesOrUsesTheBuilderOtherwiseIsNoChain() {
        assertThat(of("kept", 1)).containsExactly(0);
        assertThat(of("withCondition", 1)).containsExactly(0);
        assertThat(of("withAllocation", 1)).containsExactly(0);
        assertThat(of("withAnotherMethod", 1)).containsExactly(0);
        assertThat(of("passedOn", 1)).containsExactly(0);
    }

    @Test
    void eachBuilderOfAMethodHasItsOwnChain() {
        assertThat(of("several", 3)).containsExactly(0, 1, 1);
    }
}
