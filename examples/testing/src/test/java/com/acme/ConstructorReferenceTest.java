// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static io.pprof4j.testing.AllocationAssertions.assertThatAllocations;

import org.junit.jupiter.api.Test;

/** The class behind {@code Object::new} exists before the first measurement, and is measured all the same. */
class ConstructorReferenceTest {
    @Test
    void makesOneObject() {
        assertThatAllocations(Object::new).hasCount(1);
    }
}
