// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * What code calls that is instrumented for counting: the template of a class in {@code java.lang}, as {@link
 * AllocationHook} is. Each site passes its number. Where the type is known from the code, counting is one addition in
 * the thread's own row ({@link ThreadRows}), two for an array: no call, no allocation, nothing shared between threads.
 *
 * <p>Escape analysis: objects are asked for their class and passed to nobody.
 */
public final class CountingHook extends ThreadCountdown {
    private static final long[][] ROWS = ThreadRows.rows();

    @Fixed
    private static final int[] COUNTERS = CountedSites.counters();

    private static final SeenType[] SEEN = SeenType.all();

    private static final long ALIGNMENT_MASK = ArrayLayout.alignmentMask();
    private static final int BYTE_ARRAY = ArrayLayout.base(byte[].class);
    private static final int SHORT_ARRAY = ArrayLayout.base(short[].class);
    private static final int INT_ARRAY = ArrayLayout.base(int[].class);
    private static final int LONG_ARRAY = ArrayLayout.base(long[].class);
    private static final int REFERENCE_ARRAY = ArrayLayout.base(Object[].class);
    private static final int REFERENCE_SHIFT = ArrayLayout.shift(Object[].class);

    @Fixed
    private static final byte[] CLONES = TypeTable.clones();

    static {
        ThreadCountdown.install(new CountingHook());
    }

    private CountingHook() {}

    /**
     * Before {@code new}, since between that and the constructor a call would cost C2 what it knows of fresh memory. A site's
     * first object is counted by {@link #object}, as its class may not be loaded yet.
     *
     * @return what to pass then: the site, or 0 if the object is counted
     */
    @Inlined
    public static int objectAhead(int site) {
        int counter = COUNTERS[site];
        if (counter == 0) {
            return site;
        }
        long[] row = ROWS[Countdown.get(Thread.currentThread()) & ThreadRows.MASK];
        if (counter < row.length) {
            row[counter]++;
        } else {
            count(site, 0);
        }
        return 0;
    }

    /** After {@code new}. C2 sees that there is nothing to do where the site has a counter. */
    @Inlined
    public static void object(int uncounted) {
        if (uncounted != 0) {
            count(uncounted, 0);
        }
    }

    /** After {@code new} of a class that has no name: a hidden one, which makes another of itself. */
    @Inlined
    public static void object(Class<?> type, int site) {
        count(type, site, 0);
    }

    /** After the allocation of a {@code byte[]} or {@code boolean[]}. */
    @Inlined
    public static void bytes(int length, int site) {
        array(site, arraySize(length, 0, BYTE_ARRAY));
    }

    /** After the allocation of a {@code short[]} or {@code char[]}. */
    @Inlined
    public static void shorts(int length, int site) {
        array(site, arraySize(length, 1, SHORT_ARRAY));
    }

    /** After the allocation of an {@code int[]} or {@code float[]}. */
    @Inlined
    public static void ints(int length, int site) {
        array(site, arraySize(length, 2, INT_ARRAY));
    }

    /** After the allocation of a {@code long[]} or {@code double[]}. */
    @Inlined
    public static void longs(int length, int site) {
        array(site, arraySize(length, 3, LONG_ARRAY));
    }

    /** After the allocation of an array of references whose type is known from the code. */
    @Inlined
    public static void references(int length, int site) {
        array(site, arraySize(length, REFERENCE_SHIFT, REFERENCE_ARRAY));
    }

    /** After the allocation of an array of references of any type. */
    @Inlined
    public static void references(Object array, int length, int site) {
        count(array.getClass(), site, arraySize(length, REFERENCE_SHIFT, REFERENCE_ARRAY));
    }

    /** After the allocation of an object, not an array, of any type; null counts for nothing. */
    @Inlined
    public static void instance(Object object, int site) {
        if (object != null) {
            count(object.getClass(), site, 0);
        }
    }

    /** After the allocation of an array of any type; null counts for nothing. */
    @Inlined
    public static void array(Object array, int site) {
        if (array instanceof byte[] bytes) {
            bytes(bytes.length, site + 1);
        } else if (array instanceof Object[] references) {
            references(references, references.length, site);
        } else if (array != null) {
            primitives(array, site);
        }
    }

    private static void primitives(Object array, int site) {
        if (array instanceof char[] chars) {
            shorts(chars.length, site + 2);
        } else if (array instanceof int[] ints) {
            ints(ints.length, site + 3);
        } else if (array instanceof long[] longs) {
            longs(longs.length, site + 4);
        } else if (array instanceof double[] doubles) {
            longs(doubles.length, site + 5);
        } else if (array instanceof float[] floats) {
            ints(floats.length, site + 6);
        } else if (array instanceof short[] shorts) {
            shorts(shorts.length, site + 7);
        } else if (array instanceof boolean[] booleans) {
            bytes(booleans.length, site + 8);
        }
    }

    /** After {@code clone()} was called on {@code super}: counts only if this reached {@link Object#clone()}. */
    @Inlined
    public static void superClone(Object object, int superType, int site) {
        byte clones = CLONES[superType];
        if (clones == TypeTable.INHERITS_CLONE || (clones == 0 && inheritsClone(superType))) {
            instance(object, site);
        }
    }

    /** After the allocation of an array and of its elements, down to this many dimensions. */
    public static void arrays(Object array, int dimensions, int site) {
        array(array, site);
        if (dimensions > 1 && array instanceof Object[] elements) {
            for (Object element : elements) {
                arrays(element, dimensions - 1, site);
            }
        }
    }

