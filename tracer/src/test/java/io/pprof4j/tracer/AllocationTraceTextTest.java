// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationTraceTextTest {
    @Test
    void anAllocationHasItsThreadAndStack() {
        StackTraceElement[] frames = {
            new StackTraceElement("com.acme.Shop", "order", "Shop.java", 42),
            new StackTraceElement("Main", "main", null, -2)
        };

        assertThat(AllocationTraceText.block(42L, 24L, "com.acme.Order", frames, 17L, "wo\"rk\ner"))
                .isEqualTo("""
                tracealloc(0x2a, 0x18, com.acme.Order)
                goroutine 17 [running]: "wo?rk?er"
                com.acme.Shop.order(...)
                \tcom/acme/Shop.java:42
                Main.main(...)
                \t?:0

                """);
    }

    @Test
    void aDeathHasNumberAndSize() {
        assertThat(AllocationTraceText.block(42L, 24L)).isEqualTo("tracefree(0x2a, 0x18)\n\n");
    }

    @Test
    void aCollectionHasNothing() {
        assertThat(AllocationTraceText.block()).isEqualTo("tracegc()\nend tracegc\n\n");
    }
}
