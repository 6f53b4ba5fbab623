// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * Stand-ins for what Java cannot say. When the tracer defines {@link AllocationHook} in {@code java.lang} it replaces
 * each call of these methods by an instruction of the same length, so these are never linked.
 */
final class Countdown {
    private Countdown() {}

    /**
     * The one borrowed field of {@link Thread}: {@code threadLocalRandomSecondarySeed}, an int that only {@code
     * ThreadLocalRandom.nextSecondarySeed()} used, which the tracer rewrites.
     */
    static native int get(Thread thread);

    static native void set(Thread thread, int value);

    /** The current platform thread: under a virtual thread its carrier, otherwise the current thread itself. */
    static native Thread carrier();

    /** The array that holds the characters of a string. */
    static native byte[] bytes(String string);

    /** A constant: whether this copy of the hook is the one for recording every object. */
    static native boolean isExact();

    /** The object where this copy of the hook records every object, so that it may be passed; null where not. */
    static native Object passed(Object object);

    /** Nothing, but what is used here is alive until then. */
    static native void keep(Object object);
}
