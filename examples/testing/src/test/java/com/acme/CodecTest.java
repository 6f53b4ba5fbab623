// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static io.pprof4j.testing.AllocationAssertions.assertNoGrowth;
import static io.pprof4j.testing.AllocationAssertions.assertThatAllocations;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.Codec.Token;
import io.pprof4j.testing.AllocationExtension;
import io.pprof4j.testing.Allocations;
import io.pprof4j.testing.MaxAllocations;
import io.pprof4j.testing.NoAllocations;
import io.pprof4j.testing.ProfileMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AllocationExtension.class)
class CodecTest {
    private final Codec codec = new Codec();
    private final String message = "key:value";

    @Test
    void parsingTakesThreeObjects() {
        assertThatAllocations(() -> codec.parse(message))
                .hasCount(3)
                .hasBytesAtMost(96)
                .hasNone(byte[].class)
                .allAllocatedIn("com.acme")
                .ofType(Token.class)
                .hasCount(2);
    }

    @Test
    void measuringTells() {
        Allocations a = Allocations.perRun(100, () -> codec.parse(message));
        assertEquals(3, a.count());
        assertEquals(2, a.of(Token.class).count());
        assertEquals(2, a.sites().size());
    }

    @Test
    @MaxAllocations(count = 3, bytes = 96)
    @ProfileMemory("target/parse.pb.gz")
    void parses() {
        assertEquals(2, codec.parse(message).length);
    }

    @Test
    @NoAllocations
    void checksums() {
        assertEquals(1_592_311_958, codec.checksum(message));
    }

    @Test
    void asksForItsOwn(Allocations own) {
        codec.parse(message);
        long count = own.count();
        assertEquals(3, count);
    }

    @Test
    void doesNotLeak() {
        assertNoGrowth(() -> codec.parse(message), 20);
    }

    /** Something to see in the profile of the whole run. */
    @Test
    void parsesALot() {
        for (int i = 0; i < 300_000; i++) {
            assertEquals(2, codec.parse(message).length);
        }
    }
}
