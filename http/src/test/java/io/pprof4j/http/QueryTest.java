// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private static Query query(String text) throws Refusal {
        return Query.parse(text, Set.of("debug", "gc", "seconds", "inuse"));
    }

    @Test
    void absentParametersHaveTheirDefaults() throws Refusal {
        Query query = query("");
        assertThat(query.debug()).isZero();
        assertThat(query.flag("gc")).isFalse();
        assertThat(query.seconds(30)).isEqualTo(Duration.ofSeconds(30));
        assertThat(query.word("inuse", "delta", "keep")).isEqualTo("delta");
    }

    @Test
    void presentParametersAreRead() throws Refusal {
        Query query = query("debug=2&gc=1&seconds=3600&inuse=k%65ep");
        assertThat(query.debug()).isEqualTo(2);
        assertThat(query.flag("gc")).isTrue();
        assertThat(query.seconds(30)).isEqualTo(Duration.ofHours(1));
        assertThat(query.word("inuse", "delta", "keep")).isEqualTo("keep");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1.5", "x", "''", "99999999999"})
    void secondsMustBeAPositiveInteger(String value) {
        assertThat(Refused.by(() -> query("seconds=" + value).seconds(30)))
                .isEqualTo("400 invalid value for \"seconds\" - must be a positive integer");
    }

    @Test
    void secondsAreBounded() {
        assertThat(Refused.by(() -> query("seconds=3601").seconds(30)))
                .isEqualTo("400 invalid value for \"seconds\" - must be at most 3600");
    }

    @Test
    void everyOtherBadValueIsRefusedWithASentenceToo() {
        assertThat(Refused.by(() -> query("debug=text").debug()))
                .isEqualTo("400 invalid value for \"debug\" - must be 0 for a protocol buffer, 1 or 2 for text");
        assertThat(Refused.by(() -> query("gc=yes").flag("gc")))
                .isEqualTo("400 invalid value for \"gc\" - must be 0 or 1");
        assertThat(Refused.by(() -> query("inuse=no").word("inuse", "delta", "keep")))
                .isEqualTo("400 invalid value for \"inuse\" - must be delta or keep");
    }

    @Test
    void unknownRepeatedAndMalformedParametersAreRefused() {
        assertThat(Refused.by(() -> query("second=5")))
                .isEqualTo("400 unknown parameter \"second\" - accepted here: debug, gc, inuse, seconds");
        assertThat(Refused.by(() -> Query.parse("debug", Set.of())))
                .isEqualTo("400 unknown parameter \"debug\" - accepted here: none");
        assertThat(Refused.by(() -> query("debug=1&debug=2")))
                .isEqualTo("400 parameter \"debug\" is there twice - must be there once");
        assertThat(Refused.by(() -> query("debug=%zz")))
                .isEqualTo("400 cannot read \"%zz\" in the query - must be URL-encoded");
    }

    @Test
    void secondsOfATraceMayHaveAFraction() throws Refusal {
        assertThat(query("").fractionalSeconds(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(query("seconds=0.25").fractionalSeconds(1)).isEqualTo(Duration.ofMillis(250));
        assertThat(Refused.by(() -> query("seconds=0").fractionalSeconds(1)))
                .isEqualTo("400 invalid value for \"seconds\" - must be a positive number");
        assertThat(Refused.by(() -> query("seconds=NaN").fractionalSeconds(1)))
                .isEqualTo("400 invalid value for \"seconds\" - must be a positive number");
        assertThat(Refused.by(() -> query("seconds=3600.5").fractionalSeconds(1)))
                .isEqualTo("400 invalid value for \"seconds\" - must be at most 3600");
    }
}
