// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameAddressesTest {
    private final FrameAddresses addresses = new FrameAddresses(4);

    private static Frame frame(String function, long line) {
        return new Frame(function, "shop/Cart.java", line);
    }

    @Test
    void aFrameHasTheSameAddressInEveryProcess() {
        assertThat(addresses.of(frame("shop.Cart.add", 12))).isEqualTo(addresses.of(frame("shop.Cart.add", 12)));
        assertThat(new FrameAddresses(4).of(frame("shop.Cart.add", 12)))
                .isEqualTo(addresses.of(frame("shop.Cart.add", 12)));
    }

    @Test
    void functionsAreFoundByTheCallAndByWhereItReturnsTo() {
        long address = addresses.of(frame("shop.Cart.add", 12));
        assertThat(addresses.find(address)).hasValue("shop.Cart.add");
        assertThat(addresses.find(address + 1)).hasValue("shop.Cart.add");
        assertThat(addresses.find(address + 16)).isEmpty();
        assertThat(addresses.find(0)).isEmpty();
    }

    @Test
    void theLastOnesKeepTheirNamesAndTheOthersGetThemBack() {
        long first = addresses.of(frame("shop.Cart.add", 1));
        for (int line = 2; line <= 9; line++) {
            addresses.of(frame("shop.Cart.add", line));
        }
        assertThat(addresses.find(first)).isEmpty();
        for (int line = 6; line <= 9; line++) {
            assertThat(addresses.find(addresses.of(frame("shop.Cart.add", line))))
                    .hasValue("shop.Cart.add");
        }
        assertThat(addresses.of(frame("shop.Cart.add", 1))).isEqualTo(first);
        assertThat(addresses.find(first)).hasValue("shop.Cart.add");
    }

    @Test
    void addressesAreFarApartAndLookLikeAddresses() {
        FrameAddresses many = new FrameAddresses(1 << 16);
        Set<Long> distinct = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            long address = many.of(frame("app.Class" + i / 100 + ".method" + i % 100, i % 7));
            assertThat(address).isBetween(16L, 1L << 47);
            assertThat(address % 16).isZero();
            distinct.add(address);
        }
        assertThat(distinct).hasSize(50_000);
    }
}
