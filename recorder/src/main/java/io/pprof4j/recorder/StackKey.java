// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * 128 bits that stand for a stack: a mix of the method, bytecode index and class identity of each frame. No class is
 * kept, so two stacks could be taken for one; with a million stacks the chance is below 10^-25.
 *
 * @param skipped leading frames that were left out
 */
record StackKey(long high, long low, int skipped) {
    /**
     * The key of the stack at which a throwable was created.
     *
     * @param own classes whose frames are left out at the leaf
     * @param depth frames that count, after those
     */
    static StackKey of(Throwable here, Class<?>[] own, int depth) {
        Object[] chunk = RawBacktrace.of(here);
        return chunk == null ? ofDecoded(here.getStackTrace(), own, depth) : ofRaw(chunk, own, depth);
    }

    private static StackKey ofRaw(Object[] first, Class<?>[] own, int depth) {
        long high = depth;
        long low = depth;
        int skipped = 0;
        int kept = 0;
        for (Object[] chunk = first; chunk != null && kept < depth; chunk = RawBacktrace.next(chunk)) {
            short[] methods = RawBacktrace.methods(chunk);
            int[] positions = RawBacktrace.positions(chunk);
            Object[] classes = RawBacktrace.classes(chunk);
            for (int i = 0; i < methods.length && kept < depth && classes[i] != null; i++) {
                if (kept == 0 && isOneOf(own, classes[i])) {
                    skipped++;
                } else {
                    kept++;
                    long frame = (long) methods[i] << 32 ^ (positions[i] & 0xFFFF_FFFFL);
                    high = mix(high, frame);
                    low = mix(low, (long) System.identityHashCode(classes[i]) << 32 ^ frame);
                }
            }
        }
        return new StackKey(high, low, skipped);
    }

    /** Where the JVM's own form is not readable: each stack is decoded to know it. */
    private static StackKey ofDecoded(StackTraceElement[] frames, Class<?>[] own, int depth) {
        int skipped = 0;
        while (skipped < frames.length && isNameOfOne(own, frames[skipped].getClassName())) {
            skipped++;
        }
        long high = depth;
        long low = depth;
        for (int i = skipped; i < frames.length && i - skipped < depth; i++) {
            high = mix(high, frames[i].hashCode());
            low = mix(low, (long) frames[i].getMethodName().hashCode() << 32 ^ frames[i].hashCode());
        }
        return new StackKey(high, low, skipped);
    }

    private static boolean isOneOf(Class<?>[] own, Object type) {
        for (Class<?> c : own) {
            if (c == type) {
                return true;
            }
        }
        return ThreadCountdown.isHook((Class<?>) type);
    }

    private static boolean isNameOfOne(Class<?>[] own, String className) {
        for (Class<?> c : own) {
            if (c.getName().equals(className)) {
                return true;
            }
        }
        return ThreadCountdown.isHook(className);
    }

    /** One round of a multiply-rotate hash; the odd constants are those of MurmurHash3's 128-bit form. */
    private static long mix(long hash, long value) {
        long k = value * 0x87C3_7B91_1142_53D5L;
        k = Long.rotateLeft(k, 31) * 0x4CF5_AD43_2745_937FL;
        return Long.rotateLeft(hash ^ k, 27) * 5 + 0x52DC_E729L;
    }
}
