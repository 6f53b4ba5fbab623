// SPDX-License-Identifier: Apache-2.0
package app;

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
}