    /** After a method that either allocated its result, an int[], or returned its argument. */
    @Inlined
    public static void unlessSame(Object result, Object argument, int site) {
        if (result != argument) {
            array(result, site);
        }
    }

    /** After the JVM filled in a throwable's stack trace: its arrays are objects, too. */
    public static void backtrace(Throwable throwable, int site) {
        if (!SampleClock.isQuiet(Countdown.get(Thread.currentThread()))) {
            for (Object[] chunk = RawBacktrace.of(throwable); chunk != null; chunk = RawBacktrace.next(chunk)) {
                array(chunk, site);
                for (int i = 0; i < RawBacktrace.ARRAYS; i++) {
                    array(chunk[i], site);
                }
            }
        }
    }

    @Override
    protected void warmUp(int type) {
        int object = warmUpSite(SiteKind.INSTANCE, "java.lang.Object");
        int array = warmUpSite(SiteKind.ARRAY, "byte[]");
        int anyType = warmUpSite(SiteKind.ANY_TYPE, null);
        int anyArray = warmUpSite(SiteKind.ANY_ARRAY, null);
        for (int i = 0; i < 3; i++) {
            object(objectAhead(object));
            bytes(i, array);
            instance(this, anyType);
            superClone(this, type, anyType);
            array(new String[i], anyArray);
            backtrace(new Throwable(), anyArray);
        }
    }

    private static int warmUpSite(SiteKind kind, String type) {
        return Recorder.site(null, kind.name(), type, "java.lang.Object", "warmUp", null, -1);
    }

    @Override
    protected int countdown(Thread thread) {
        return Countdown.get(thread);
    }

    @Override
    protected void countdown(Thread thread, int value) {
        Countdown.set(thread, value);
    }

    /** The bytes are counted behind the objects. */
    @Inlined
    private static void array(int site, long size) {
        long[] row = ROWS[Countdown.get(Thread.currentThread()) & ThreadRows.MASK];
        int counter = COUNTERS[site];
        if (counter != 0 && counter + 1 < row.length) {
            row[counter]++;
            row[counter + 1] += size;
        } else {
            count(site, size);
        }
    }

    @Inlined
    private static long arraySize(int length, int shift, int base) {
        return (((long) length << shift) + base + ALIGNMENT_MASK) & ~ALIGNMENT_MASK;
    }

    @Inlined
    private static void count(Class<?> type, int site, long bytes) {
        long[] row = ROWS[Countdown.get(Thread.currentThread()) & ThreadRows.MASK];
        SeenType seen = SEEN[site & SeenType.MASK];
        int counter = seen == null ? 0 : seen.counter(site, type);
        if (counter != 0 && counter + 1 < row.length) {
            row[counter]++;
            row[counter + 1] += bytes;
        } else {
            countAnyType(type, site, bytes);
        }
    }

    /**
     * The way of a site's first object, of a thread's first at it, and of all that virtual threads allocate. The
     * recorder's failure, a stack overflow above all, must not become the application's: the object is not counted.
     * Nothing is called before the field is back in order, since a call may overflow the stack as well.
     */
    @NotInlined
    private static void count(int site, long bytes) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        if (SampleClock.isQuiet(before) || isCountedByCarrier(thread, COUNTERS[site], bytes)) {
            return;
        }
        int next = before;
        boolean lost = false;
        Countdown.set(thread, SampleClock.QUIET);
        try {
            next = add(thread, before, HookEntry.counter(site), bytes);
        } catch (Throwable failure) {
            lost = true;
        }
        Countdown.set(thread, next);
        tell(lost);
    }

    /** The same for an object whose type is not the first that its site has met. */
    @NotInlined
    private static void countAnyType(Class<?> type, int site, long bytes) {
        Thread thread = Thread.currentThread();
        int before = Countdown.get(thread);
        if (SampleClock.isQuiet(before)) {
            return;
        }
        int next = before;
        boolean lost = false;
        Countdown.set(thread, SampleClock.QUIET);
        try {
            next = add(thread, before, HookEntry.counter(site, type), bytes);
        } catch (Throwable failure) {
            lost = true;
        }
        Countdown.set(thread, next);
        tell(lost);
    }

    private static void tell(boolean lost) {
        if (lost) {
            try {
                HookEntry.lost();
            } catch (Throwable notEvenThat) {
                // The thread is at the end of its stack.
            }
        }
    }

    /** A virtual thread counts in the row of its carrier, which stays the same until something parks. */
    @Inlined
    private static boolean isCountedByCarrier(Thread thread, int counter, long bytes) {
        Thread carrier = Countdown.carrier();
        if (carrier != thread && counter != 0) {
            long[] row = ROWS[Countdown.get(carrier) & ThreadRows.MASK];
            if (counter + 1 < row.length) {
                row[counter]++;
                row[counter + 1] += bytes;
                return true;
            }
        }
        return false;
    }

    /**
     * Counts where there is no row yet, or none that is long enough. Nothing here parks.
     *
     * @return the current thread's next field
     */
    private static int add(Thread thread, int before, int counter, long bytes) {
        if (counter == 0 || isCountedByCarrier(thread, counter, bytes)) {
            return before;
        }
        Thread owner = Countdown.carrier();
        if (owner == thread) {
            return HookEntry.count(owner, before, counter, bytes);
        }
        Countdown.set(owner, HookEntry.count(owner, Countdown.get(owner), counter, bytes));
        return before;
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
