// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What some code allocates: every object, exactly, by type and by site. The counts are those of the bytecode, whether it
 * is interpreted or compiled; an object that the JIT would remove is counted. {@link #heapBytes} has what the JVM
 * allocated. Immutable, but for one that a JUnit test gets as its parameter: that tells of the test so far.
 */
public final class Allocations {
    private final Supplier<Counts> counts;
    private final OptionalLong heapBytes;
    private final List<Counts> differing;

    private Allocations(Supplier<Counts> counts, OptionalLong heapBytes, List<Counts> differing) {
        this.counts = counts;
        this.heapBytes = heapBytes;
        this.differing = differing;
    }

    /** @param differing all runs, if they were not equal; else empty */
    static Allocations of(Counts counts, OptionalLong heapBytes, List<Counts> differing) {
        return new Allocations(() -> counts, heapBytes, List.copyOf(differing));
    }

    /** Counts that go on. */
    static Allocations live(Supplier<Counts> counts) {
        return new Allocations(counts, OptionalLong.empty(), List.of());
    }

    /**
     * What one run of the code allocates on this thread, after two runs that load its classes. It is measured again until
     * two runs in a row are equal, at most 10 times. {@link Measuring} has other threads and other numbers of runs.
     *
     * @throws IllegalStateException if the JVM does not let itself be attached to; the message says what to do
     */
    public static <X extends Throwable> Allocations measure(MeasuredCode<X> code) throws X {
        return Measuring.thisThread().measure(code);
    }

    /** The mean of so many runs, rounded down, after two that load classes: Go's {@code testing.AllocsPerRun}, by site. */
    public static <X extends Throwable> Allocations perRun(int runs, MeasuredCode<X> code) throws X {
        return Measuring.thisThread().perRun(runs, code);
    }

    /** Objects. */
    public long count() {
        return counts.get().count();
    }

    /** Their sizes with headers and padding, in bytes. */
    public long bytes() {
        return counts.get().bytes();
    }

    /** Those of exactly this type, with no heap bytes; steady if the runs were equal in them. */
    public Allocations of(Class<?> type) {
        String name = type.getTypeName();
        Supplier<Counts> all = counts;
        List<Counts> runs = differing.stream().map(run -> run.ofType(name)).toList();
        boolean steady = runs.stream().distinct().count() <= 1;
        return new Allocations(() -> all.get().ofType(name), OptionalLong.empty(), steady ? List.of() : runs);
    }

    /** Where the objects come from, heaviest first; all of them unless there are some {@link #withoutSite}. */
    public List<Site> sites() {
        return counts.get().sites();
    }

    /**
     * What the JVM allocated on the heap for one run, in bytes, as far as the code was compiled by then: less than {@link
     * #bytes} where the JIT removed objects, more where the JVM makes some itself. The least of the warm-up runs. Empty for
     * a virtual thread, and without such runs.
     */
    public OptionalLong heapBytes() {
        return heapBytes;
    }

    /** Whether all runs that were compared were equal. */
    public boolean isSteady() {
        return differing.isEmpty();
    }

    /**
     * Objects that could not be counted: for want of stack or memory, if the code is at the end of either; or because
     * their stack was not kept down to a measured method, or their type not kept, see {@link #withoutSite}. Nearly always 0.
     */
    public long uncounted() {
        return counts.get().uncounted();
    }

    /**
     * Objects that are in {@link #count} and {@link #bytes}, but in no {@link #sites}, since 65,536 of those are kept: of
     * code that allocates at ever new stacks. Every assertion fails then.
     */
    public long withoutSite() {
        return counts.get().beyond();
    }

    /** Writes these as a profile for {@code go tool pprof}, gzipped: alloc_objects and alloc_space, by site and type. */
    public void writeTo(OutputStream out) throws IOException {
        AllocationsProfile.write(counts.get(), out);
    }

    /** Objects in each of the runs that were not equal; empty if they were. */
    List<Long> countsOfRuns() {
        return differing.stream().map(Counts::count).toList();
    }

    /** The table that a failing assertion shows. */
    @Override
    public String toString() {
        return AllocationTable.of(this);
    }
}
