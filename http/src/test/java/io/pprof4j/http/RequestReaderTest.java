// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.http.RequestReader.Message;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static Message read(String text) throws Refusal, IOException {
        return new RequestReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))).read();
    }

    @Test
    void readsMethodPathQueryAndHeaders() throws Exception {
        Message message = read("GET /debug/pprof/app%2Fmy%20conns?debug=1&x=%20 HTTP/1.1\r\nHost:  localhost \r\n\r\n");
        assertThat(message.method()).isEqualTo("GET");
        assertThat(message.path()).isEqualTo("/debug/pprof/app/my conns");
        assertThat(message.query()).isEqualTo("debug=1&x=%20");
        assertThat(message.headers()).containsOnlyKeys("host").containsEntry("host", "localhost");
        assertThat(message.body()).isEmpty();
    }

    @Test
    void readsABodyOfTheGivenLength() throws Exception {
        assertThat(read("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n0x1+2 and more")
                        .body())
                .isEqualTo("0x1+2");
    }

    @Test
    void linesMayEndWithoutCarriageReturn() throws Exception {
        assertThat(read("GET / HTTP/1.0\nHost: a\n\n").headers()).containsEntry("host", "a");
    }

    @Test
    void aHeaderThatComesTwiceIsNoneThatIsAccepted() throws Exception {
        assertThat(read("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").headers())
                .containsEntry("host", "a, b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "GET / HTTP/2.0\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET http://evil/ HTTP/1.1\r\n\r\n",
                "GET //evil/ HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nno header\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\r\n folded: line\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"
            })
    void malformedRequestsAreRefused(String text) {
        assertThat(Refused.by(() -> read(text))).startsWith("400 malformed");
    }

    @Test
    void sizeIsBounded() {
        assertThat(Refused.by(() -> read("GET /" + "x".repeat(RequestReader.MAX_HEAD_BYTES) + " HTTP/1.1\r\n\r\n")))
                .isEqualTo("431 the request is too large - at most 16384 bytes");
        assertThat(Refused.by(() -> read("POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n")))
                .isEqualTo("413 the body is too large - at most 1048576 bytes");
        assertThat(Refused.by(() -> read("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")))
                .startsWith("411 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET", "GET / HTTP/1.1\r\nHost: a\r\n", "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nx"})
    void aClientThatGoesAwayIsNoError(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(EOFException.class);
    }
}
