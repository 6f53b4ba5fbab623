// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "6060, localhost, 6060",
        "localhost:0, localhost, 0",
        "10.0.0.1:65535, 10.0.0.1, 65535",
        "[::1]:6060, ::1, 6060",
        ":6060, '', 6060"
    })
    void addressIsHostAndPort(String address, String host, int port) {
        assertThat(ServerSettings.parse(address)).isEqualTo(ServerSettings.of(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "localhost:", "localhost:http", "localhost:65536", "localhost:-1", "::1:6060"})
    void anythingElseIsNamedAndSaidToBeInvalid(String address) {
        assertThatThrownBy(() -> ServerSettings.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("address " + address + " is not valid");
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(ServerSettings.of("localhost", 1).withToken("secret").withRemote())
                .hasToString("ServerSettings[localhost:1, token, allowremote]");
    }
}
