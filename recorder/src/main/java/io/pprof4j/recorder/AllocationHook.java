// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * What instrumented code calls. This class is a template: the tracer renames it into {@code java.lang}, where every
 * class loader can see it, and replaces the calls of {@link Countdown} by the field of {@link Thread} they stand for.
 *
 * <p>Each method subtracts the object's size from the thread's countdown and goes on: no allocation, no lock, no call.
 * Only when the countdown falls below zero does it enter the recorder, with the countdown at {@link
 * SampleClock#QUIET} so that nothing the recorder allocates is counted.
 */
public final class AllocationHook extends ThreadCountdown {
    private static final int[] SIZES = TypeTable.sizes();
    private static final int ALIGNMENT_MASK = ArrayLayout.alignmentMask();
    private static final int BYTE_ARRAY = ArrayLayout.base(byte[].class);
    private static final int SHORT_ARRAY = ArrayLayout.base(short[].class);
    private static final int INT_ARRAY = ArrayLayout.base(int[].class);
    private static final int LONG_ARRAY = ArrayLayout.base(long[].class);
    private static final int REFERENCE_ARRAY = ArrayLayout.base(Object[].class);
    private static final int REFERENCE_SHIFT = ArrayLayout.shift(Object[].class);

    static {
        ThreadCountdown.install(new AllocationHook());
    }

    private AllocationHook() {}

    /** After {@code new} of the type with this index; {@link #constructed} follows unless the constructor throws. */
    @Inlined
    public static void constructing(int type) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        int after = before - SIZES[type];
        Countdown.set(thread, after);
        if (after < 0) {
            sample(thread, before, type);
        }
    }

    /** After the constructor call that belongs to {@link #constructing}; null if the object is not at hand there. */
    @Inlined
    public static void constructed(Object object, int type) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        if (before < 0) {
            capture(thread, before, object, type);
        }
    }

    /** After the allocation of a {@code byte[]} or {@code boolean[]}. */
    @Inlined
    public static void bytes(Object array, int length) {
        tick(array, arraySize(length, 0, BYTE_ARRAY));
    }

    /** After the allocation of a {@code short[]} or {@code char[]}. */
    @Inlined
    public static void shorts(Object array, int length) {
        tick(array, arraySize(length, 1, SHORT_ARRAY));
    }

    /** After the allocation of an {@code int[]} or {@code float[]}. */
    @Inlined
    public static void ints(Object array, int length) {
        tick(array, arraySize(length, 2, INT_ARRAY));
    }

    /** After the allocation of a {@code long[]} or {@code double[]}. */
    @Inlined
    public static void longs(Object array, int length) {
        tick(array, arraySize(length, 3, LONG_ARRAY));
    }

    /** After the allocation of an array of references. */
    @Inlined
    public static void references(Object array, int length) {
        tick(array, arraySize(length, REFERENCE_SHIFT, REFERENCE_ARRAY));
    }

    /** After the allocation of an object whose class is known only now: clone, reflection, {@code allocateInstance}. */
    public static void object(Object object) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        if (object != null && !SampleClock.isQuiet(before)) {
            record(thread, before, object);
        }
    }

    /** After {@code clone()} was called on {@code super}: counts only if this reached {@link Object#clone()}. */
    public static void superClone(Object object, int superType) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        if (object != null && !SampleClock.isQuiet(before)) {
            superClone(thread, before, object, superType);
        }
    }

    /** After the allocation of an array and of its elements, down to this many dimensions. */
    public static void arrays(Object array, int dimensions) {
        object(array);
        if (dimensions > 1 && array instanceof Object[] elements) {
            for (Object element : elements) {
                arrays(element, dimensions - 1);
            }
        }
    }

    /** After a method that either allocated its result or returned its argument. */
    public static void unlessSame(Object result, Object argument) {
        if (result != argument) {
            object(result);
        }
    }

    /** Makes an array for a method whose calls are counted, so that the array must not be. */
    public static Object uncountedArray(Class<?> element, int length) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        Countdown.set(thread, SampleClock.QUIET);
        try {
            return java.lang.reflect.Array.newInstance(element, length);
        } finally {
            Countdown.set(thread, before);
        }
    }

    /** Before a hidden class is defined, which no agent gets to see: returns the class file to use. */
    public static byte[] hiddenClass(byte[] classFile, Class<?> lookup) {
        return SampleClock.isQuiet(Countdown.get(Thread.currentThread()))
                ? classFile
                : Recorder.onHiddenClass(classFile, lookup);
    }

    /** After the JVM filled in a throwable's stack trace: its arrays are objects, too. */
    public static void backtrace(Throwable throwable) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        if (!SampleClock.isQuiet(before)) {
            for (Object[] chunk = RawBacktrace.of(throwable); chunk != null; chunk = RawBacktrace.next(chunk)) {
                object(chunk);
                for (int i = 0; i < RawBacktrace.ARRAYS; i++) {
                    object(chunk[i]);
                }
            }
        }
    }

    @Override
    protected void warmUp(int type) {
        for (int i = 0; i < 3; i++) {
            byte[] array = new byte[8];
            bytes(array, array.length);
            object(array);
            constructing(type);
            constructed(new Object(), type);
            backtrace(new Throwable());
        }
    }

    @Override
    protected int countdown(Thread thread) {
        return Countdown.get(thread);
    }

    @Override
    protected void countdown(Thread thread, int value) {
        Countdown.set(thread, value);
    }

    @Inlined
    private static void tick(Object array, int size) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        int after = before - size;
        Countdown.set(thread, after);
        if (after < 0) {
            record(thread, before, array);
        }
    }

    /** Beyond 64 Mi elements the size would overflow: the recorder then decides with the true size. */
    @Inlined
    private static int arraySize(int length, int shift, int base) {
        return length > ArrayLayout.MANY
                ? TypeTable.UNKNOWN_SIZE
                : ((length << shift) + base + ALIGNMENT_MASK) & ~ALIGNMENT_MASK;
    }

    /** The recorder's failure, a stack overflow above all, must not become the application's: the sample is lost. */
    @NotInlined
    private static void sample(Thread thread, int before, int type) {
        Countdown.set(thread, SampleClock.QUIET);
        int next = SampleClock.afterFailure(before);
        try {
            next = Recorder.onNew(thread, before, type);
        } catch (Throwable lost) {
            Recorder.lost();
        }
        Countdown.set(thread, next);
    }

    @NotInlined
    private static void capture(Thread thread, int before, Object object, int type) {
        Countdown.set(thread, SampleClock.QUIET);
        int next = SampleClock.afterFailure(before);
        try {
            next = Recorder.onConstructed(before, object, type);
        } catch (Throwable lost) {
            Recorder.lost();
        }
        Countdown.set(thread, next);
    }

    @NotInlined
    private static void superClone(Thread thread, int before, Object object, int superType) {
        Countdown.set(thread, SampleClock.QUIET);
        int next = SampleClock.afterFailure(before);
        try {
            next = Recorder.onSuperClone(before, object, superType);
        } catch (Throwable lost) {
            Recorder.lost();
        }
        Countdown.set(thread, next);
    }

    @NotInlined
    private static void record(Thread thread, int before, Object object) {
        Countdown.set(thread, SampleClock.QUIET);
        int next = SampleClock.afterFailure(before);
        try {
            next = Recorder.onObject(before, object);
        } catch (Throwable lost) {
            Recorder.lost();
        }
        Countdown.set(thread, next);
    }
}
