// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

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
 * <p>Escape analysis: while sampling, no object is passed to a call that C2 compiles. It only stays in a local variable
 * across the call, which does not count as an escape, and there {@link #recorded} finds it, unless C2 has removed the
 * object.
 *
 * <p>What is inlined is short, in bytecode and in machine code: C2 stops inlining the program's own methods into one whose
 * inlined bytecode, these methods with it, grows beyond a limit, and does not inline a method that was compiled into too
 * many bytes. So the way into the recorder takes one number, if that is enough, and finds the rest by itself.
 */
public final class AllocationHook extends ThreadCountdown implements Function<Stream<StackFrame>, Object> {
    @Fixed
    private static final int[] SIZES = TypeTable.sizes();

    @Fixed
    private static final byte[] CLONES = TypeTable.clones();

    private static final long ALIGNMENT_MASK = ArrayLayout.alignmentMask();
    private static final int BYTE_ARRAY = ArrayLayout.base(byte[].class);
    private static final int SHORT_ARRAY = ArrayLayout.base(short[].class);
    private static final int INT_ARRAY = ArrayLayout.base(int[].class);
    private static final int LONG_ARRAY = ArrayLayout.base(long[].class);
    private static final int REFERENCE_ARRAY = ArrayLayout.base(Object[].class);
    private static final int REFERENCE_SHIFT = ArrayLayout.shift(Object[].class);

    /** The local variable that holds the object, in whatever calls {@link #enter(int)} or its like. */
    private static final int OBJECT = 0;

    /** What {@link #enter(int)} gets has the event in its last bits. */
    private static final int EVENT_BITS = 3;

    private static final int EVENT_MASK = (1 << EVENT_BITS) - 1;

    /** Frames that a {@link StackWalker} takes at first: eight, less what it needs for itself. */
    private static final int BATCH = Runtime.version().feature() < 22 ? 6 : 7;

    private static final StackWalker WALKER =
            LiveFrame.getStackWalker(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));

    private static final AllocationHook HOOK = new AllocationHook();

    static {
        ThreadCountdown.install(HOOK);
    }

    private AllocationHook() {}

    /**
     * After {@code new} of the type with this index, where the object cannot be passed. When recording every object, {@link
     * #constructed} follows unless the constructor throws.
     */
    @Inlined
    public static void constructing(int type) {
        Thread thread = Thread.currentThread();
        int after = Countdown.get(thread) - size(type);
        if (after < 0) {
            enter(type << EVENT_BITS | HookEntry.NEW);
        } else {
            Countdown.set(thread, after);
        }
    }

    /** While recording every object: after the constructor call that belongs to {@link #constructing}. */
    @Inlined
    public static void constructed(Object object, int type) {
        if (Countdown.get(Thread.currentThread()) < 0) {
            enter(HookEntry.CONSTRUCTED, object, null, type);
        }
    }

    /**
     * While threads may be measured: after {@code new} of the type with this index, of which {@link #made} tells only if its
     * constructor returns. Only for threads that are to enter at every allocation.
     */
    @Inlined
    public static void allocating(int type) {
        if (Countdown.get(Thread.currentThread()) == 0) {
            enter(type << EVENT_BITS | HookEntry.ALLOCATING);
        }
    }

    /** While sampling: after {@code new} of the type with this index and its constructor. */
    @Inlined
    public static void made(Object object, int type) {
        Thread thread = Thread.currentThread();
        int after = Countdown.get(thread) - size(type);
        if (after < 0) {
            enter(type << EVENT_BITS | HookEntry.MADE);
            Countdown.keep(object);
        } else {
            Countdown.set(thread, after);
        }
    }

    /** While sampling: before a chain of appends to a new builder that ends in a string. Returns what to pass then. */
    @Inlined
    public static int concatenating() {
        return Countdown.get(Thread.currentThread());
    }

    /**
     * After such a chain. C2 may have made one string of it, without the builder and without any code that counts: then the
     * countdown is what it was. Otherwise the builder has counted its array, and the string has been counted.
     */
    @Inlined
    public static void concatenated(String string, int before, int stringType, int builderType) {
        if (Countdown.get(Thread.currentThread()) == before) {
            made(string, stringType);
            bytes(Countdown.bytes(string));
        } else {
            constructing(builderType);
        }
    }

    @Inlined
    public static void bytes(byte[] array) {
        array(array, array.length, arraySize(array.length, 0, BYTE_ARRAY));
    }

    @Inlined
    public static void booleans(boolean[] array) {
        array(array, array.length, arraySize(array.length, 0, BYTE_ARRAY));
    }

    @Inlined
    public static void shorts(short[] array) {
        array(array, array.length, arraySize(array.length, 1, SHORT_ARRAY));
    }

    @Inlined
    public static void chars(char[] array) {
        array(array, array.length, arraySize(array.length, 1, SHORT_ARRAY));
    }

    @Inlined
    public static void ints(int[] array) {
        array(array, array.length, arraySize(array.length, 2, INT_ARRAY));
    }

    @Inlined
    public static void floats(float[] array) {
        array(array, array.length, arraySize(array.length, 2, INT_ARRAY));
    }

    @Inlined
    public static void longs(long[] array) {
        array(array, array.length, arraySize(array.length, 3, LONG_ARRAY));
    }

    @Inlined
    public static void doubles(double[] array) {
        array(array, array.length, arraySize(array.length, 3, LONG_ARRAY));
    }

    @Inlined
    public static void references(Object[] array) {
        array(array, array.length, arraySize(array.length, REFERENCE_SHIFT, REFERENCE_ARRAY));
    }

    /** After the allocation of an object, not an array, whose class is known only now; null counts for nothing. */
    @Inlined
    public static void instance(Object object) {
        if (object != null) {
            Thread thread = Thread.currentThread();
            int after = Countdown.get(thread) - SampleClock.INSTANCE_TICK;
            if (after < 0) {
                enter(Countdown.passed(object), object.getClass(), 0);
                Countdown.keep(object);
            } else {
                Countdown.set(thread, after);
            }
        }
    }

    /** After the allocation of an array whose type is known only now; null counts for nothing. */
    @Inlined
    public static void array(Object array) {
        if (array instanceof byte[] bytes) {
            bytes(bytes);
        } else if (array instanceof Object[] references) {
            references(references);
        } else if (array != null) {
            primitives(array);
        }
    }

    private static void primitives(Object array) {
        if (array instanceof char[] chars) {
            chars(chars);
        } else if (array instanceof int[] ints) {
            ints(ints);
        } else if (array instanceof long[] longs) {
            longs(longs);
        } else if (array instanceof double[] doubles) {
            doubles(doubles);
        } else if (array instanceof float[] floats) {
            floats(floats);
        } else if (array instanceof short[] shorts) {
            shorts(shorts);
        } else if (array instanceof boolean[] booleans) {
            booleans(booleans);
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
            ints(ints);
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
        return isQuiet() ? classFile : HookEntry.onHiddenClass(classFile, lookup);
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
            bytes(array);
            instance(this);
            constructing(type);
            allocating(type);
            constructed(new Object(), type);
            made(new Object(), type);
            concatenated("", concatenating(), type, type);
            backtrace(new Throwable());
            enter(HookEntry.OBJECT, this, null, 0); // as the exact hook will
        }
        recorded();
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
    private static int size(int type) {
        int size = SIZES[type];
        return size == 0 ? TypeTable.UNKNOWN_SIZE : size;
    }

    @Inlined
    private static void array(Object array, int length, long size) {
        Thread thread = Thread.currentThread();
        long after = Countdown.get(thread) - size;
        if (after < 0) {
            enter(Countdown.passed(array), array.getClass(), length);
            Countdown.keep(array);
        } else {
            Countdown.set(thread, (int) after);
        }
    }

    @Inlined
    private static long arraySize(int length, int shift, int base) {
        return (((long) length << shift) + base + ALIGNMENT_MASK) & ~ALIGNMENT_MASK;
    }

    /**
     * The object in whatever called what called {@link #enter}, which called this. The JVM reads the local variables of the
     * first {@link #BATCH} frames, at a cost for each variable; those between have few, and there are so many of them
     * that nothing beyond is read.
     */
    private static Object recorded() {
        return BATCH > 6 ? third() : second();
    }

    private static Object third() {
        return second();
    }

    private static Object second() {
        return first();
    }

    private static Object first() {
        return WALKER.walk(HOOK);
    }

    @Override
    public Object apply(Stream<StackFrame> stack) {
        Iterator<StackFrame> frames = stack.iterator();
        for (int i = 1; i < BATCH; i++) {
            frames.next();
        }
        Object[] locals = ((LiveFrame) frames.next()).getLocals();
        return locals.length > OBJECT ? locals[OBJECT] : null;
    }

    /** Of an object whose type has a number: that, and the event behind it. */
    @NotInlined
    private static void enter(int typeAndEvent) {
        enter(typeAndEvent & EVENT_MASK, null, null, typeAndEvent >> EVENT_BITS);
    }

    /**
     * Of an object whose class is at hand.
     *
     * @param object null unless it may be passed
     * @param length of an array
     */
    @NotInlined
    private static void enter(Object object, Class<?> type, int length) {
        int event = object != null ? HookEntry.OBJECT : type.isArray() ? HookEntry.ARRAY : HookEntry.INSTANCE;
        enter(event, object, type, length);
    }

    /**
     * Enters the recorder. Its failure, a stack overflow above all, must not become the application's: the sample is
     * lost. Nothing is called here before the countdown is back in order, since a call may overflow the stack as well.
     *
     * @param event a constant of {@link HookEntry}
     * @param object null unless it may be passed
     * @param type of the object, if its number does not tell
     * @param number of the type, or the length of an array
     */
    @NotInlined
    private static void enter(int event, Object object, Class<?> type, int number) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        int next = before < 0 ? before : 0;
        boolean lost = false;
        Countdown.set(thread, SampleClock.QUIET);
        try {
            SoughtObject sought = Countdown.isExact() ? null : new SoughtObject();
            next = HookEntry.on(event, thread, before, object, type, number, sought);
            if (sought != null && sought.isWanted()) {
                long begin = sought.begin();
                sought.found(recorded(), begin);
            }
        } catch (Throwable failure) {
            lost = true;
        }
        Countdown.set(thread, next);
        if (lost) {
            try {
                HookEntry.lost();
            } catch (Throwable notEvenThat) {
                // The thread is at the end of its stack.
            }
        }
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
