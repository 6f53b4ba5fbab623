// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/** Numbers the counters, in the order in which they are needed first: a row is as long as what was executed. */
final class Counters {
    /** Beyond, allocations are not counted any more, but lost. */
    static final int MAX = 1 << 22;

    private Counter[] counters = new Counter[1 << 10];
    private volatile int next = 1;

    /** The caller holds the lock. Returns 0 if there are no more numbers. */
    int add(Counter counter) {
        int number = next;
        int after = number + (counter.hasBytes() ? 2 : 1);
        if (after > MAX) {
            return 0;
        }
        if (after > counters.length) {
            Counter[] longer = new Counter[2 * counters.length];
            System.arraycopy(counters, 0, longer, 0, number);
            counters = longer;
        }
        counters[number] = counter;
        next = after;
        return number;
    }

    /** One more than the highest number, with that of its bytes. */
    int end() {
        return next;
    }

    /** Null for numbers below {@link #end} that count bytes. */
    Counter get(int number) {
        return counters[number];
    }
}
