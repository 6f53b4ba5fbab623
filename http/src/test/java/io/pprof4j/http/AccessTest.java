// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Access LOCAL = new Access("", true);
    private static final Access REMOTE = new Access("", false);
    private static final Access TOKEN = new Access("s3cret", false);

    private static String basic(String both) {
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:6060", "LOCALHOST", "app.localhost:80", "127.0.0.1:6060", "[::1]:6060", "[::1]"})
    void namesThatAreAlwaysThisMachineAreServed(String host) {
        assertThatCode(() -> LOCAL.check(Map.of("host", host))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example:6060", "localhost.evil.example", "127.0.0.1.evil.example", "", "notlocalhost"})
    void namesThatOthersCanHaveResolveHereAreNot(String host) {
        assertThat(Refused.by(() -> LOCAL.check(Map.of("host", host)))).startsWith("403 host \"");
    }

    @Test
    void aServerForAllAnswersUnderWhateverName() {
        assertThatCode(() -> REMOTE.check(Map.of("host", "service.namespace:6060")))
                .doesNotThrowAnyException();
    }

    @Test
    void aRequestWithoutHostIsNoBrowsers() {
        assertThatCode(() -> LOCAL.check(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void tokenComesAsBearerOrAsPassword() {
        assertThatCode(() -> TOKEN.check(Map.of("authorization", "Bearer s3cret")))
                .doesNotThrowAnyException();
        assertThatCode(() -> TOKEN.check(Map.of("authorization", basic("anyone:s3cret"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer s3cre", "Bearer S3CRET", "s3cret", "Basic !!", "Digest s3cret"})
    void otherTokensAreRefused(String authorization) {
        Map<String, String> headers = Map.of("authorization", authorization);
        assertThat(Refused.by(() -> TOKEN.check(headers))).startsWith("401 a token is needed");
        assertThat(catchThrowableOfType(Refusal.class, () -> TOKEN.check(headers))
                        .reply()
                        .headers())
                .containsEntry("WWW-Authenticate", "Basic realm=\"pprof\"");
    }

    @Test
    void noTokenAndAWrongPasswordAreRefused() {
        assertThat(Refused.by(() -> TOKEN.check(Map.of()))).startsWith("401");
        assertThat(Refused.by(() -> TOKEN.check(Map.of("authorization", basic("s3cret:other")))))
                .startsWith("401");
    }

    @Test
    void otherSitesPagesMayLinkHereButNotAskInTheBackground() {
        Map<String, String> link =
                Map.of("host", "localhost", "sec-fetch-site", "cross-site", "sec-fetch-mode", "navigate");
        Map<String, String> image =
                Map.of("host", "localhost", "sec-fetch-site", "cross-site", "sec-fetch-mode", "no-cors");
        assertThatCode(() -> LOCAL.check(link)).doesNotThrowAnyException();
        assertThat(Refused.by(() -> LOCAL.check(image))).startsWith("403 requests of other sites' pages");
    }
}
