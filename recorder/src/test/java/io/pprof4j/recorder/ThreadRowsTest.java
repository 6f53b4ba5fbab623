// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ThreadRowsTest {
    private static final StackTraceElement FRAME = new StackTraceElement("app.A", "m", "A.java", 1);
    private static final long ROOMY = 1 << 24;

    private static int objects;
    private static int arrays;

    @BeforeAll
    static void assignCounters() throws ClassNotFoundException {
        CountedSites.measureBy(new ObjectSizes(type -> 16));
        objects = counter(SiteKind.INSTANCE, "java.lang.Object");
        arrays = counter(SiteKind.ARRAY, "byte[]");
    }

    private static int counter(SiteKind kind, String type) throws ClassNotFoundException {
        return CountedSites.assign(CountedSites.number(null, kind, type, FRAME));
    }

    private static ThreadRows rows(int slots, long capacity) {
        return new ThreadRows(new OwnBytes(() -> -1), slots, capacity);
    }

    private static long[] row(int field) {
        return ThreadRows.rows()[field & ThreadRows.MASK];
    }

    /** Lets a thread count, as the hook does in its name, and end. */
    private static void countOnAThreadThatEnds(ThreadRows rows, int counter, long bytes) throws InterruptedException {
        Thread thread = new Thread(() -> rows.add(Thread.currentThread(), 0, counter, bytes));
        thread.start();
        thread.join();
    }

    @Test
    void aThreadWithoutARowGetsOneAtItsFirstObject() {
        ThreadRows rows = rows(ThreadRows.SLOTS, ROOMY);
        int field = rows.add(Thread.currentThread(), 0, objects, 0);
        assertThat(ThreadRows.isSlot(field)).isTrue();
        assertThat(row(field)[objects]).isEqualTo(1);
        row(field)[objects] += 41;
        assertThat(rows.sums()[objects]).isEqualTo(42);
    }

    @Test
    void bytesOfArraysAreCountedBehindThem() {
        ThreadRows rows = rows(ThreadRows.SLOTS, ROOMY);
        int field = rows.add(Thread.currentThread(), 0, arrays, 24);
        assertThat(rows.add(Thread.currentThread(), field, arrays, 1L << 40)).isEqualTo(field);
        assertThat(rows.sums()[arrays]).isEqualTo(2);
        assertThat(rows.sums()[arrays + 1]).isEqualTo((1L << 40) + 24);
    }

    @Test
    void aRowThatGrowsKeepsItsCounts() throws ClassNotFoundException {
        ThreadRows rows = rows(ThreadRows.SLOTS, ROOMY);
        int field = rows.add(Thread.currentThread(), 0, objects, 0);
        int last = objects;
        while (last + 1 < row(field).length) {
            last = CountedSites.assign(CountedSites.number(
                    null, SiteKind.ARRAY, "byte[]", new StackTraceElement("app.A", "m", "A.java", last + 2)));
        }
        assertThat(rows.add(Thread.currentThread(), field, last, 16)).isEqualTo(field);
        assertThat(row(field).length).isGreaterThan(last + 1);
        assertThat(rows.sums()[objects]).isEqualTo(1);
        assertThat(rows.sums()[last + 1]).isEqualTo(16);
    }

    @Test
    void countsOfDeadThreadsStayAndTheirSlotsAreGivenOutAgain() throws InterruptedException {
        ThreadRows rows = rows(3, ROOMY);
        for (int i = 0; i < 1000; i++) {
            countOnAThreadThatEnds(rows, arrays, 8);
        }
        assertThat(rows.sums()[arrays]).isEqualTo(1000);
        assertThat(rows.sums()[arrays + 1]).isEqualTo(8000);
        assertThat(ThreadRows.isSlot(rows.add(Thread.currentThread(), 0, objects, 0)))
                .isTrue();
        assertThat(rows.sums()[objects]).isEqualTo(1);
    }

    @Test
    void moreLiveThreadsThanSlotsAreCountedTogether() throws InterruptedException {
        ThreadRows rows = rows(2, ROOMY);
        List<Thread> threads = new ArrayList<>();
        CountDownLatch counted = new CountDownLatch(5);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            Thread thread = new Thread(() -> {
                int field = 0;
                for (int n = 0; n < 10_000; n++) {
                    field = rows.add(Thread.currentThread(), field, arrays, 16);
                }
                counted.countDown();
                await(end);
            });
            thread.start();
            threads.add(thread);
        }
        counted.await();
        assertThat(rows.sums()[arrays]).isEqualTo(50_000);
        assertThat(rows.sums()[arrays + 1]).isEqualTo(800_000);
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(rows.sums()[arrays]).isEqualTo(50_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutMemoryForRowsThreadsAreCountedTogether() {
        ThreadRows rows = rows(ThreadRows.SLOTS, 0);
        int field = 0;
        for (int i = 0; i < 5000; i++) {
            field = rows.add(Thread.currentThread(), field, arrays, 16);
        }
        assertThat(row(field)).isEmpty();
        assertThat(rows.sums()[arrays]).isEqualTo(5000);
    }

    @Test
    void aQuietThreadKeepsItsField() {
        ThreadRows rows = rows(ThreadRows.SLOTS, ROOMY);
        assertThat(rows.add(Thread.currentThread(), SampleClock.QUIET, objects, 0))
                .isEqualTo(SampleClock.QUIET);
        assertThat(rows.sums()[objects]).isEqualTo(1);
    }

    @Test
    void onlyTheOwnerOfASlotIsCountedInIt() throws InterruptedException {
        ThreadRows rows = rows(ThreadRows.SLOTS, ROOMY);
        int field = rows.add(Thread.currentThread(), 0, objects, 0);
        int[] other = new int[1];
        Thread thread = new Thread(() -> other[0] = rows.add(Thread.currentThread(), field, objects, 0));
        thread.start();
        thread.join();
        assertThat(other[0]).isNotEqualTo(field);
        assertThat(rows.sums()[objects]).isEqualTo(2);
    }

    @Test
    void whatSamplingLeavesInAThreadIsNoRow() {
        ThreadRows rows = rows(ThreadRows.SLOTS, ROOMY);
        for (int i = 0; i < ThreadRows.SLOTS; i++) {
            rows.add(new Thread(), 0, objects, 0);
        }
        SampleClock clock = new SampleClock(4096, 42);
        int countdown = 0;
        for (int i = 0; i < 100_000; i++) {
            countdown = Math.abs(clock.after(countdown, 8L * (1 + i % 100)));
            assertThat(row(countdown)).isEmpty();
        }
        for (int slot = 0; slot < ConstructionSlots.CAPACITY; slot++) {
            assertThat(row(SampleClock.underConstruction(slot))).isEmpty();
        }
        for (int quiet = SampleClock.QUIET; quiet > SampleClock.QUIET - 1_000_000; quiet -= 8) {
            assertThat(row(quiet)).isEmpty();
        }
        assertThat(row(0)).isEmpty();
        assertThat(row(SampleClock.WAIT)).isEmpty();
    }

    @Test
    void closedRowsKeepTheirCountsAndTakeNoMore() {
        ThreadRows rows = rows(ThreadRows.SLOTS, ROOMY);
        int field = rows.add(Thread.currentThread(), 0, objects, 0);
        rows.close();
        assertThat(row(field)).isEmpty();
        assertThat(rows.add(Thread.currentThread(), field, objects, 0)).isEqualTo(field);
        assertThat(rows.sums()[objects]).isEqualTo(1);
    }
}
