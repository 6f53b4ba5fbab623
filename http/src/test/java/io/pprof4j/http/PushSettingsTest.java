// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushSettingsTest {
    private static final PushSettings SETTINGS = PushSettings.to("http://localhost:4040");

    @Test
    void keyHasTheLabelsInOrder() {
        assertThat(SETTINGS.named("shop")
                        .labelled(List.of("zone:a", "env:prod:1"))
                        .key())
                .isEqualTo("shop{env=prod:1,zone=a}");
        assertThat(SETTINGS.named("shop").key()).isEqualTo("shop{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4040", "ftp://host", "http://host/?a=b", "http://me:pw@host", "http://ho st"})
    void whatIsNoAddressOfAServerIsRefused(String url) {
        assertThatThrownBy(() -> PushSettings.to(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("URL " + url + " is not valid");
    }

    @Test
    void whatPyroscopeWouldMisunderstandIsRefused() {
        assertThatThrownBy(() -> SETTINGS.labelled(List.of("env")))
                .hasMessage("label \"env\" is not valid; accepted: name:value");
        assertThatThrownBy(() -> SETTINGS.labelled(List.of("the env:prod")))
                .hasMessage("label name \"the env\" is not valid; accepted: letters, digits, _ and dots");
        assertThatThrownBy(() -> SETTINGS.labelled(List.of("env:a}b")))
                .hasMessage(
                        "label env \"a}b\" is not valid; accepted: anything without braces, commas, = and newlines");
        assertThatThrownBy(() -> SETTINGS.only(List.of("heap", "threads")))
                .hasMessage("profile \"threads\" cannot be pushed; accepted: cpu, heap, goroutine, block, mutex");
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(SETTINGS.withToken("s3cret").toString()).doesNotContain("s3cret");
    }
}
