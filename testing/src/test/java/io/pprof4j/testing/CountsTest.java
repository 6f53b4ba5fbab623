// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import static io.pprof4j.testing.AllocationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.Profile;
import io.pprof4j.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Counts that are not all there say so, and nothing that is asserted of them holds. */
final class CountsTest {
    private static final long DEPTH = 128;
    private static final StackTraceElement LINE = new StackTraceElement("com.acme.Codec", "parse", null, 1);
    private static final StackCut ALL = stack -> stack;
    private static final StackCut NONE = stack -> null;

    /** Three strings at one site, and so many more objects of 32 bytes at further ones. */
    private static Allocations strings(int frames, long beyond, StackCut cut) {
        Object[] row = {Collections.nCopies(frames, LINE), "java.lang.String", 24L, 3L, 0L};
        Object[] tally = {0L, 0L, List.<Object[]>of(row), beyond, 32 * beyond, DEPTH};
        return Allocations.of(Counts.allocated(tally, cut), OptionalLong.empty(), List.of());
    }

    private static void assertFails(Runnable assertion, String message) {
        assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    @Test
    void objectsWithoutASiteAreInTheSumsAndNothingPasses() throws Exception {
        Allocations a = strings(1, 7, ALL);
        assertThat(a.count()).isEqualTo(10);
        assertThat(a.bytes()).isEqualTo(3 * 24 + 7 * 32);
        assertThat(a.withoutSite()).isEqualTo(7);
        assertFails(() -> assertThat(a).hasCount(10), "which it was, but not reliably");
        assertFails(() -> assertThat(a).hasCountAtMost(10), "7 more objects are in no row");
        assertFails(() -> assertThat(a).allAllocatedIn("com.acme"), "not all of them are known");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        a.writeTo(file);
        Profile profile = ProfileReader.read(new ByteArrayInputStream(file.toByteArray()));
        assertThat(profile.samples().stream()
                        .mapToLong(sample -> sample.value(1))
                        .sum())
                .isEqualTo(a.bytes());
    }

    @Test
    void objectsWithoutASiteMayBeOfAnyType() {
        Allocations strings = strings(1, 7, ALL).of(String.class);
        assertThat(strings.count()).isEqualTo(3);
        assertThat(strings.uncounted()).isEqualTo(7);
        assertFails(() -> assertThat(strings).hasCount(3), "7 more objects could not be counted");
        assertFails(() -> assertThat(strings(1, 7, ALL)).hasNone(Integer.class), "not reliably");
    }

    @Test
    void aStackThatWasCutAboveTheMeasuredMethodIsUncounted() {
        assertThat(strings(127, 0, NONE).uncounted()).isZero();
        assertThat(strings(128, 0, NONE).uncounted()).isEqualTo(3);
        assertThat(strings(128, 0, ALL).uncounted()).isZero();
    }

    @Test
    void allThatIsKnownPasses() {
        assertThat(strings(1, 0, ALL)).hasCount(3).allAllocatedIn("com.acme");
    }
}
