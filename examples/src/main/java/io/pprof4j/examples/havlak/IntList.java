// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.examples.havlak;

/**
 * A linked list of ints that grows at its end; not thread-safe.
 *
 * <p>What to see: every element is one {@link Cell} of 24 bytes, allocated in {@link #push} and nowhere else. So in a
 * profile all lists of this program meet in one function, and its callers tell which list it was. An {@code
 * ArrayList} would hide the same bytes in array copies, and box each int on top.
 */
final class IntList {
    private Cell first;
    private Cell last;

    /** One element and the way to those pushed after it. */
    static final class Cell {
        private final int value;
        private Cell next;

        private Cell(int value) {
            this.value = value;
        }

        int value() {
            return value;
        }

        /** The next element; null at the end. */
        Cell next() {
            return next;
        }
    }

    void push(int value) {
        Cell cell = new Cell(value);
        if (first == null) {
            first = cell;
        } else {
            last.next = cell;
        }
        last = cell;
    }

    /**
     * Removes the oldest element and returns it.
     *
     * @throws IllegalStateException if the list is empty
     */
    int removeFirst() {
        if (first == null) {
            throw new IllegalStateException("no first element: the list is empty");
        }
        int value = first.value;
        first = first.next;
        return value;
    }

    /** The oldest element, from which the others follow; null if the list is empty. */
    Cell first() {
        return first;
    }

    boolean isEmpty() {
        return first == null;
    }
}
