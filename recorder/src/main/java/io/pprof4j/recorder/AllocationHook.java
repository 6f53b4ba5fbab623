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
 * <p>What is inlined is short: C2 stops inlining the program's own methods into one whose inlined bytecode, these methods
 * with it, grows beyond a limit.
 */
public final class AllocationHook extends ThreadCountdown implements Function<Stream<StackFrame>, Object> {
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

    /** The local variable that holds the object, in whatever calls {@link #enter}. */
    private static final int OBJECT = 0;

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
        int before = Countdown.get(thread);
        int after = before - size(type);
        if (after < 0) {
            enter(thread, before, HookEntry.NEW, null, null, type);
        } else {
            Countdown.set(thread, after);
        }
    }

    /** While recording every object: after the constructor call that belongs to {@link #constructing}. */
    @Inlined
    public static void constructed(Object object, int type) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        if (before < 0) {
            enter(thread, before, HookEntry.CONSTRUCTED, object, null, type);
        }
    }

    /**
     * While threads may be measured: after {@code new} of the type with this index, of which {@link #made} tells only if its
     * constructor returns. Only for threads that are to enter at every allocation.
     */
    @Inlined
    public static void allocating(int type) {
        Thread thread = Thread.currentThread();
        if (Countdown.get(thread) == 0) {
            enter(thread, 0, HookEntry.ALLOCATING, null, null, type);
        }
    }

    /** While sampling: after {@code new} of the type with this index and its constructor. */
    @Inlined
    public static void made(Object object, int type) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        int after = before - size(type);
        if (after < 0) {
            enter(thread, before, HookEntry.MADE, null, null, type);
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
            int before = Countdown.get(thread);
            int after = before - SampleClock.INSTANCE_TICK;
            if (after < 0) {
                enter(thread, before, HookEntry.INSTANCE, Countdown.passed(object), object.getClass(), 0);
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
            enter(Thread.currentThread(), 0, HookEntry.OBJECT, this, null, 0); // as the exact hook will
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
    private static void array(Object array, int length, int size) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        int after = before - size;
        if (after < 0) {
            enter(thread, before, HookEntry.ARRAY, Countdown.passed(array), array.getClass(), length);
            Countdown.keep(array);
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

    /**
     * The object in whatever called {@link #enter}, which called this. The JVM reads the local variables of the
     * first {@link #BATCH} frames, at a cost for each variable; those between have none, and there are so many of them
     * that nothing beyond is read.
     */
    private static Object recorded() {
        return BATCH > 6 ? fourth() : third();
    }

    private static Object fourth() {
        return third();
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
    private static void enter(Thread thread, int before, int event, Object object, Class<?> type, int number) {
        int next = before < 0 ? before : 0;
        boolean lost = false;
        Countdown.set(thread, SampleClock.QUIET);
        try {
            SoughtObject sought = Countdown.isExact() ? null : new SoughtObject();
            int kind = object == null || type == null ? event : HookEntry.OBJECT;
            next = HookEntry.on(kind, thread, before, object, type, number, sought);
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
