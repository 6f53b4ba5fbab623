// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pprof4j.profile.FrameTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolEndpointTest {
    private static final StackTraceElement CALL = new StackTraceElement("shop.Cart", "add", "Cart.java", 12);
    private static final StackTraceElement ODD = new StackTraceElement("shop.Cart", "add\nall", "Cart.java", 13);

    private final SymbolEndpoint symbol = new SymbolEndpoint();

    private String answer(String method, String query, String body) throws Refusal {
        Reply reply = symbol.answer(new Request(method, "symbol", query, body), SymbolEndpointTest::nobodyWaits);
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static void nobodyWaits(Duration span) {
        throw new AssertionError("waits for " + span);
    }

    /** As the text has it: where the call returns to. */
    private static String address(StackTraceElement element) {
        return new FrameTable().returnAddresses(List.of(element)).substring("@ ".length());
    }

    @Test
    void addressesOfTextProfilesHaveNamesByPostAndByGet() throws Exception {
        String known = address(CALL);
        assertThat(answer("POST", "", known + "+0x10")).isEqualTo("num_symbols: 1\n" + known + " shop.Cart.add\n");
        assertThat(answer("GET", "0x10+" + known, "")).isEqualTo("num_symbols: 1\n" + known + " shop.Cart.add\n");
    }

    @Test
    void withoutAddressesItSaysThatThereAreSymbols() throws Exception {
        assertThat(answer("GET", "", "")).isEqualTo("num_symbols: 1\n");
    }

    @Test
    void aNameIsOneLine() throws Exception {
        String known = address(ODD);
        assertThat(answer("POST", "", known)).isEqualTo("num_symbols: 1\n" + known + " shop.Cart.add all\n");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> answer("POST", "", "0x10+main"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(new String(refusal.reply().body(), StandardCharsets.UTF_8))
                                .isEqualTo("invalid address \"main\" - must be numbers joined by +, as in 0x1+0x2\n"));
    }
}
