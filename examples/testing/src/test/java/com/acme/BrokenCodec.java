// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static io.pprof4j.testing.AllocationAssertions.assertThatAllocations;

import org.junit.jupiter.api.Test;

/** What a failure looks like: {@code mvn test -Dtest=BrokenCodec}. Not run otherwise. */
class BrokenCodec {
    @Test
    void parsingCopies() {
        Codec codec = new Codec();
        StringBuilder message = new StringBuilder("key:value");
        assertThatAllocations(() -> codec.parse(message.toString())).hasCount(3);
    }
}
