// SPDX-License-Identifier: Apache-2.0
/**
 * What code allocates, exactly, as unit tests assert it. {@link io.pprof4j.testing.Allocations} measures, {@link
 * io.pprof4j.testing.AllocationAssertions} is for AssertJ, and the annotations are for JUnit.
 */
package io.pprof4j.testing;
