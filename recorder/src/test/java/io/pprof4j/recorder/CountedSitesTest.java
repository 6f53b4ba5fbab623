// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CountedSitesTest {
    @BeforeEach
    void measureAllObjectsAsThirtyTwoBytes() {
        CountedSites.measureBy(new ObjectSizes(type -> 32));
    }

    private static StackTraceElement line(int number) {
        return new StackTraceElement("app.Sites", "m", "Sites.java", number);
    }

    @Test
    void oneLineOneTypeIsOneSiteHoweverOftenItIsInstrumented() {
        int site = CountedSites.number(null, SiteKind.INSTANCE, "java.util.StringJoiner", line(1));
        assertThat(CountedSites.number(null, SiteKind.INSTANCE, "java.util.StringJoiner", line(1)))
                .isEqualTo(site)
                .isNotEqualTo(CountedSites.number(null, SiteKind.INSTANCE, "java.util.StringJoiner", line(2)))
                .isNotEqualTo(CountedSites.number(null, SiteKind.INSTANCE, "java.util.Random", line(1)))
                .isNotEqualTo(CountedSites.number(null, SiteKind.ARRAY, "java.util.StringJoiner", line(1)))
                .isNotZero();
    }

    @Test
    void namesOfTwoLoadersAreTwoSites() {
        ClassLoader one = new ClassLoader(null) {};
        ClassLoader other = new ClassLoader(null) {};
        assertThat(CountedSites.number(one, SiteKind.INSTANCE, "app.Plugin", line(3)))
                .isNotEqualTo(CountedSites.number(other, SiteKind.INSTANCE, "app.Plugin", line(3)));
    }

    @Test
    void aSiteHasACounterFromItsFirstExecutionOn() throws ClassNotFoundException {
        int site = CountedSites.number(null, SiteKind.INSTANCE, "java.util.StringJoiner", line(4));
        assertThat(CountedSites.known(site)).isZero();
        int counter = CountedSites.assign(site);
        assertThat(CountedSites.assign(site)).isEqualTo(counter);
        assertThat(CountedSites.known(site)).isEqualTo(counter).isLessThan(CountedSites.end());
        assertThat(CountedSites.describe(counter))
                .isEqualTo(new Counter(line(4), new AllocatedType("java.util.StringJoiner", 32)));
    }

    @Test
    void anArraysBytesHaveTheNextCounter() throws ClassNotFoundException {
        int counter = CountedSites.assign(CountedSites.number(null, SiteKind.ARRAY, "long[]", line(5)));
        int next = CountedSites.assign(CountedSites.number(null, SiteKind.ARRAY, "long[]", line(6)));
        assertThat(CountedSites.describe(counter)).isEqualTo(new Counter(line(5), new AllocatedType("long[]", 0)));
        assertThat(next).isEqualTo(counter + 2);
        assertThat(CountedSites.describe(counter + 1)).isNull();
    }

    @Test
    void eachTypeHasItsOwnCounterAtASiteOfAnyType() {
        int site = CountedSites.number(null, SiteKind.ANY_TYPE, null, line(7));
        int strings = CountedSites.assign(site, String[].class);
        int sets = CountedSites.assign(site, java.util.StringJoiner.class);
        assertThat(CountedSites.known(site, String[].class)).isEqualTo(strings).isNotEqualTo(sets);
        assertThat(CountedSites.known(site, Integer[].class)).isZero();
        assertThat(CountedSites.describe(strings).type()).isEqualTo(new AllocatedType("java.lang.String[]", 0));
        assertThat(CountedSites.describe(sets).type()).isEqualTo(new AllocatedType("java.util.StringJoiner", 32));
    }

    @Test
    void aClassRemembersItsCountersAtManySites() {
        Set<Integer> counters = new HashSet<>();
        int first = CountedSites.number(null, SiteKind.ANY_TYPE, null, line(1000));
        for (int i = 0; i < 500; i++) {
            int site = CountedSites.number(null, SiteKind.ANY_TYPE, null, line(1000 + i));
            counters.add(CountedSites.assign(site, Thread.class));
        }
        assertThat(counters).hasSize(500);
        for (int i = 0; i < 500; i++) {
            assertThat(counters).contains(CountedSites.known(first + i, Thread.class));
        }
    }

    @Test
    void aSiteOfAnyArrayIsFollowedByThoseOfPrimitiveArrays() throws ClassNotFoundException {
        int site = CountedSites.number(null, SiteKind.ANY_ARRAY, null, line(8));
        String[] types = {"byte[]", "char[]", "int[]", "long[]", "double[]", "float[]", "short[]", "boolean[]"};
        for (int i = 0; i < types.length; i++) {
            int counter = CountedSites.assign(site + 1 + i);
            assertThat(CountedSites.describe(counter).type().name()).isEqualTo(types[i]);
        }
    }
}
