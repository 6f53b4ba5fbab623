// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

/** AssertJ's way to assert what code allocates. */
public final class AllocationAssertions {
    private AllocationAssertions() {}

    /** Measures the code, see {@link Allocations#measure}, and begins an assertion about it. */
    public static <X extends Throwable> AllocationsAssert assertThatAllocations(MeasuredCode<X> code) throws X {
        return new AllocationsAssert(Allocations.measure(code));
    }

    /** Begins an assertion about what was measured. */
    public static AllocationsAssert assertThat(Allocations allocations) {
        return new AllocationsAssert(allocations);
    }

    /**
     * Asserts that rounds of the code do not leave more and more objects of this thread alive, see {@link Growth}. An object
     * costs 15 µs (JDK 25) to 70 µs (17) here.
     *
     * @param rounds at least 4; a cache may fill during the first quarter of them
     */
    public static <X extends Throwable> void assertNoGrowth(MeasuredCode<X> code, int rounds) throws X {
        Growth growth = Measuring.thisThread().growth(rounds, code);
        if (!growth.sites().isEmpty()) {
            throw new AssertionError("Expecting " + rounds
                    + " rounds to leave nothing alive, but more and more objects survive:\n\n"
                    + AllocationTable.of(growth.sites()) + "\n");
        }
    }
}
