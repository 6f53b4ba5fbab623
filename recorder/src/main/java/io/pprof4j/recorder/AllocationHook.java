// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * What instrumented code calls. This class is a template: the tracer renames it into {@code java.lang}, where every
 * class loader can see it, and replaces the calls of {@link Countdown} by the instructions they stand for. It does so
 * twice, for sampling and for recording every object ({@link Countdown#isExact}).
 *
 * <p>Each method subtracts the object's size from the thread's countdown and goes on: no allocation, no lock, no call.
 * Only when the countdown would fall below zero does it enter the recorder, with the countdown at {@link
 * SampleClock#QUIET} so that nothing the recorder allocates is counted. What is below zero is not stored: should
 * the call overflow the stack, the thread goes on as if the object had not been there.
 *
 * <p>Escape analysis: while sampling, no object is passed to a call that C2 compiles. The recorder is told class and
 * size, and answers with a ticket if it wants to follow the object; then {@link #handOver} leaves compiled code, which
 * rebuilds an object that was scalar-replaced, and passes it in the interpreter.
 */
public final class AllocationHook extends ThreadCountdown {
    @Fixed
    private static final int[] SIZES = TypeTable.sizes();

    @Fixed
    private static final byte[] CLONES = TypeTable.clones();

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
        int size = SIZES[type];
        int after = before - (size == 0 ? TypeTable.UNKNOWN_SIZE : size);
        if (after < 0) {
            enter(thread, before, Recorder.NEW, null, null, type);
        } else {
            Countdown.set(thread, after);
        }
    }

    /** After the constructor call that belongs to {@link #constructing}; null if the object is not at hand there. */
    @Inlined
    public static void constructed(Object object, int type) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        if (before < 0) {
            if (Countdown.isExact()) {
                enter(thread, before, Recorder.CONSTRUCTED, object, null, type);
            } else {
                handOver(thread, enter(thread, before, Recorder.FINISHED, null, null, type), object);
            }
        }
    }

    /** After the allocation of a {@code byte[]} or {@code boolean[]}. */
    @Inlined
    public static void bytes(Object array, int length) {
        array(array, length, arraySize(length, 0, BYTE_ARRAY));
    }

    /** After the allocation of a {@code short[]} or {@code char[]}. */
    @Inlined
    public static void shorts(Object array, int length) {
        array(array, length, arraySize(length, 1, SHORT_ARRAY));
    }

    /** After the allocation of an {@code int[]} or {@code float[]}. */
    @Inlined
    public static void ints(Object array, int length) {
        array(array, length, arraySize(length, 2, INT_ARRAY));
    }

    /** After the allocation of a {@code long[]} or {@code double[]}. */
    @Inlined
    public static void longs(Object array, int length) {
        array(array, length, arraySize(length, 3, LONG_ARRAY));
    }

    /** After the allocation of an array of references. */
    @Inlined
    public static void references(Object array, int length) {
        array(array, length, arraySize(length, REFERENCE_SHIFT, REFERENCE_ARRAY));
    }

    /** After the allocation of an object, not an array, whose class is known only now; null counts for nothing. */
    @Inlined
    public static void instance(Object object) {
        if (object != null) {
            Thread thread = Thread.currentThread();
            int before = Countdown.get(thread);
            int after = before - SampleClock.INSTANCE_TICK;
            if (after < 0) {
                if (Countdown.isExact()) {
                    enter(thread, before, Recorder.OBJECT, object, null, 0);
                } else {
                    Class<?> type = object.getClass();
                    handOver(thread, enter(thread, before, Recorder.INSTANCE, null, type, 0), object);
                }
            } else {
                Countdown.set(thread, after);
            }
        }
    }

    /** After the allocation of an array whose type is known only now; null counts for nothing. */
    @Inlined
    public static void array(Object array) {
        if (array instanceof byte[] bytes) {
            bytes(bytes, bytes.length);
        } else if (array instanceof Object[] references) {
            references(references, references.length);
        } else if (array != null) {
            primitives(array);
        }
    }

    private static void primitives(Object array) {
        if (array instanceof char[] chars) {
            shorts(chars, chars.length);
        } else if (array instanceof int[] ints) {
            ints(ints, ints.length);
        } else if (array instanceof long[] longs) {
            longs(longs, longs.length);
        } else if (array instanceof double[] doubles) {
            longs(doubles, doubles.length);
        } else if (array instanceof float[] floats) {
            ints(floats, floats.length);
        } else if (array instanceof short[] shorts) {
            shorts(shorts, shorts.length);
        } else if (array instanceof boolean[] booleans) {
            bytes(booleans, booleans.length);
        }
    }

    /** After {@code clone()} was called on {@code super}: counts only if this reached {@link Object#clone()}. */
    @Inlined
    public static void superClone(Object object, int superType) {
        byte clones = CLONES[superType];
        if (clones == TypeTable.INHERITS_CLONE || (clones == 0 && inheritsClone(superType))) {
            instance(object);
        }
    }

    /** After the allocation of an array and of its elements, down to this many dimensions. */
    public static void arrays(Object array, int dimensions) {
        array(array);
        if (dimensions > 1 && array instanceof Object[] elements) {
            for (Object element : elements) {
                arrays(element, dimensions - 1);
            }
        }
    }

    /** After a method that either allocated its result, an int[], or returned its argument. */
    @Inlined
    public static void unlessSame(Object result, Object argument) {
        if (result != argument && result instanceof int[] ints) {
            ints(ints, ints.length);
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
        return isQuiet() ? classFile : Recorder.onHiddenClass(classFile, lookup);
    }

    /** After the JVM filled in a throwable's stack trace: its arrays are objects, too. */
    public static void backtrace(Throwable throwable) {
        if (!isQuiet()) {
            for (Object[] chunk = RawBacktrace.of(throwable); chunk != null; chunk = RawBacktrace.next(chunk)) {
                array(chunk);
                for (int i = 0; i < RawBacktrace.ARRAYS; i++) {
                    array(chunk[i]);
                }
            }
        }
    }

    /** Whether pprof4j is at work on this thread: what it throws is nobody's business either. */
    public static boolean isQuiet() {
        return SampleClock.isQuiet(Countdown.get(Thread.currentThread()));
    }

    @Override
    protected void warmUp(int type) {
        for (int i = 0; i < 3; i++) {
            byte[] array = new byte[8];
            bytes(array, array.length);
            instance(this);
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
    private static void array(Object array, int length, int size) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        int after = before - size;
        if (after < 0) {
            if (Countdown.isExact()) {
                enter(thread, before, Recorder.OBJECT, array, null, 0);
            } else {
                Class<?> type = array.getClass();
                handOver(thread, enter(thread, before, Recorder.ARRAY, null, type, length), array);
            }
        } else {
            Countdown.set(thread, after);
        }
    }

    /** Beyond 64 Mi elements the size would overflow: the recorder then decides with the true size. */
    @Inlined
    private static int arraySize(int length, int shift, int base) {
        return length > ArrayLayout.MANY
                ? TypeTable.UNKNOWN_SIZE
                : ((length << shift) + base + ALIGNMENT_MASK) & ~ALIGNMENT_MASK;
    }

    /** @param ticket from the recorder; 0 if it does not want the object */
    @Inlined
    private static void handOver(Thread thread, int ticket, Object object) {
        if (ticket != 0) {
            try {
                Countdown.leaveCompiledCode();
            } catch (Throwable always) {
                // From here on in the interpreter.
            }
            enter(thread, ticket, Recorder.HANDED_OVER, object, null, 0);
        }
    }

    /**
     * Enters the recorder. Its failure, a stack overflow above all, must not become the application's: the sample is
     * lost. Nothing is called here before the countdown is back in order, since a call may overflow the stack as well.
     *
     * @param event a constant of {@link Recorder}
     * @param object null unless compiled code may see it there; see the class comment
     * @param number of a type, or the length of an array
     * @return a ticket if the recorder wants the object, else 0
     */
    @NotInlined
    private static int enter(Thread thread, int before, int event, Object object, Class<?> type, int number) {
        int next = before < 0 && before > SampleClock.WANTED ? before : 0;
        boolean lost = false;
        Countdown.set(thread, SampleClock.QUIET);
        try {
            next = Recorder.on(event, thread, before, object, type, number);
        } catch (Throwable failure) {
            lost = true;
        }
        boolean wanted = next <= SampleClock.WANTED;
        Countdown.set(thread, wanted ? SampleClock.BRIEFLY_QUIET : next);
        if (lost) {
            try {
                Recorder.lost();
            } catch (Throwable notEvenThat) {
                // The thread is at the end of its stack.
            }
        }
        return wanted ? next : 0;
    }

    @NotInlined
    private static boolean inheritsClone(int superType) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        Countdown.set(thread, SampleClock.QUIET);
        try {
            return TypeTable.inheritsObjectClone(superType);
        } catch (Throwable lost) {
            return false;
        } finally {
            Countdown.set(thread, before);
        }
    }
}
