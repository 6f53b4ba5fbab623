// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * Stand-in for the one borrowed field of {@link Thread}: {@code threadLocalRandomSecondarySeed}, an int that only
 * {@code ThreadLocalRandom.nextSecondarySeed()} used, which the tracer rewrites. When the tracer defines {@link
 * AllocationHook} in {@code java.lang} it replaces each call of these methods by the field access itself, so these
 * are never linked.
 */
final class Countdown {
    private Countdown() {}

    static native int get(Thread thread);

    static native void set(Thread thread, int value);
}
