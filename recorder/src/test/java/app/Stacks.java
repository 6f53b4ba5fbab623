// SPDX-License-Identifier: Apache-2.0
package app;

import java.util.function.Supplier;

/** Stacks of an application: the recorder leaves out those of its own packages. */
public final class Stacks {
    private Stacks() {}

    public static Throwable here() {
        return new Throwable();
    }

    public static Throwable there() {
        return new Throwable();
    }

    public static Throwable deep(int depth) {
        return depth == 0 ? here() : deep(depth - 1);
    }

    /** What somebody else creates. */
    public static Throwable from(Supplier<Throwable> other) {
        return other.get();
    }
}
