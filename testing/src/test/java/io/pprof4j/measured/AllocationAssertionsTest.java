// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.measured;

import static io.pprof4j.testing.AllocationAssertions.assertNoGrowth;
import static io.pprof4j.testing.AllocationAssertions.assertThatAllocations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.acme.Codec;
import com.acme.Sink;
import com.acme.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AllocationAssertionsTest {
    private static final Codec CODEC = new Codec();

    private static String failure(Runnable assertion) {
        return catchThrowableOfType(AssertionError.class, assertion::run).getMessage();
    }

    @Test
    void whatHoldsPasses() {
        assertThatAllocations(() -> CODEC.parse("a:b"))
                .hasCount(3)
                .hasCountAtMost(3)
                .hasBytes(72)
                .hasBytesAtMost(96)
                .hasNone(byte[].class)
                .allAllocatedIn("com.acme")
                .allAllocatedIn("com.acme.Codec")
                .ofType(Token.class)
                .hasCount(2)
                .hasBytes(48)
                .allAllocatedIn("com.acme");
        assertThatAllocations(() -> CODEC.sum("message")).hasNone();
    }

    @Test
    void aFailureShowsTheDifferenceAndTheSites() throws Exception {
        String message = failure(
                () -> assertThatAllocations(() -> CODEC.parseCopy("a:b")).hasCount(3));
        Golden.assertMatches("failure", withoutHeapBytes(message));
    }

    @Test
    void theReadmeShowsTheFailure() throws Exception {
        String golden = Golden.read("failure").strip();
        assertThat(Golden.readme()).contains(golden);
    }

    @Test
    void aFailureOfOneTypeSaysSo() {
        assertThat(failure(() -> assertThatAllocations(() -> CODEC.parse("a:b"))
                        .ofType(Token.class)
                        .hasCount(1)))
                .startsWith(
                        "Expecting 1 object of com.acme.Token, but allocated were 2 objects of 48 bytes: 1 object too"
                                + " many.\n\n")
                .doesNotContain("Token[]");
        assertThat(failure(() -> assertThatAllocations(() -> CODEC.parse("a:b")).hasNone(Token.class)))
                .startsWith("Expecting 0 objects of com.acme.Token, but");
        assertThat(failure(() -> assertThatAllocations(() -> CODEC.sum("a")).hasCountAtMost(-1)))
                .contains("too many");
    }

    @Test
    void aDescriptionComesFirst() {
        assertThat(failure(() -> assertThatAllocations(() -> CODEC.parse("a:b"))
                        .as("100%% of %s", "parse")
                        .ofType(Token.class)
                        .hasCount(1)))
                .startsWith("[100% of parse] Expecting");
    }

    @Test
    void whatIsAllocatedElsewhereIsListed() {
        String message = failure(() -> assertThatAllocations(() -> {
                    Sink.kept = new long[1];
                    CODEC.parse("a:b");
                })
                .allAllocatedIn("com.acme"));
        assertThat(message)
                .startsWith("Expecting all objects to be allocated in com.acme, but 1 object were allocated elsewhere:")
                .contains("long[]")
                .doesNotContain("Token");
        assertThat(failure(() -> assertThatAllocations(() -> CODEC.parse("a:b")).allAllocatedIn("com.ac")))
                .contains("3 objects");
    }

    @Test
    void aCountThatFlickersFailsEvenIfItIsRightAtLast() {
        int[] run = {0};
        assertThat(failure(() -> assertThatAllocations(() -> Sink.kept = new byte[8 * run[0]++])
                        .hasCount(1)))
                .contains("Expecting 1 object, but", "not reliably", "The runs differed");
    }

    @Test
    void growthIsNamedByTypeAndSite() {
        List<Object> leak = new ArrayList<>();
        assertThatThrownBy(() -> assertNoGrowth(() -> leak.add(CODEC.parse("a:b")), 20))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "Expecting 20 rounds to leave nothing alive, but more and more objects survive:")
                .hasMessageContaining("com.acme.Token ")
                .hasMessageContaining("com.acme.Codec.token(Codec.java:")
                .hasMessageContaining("com.acme.Token[]");
        assertThat(leak).hasSize(2 + 20);
    }

    @Test
    void garbageAndACacheThatFillsUpAreNoGrowth() {
        Map<Integer, Object> cache = new HashMap<>();
        int[] round = {0};
        assertThatNoException()
                .isThrownBy(() -> assertNoGrowth(
                        () -> {
                            Sink.kept = CODEC.parse("a:b");
                            cache.put(round[0]++ % 5, new Object());
                        },
                        40));
        assertThat(cache).hasSize(5);
    }

    @Test
    void fewRoundsProveNothing() {
        assertThatThrownBy(() -> assertNoGrowth(() -> {}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rounds 3: must be at least 4");
    }

    private static String withoutHeapBytes(String message) {
        return message.replaceAll("The JVM allocated \\d+ bytes", "The JVM allocated 96 bytes");
    }
}
