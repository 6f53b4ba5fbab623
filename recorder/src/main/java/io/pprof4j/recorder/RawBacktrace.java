// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * HotSpot's own form of a stack trace, hanging off a {@link Throwable}: chunks of 32 frames, each an array of method
 * numbers (short[]), bytecode indexes with class versions (int[]), classes (Object[]), symbols (long[]), since JDK 20
 * the continuation, then the next chunk and a mark. Hashing it costs a fifth of what decoding it to {@link
 * StackTraceElement}s costs. The layout is private (hotspot: classfile/javaClasses.cpp, java_lang_Throwable): {@link
 * #isReadable} compares it with a decoded trace first.
 */
public final class RawBacktrace {
    /** The first so many elements of a chunk are arrays of its own. */
    public static final int ARRAYS = 4;

    private static final int METHODS = 0;
    private static final int POSITIONS = 1;
    private static final int CLASSES = 2;
    private static final VarHandle BACKTRACE = find();
    private static final boolean READABLE = BACKTRACE != null && agreesWithDecoded(new Throwable(), 40);

    private RawBacktrace() {}

    /** Whether stacks of this JVM can be told apart without decoding them. */
    static boolean isReadable() {
        return READABLE;
    }

    /** The first chunk; null if there is none or its layout is not known. */
    public static Object[] of(Throwable throwable) {
        return READABLE ? read(throwable) : null;
    }

    /** The chunk after this one, or null. */
    public static Object[] next(Object[] chunk) {
        return chunk[chunk.length - 2] instanceof Object[] next ? next : null;
    }

    static short[] methods(Object[] chunk) {
        return (short[]) chunk[METHODS];
    }

    static int[] positions(Object[] chunk) {
        return (int[]) chunk[POSITIONS];
    }

    static Object[] classes(Object[] chunk) {
        return (Object[]) chunk[CLASSES];
    }

    private static Object[] read(Throwable throwable) {
        return (Object) BACKTRACE.get(throwable) instanceof Object[] chunk ? chunk : null;
    }

    private static VarHandle find() {
        try {
            return MethodHandles.privateLookupIn(Throwable.class, MethodHandles.lookup())
                    .findVarHandle(Throwable.class, "backtrace", Object.class);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return null;
        }
    }

    private static boolean agreesWithDecoded(Throwable throwable, int depth) {
        if (depth > 0) {
            return agreesWithDecoded(new Throwable(), depth - 1);
        }
        try {
            int frames = 0;
            for (Object[] chunk = read(throwable); chunk != null; chunk = next(chunk)) {
                Object[] classes = classes(chunk);
                for (int i = 0; i < methods(chunk).length && classes[i] instanceof Class<?>; i++) {
                    frames += positions(chunk).length > i ? 1 : 0;
                }
            }
            return frames == throwable.getStackTrace().length;
        } catch (RuntimeException otherLayout) {
            return false;
        }
    }
}
