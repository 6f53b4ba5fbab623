// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.util.function.BiFunction;

/**
 * Where the hooks enter the recorder: on application threads, with the countdown at {@link SampleClock#QUIET}. What is thrown
 * here the hook keeps from the application.
 */
public final class HookEntry {
    /** Memory was allocated for an object that is not at hand. */
    public static final int NEW = 0;

    /** A constructor returned on a thread with {@link Constructions}. */
    public static final int CONSTRUCTED = 1;

    /** An object of a numbered type exists. */
    public static final int MADE = 2;

    /** An array exists. */
    public static final int ARRAY = 3;

    /** An object exists whose size the code that allocates it does not know. */
    public static final int INSTANCE = 4;

    /** An object exists, and is passed. */
    public static final int OBJECT = 5;

    /** Memory was allocated for an object, on a thread that enters at every allocation. {@link #MADE} may follow. */
    public static final int ALLOCATING = 6;

    private HookEntry() {}

    /**
     * An allocation, or what belongs to one.
     *
     * @param event what happened: a constant of this class
     * @param before the countdown before it
     * @param object of the event, if the hook may pass it
     * @param type class of the object, if the hook may not, and the number does not tell
     * @param number of its type, or the length of an array
     * @param sought what to do with the object if it is not passed; null if the hook will not look for it
     * @return the thread's next countdown
     */
    public static int on(
            int event, Thread thread, int before, Object object, Class<?> type, int number, SoughtObject sought)
            throws ClassNotFoundException {
        if (SampleClock.isQuiet(before)) {
            return SampleClock.QUIET;
        }
        Recording current = Recorder.activeRecording();
        if (current == null) {
            // Of code that was instrumented for an earlier recording and still runs.
            return ThreadRows.isSlot(before) ? before : SampleClock.WAIT;
        }
        boolean covered = tally(current, thread, event, object, type, number, sought);
        int next = dispatch(current, event, thread, before, object, type, number, sought);
        return covered ? Math.min(0, next) : next;
    }

    private static int dispatch(
            Recording current,
            int event,
            Thread thread,
            int before,
            Object object,
            Class<?> type,
            int number,
            SoughtObject sought)
            throws ClassNotFoundException {
        return switch (event) {
            case NEW -> current.onNew(thread, before, number);
            case CONSTRUCTED -> current.onConstructed(before, object, number);
            case MADE -> current.onMade(before, number, sought);
            case ARRAY -> current.onArray(before, type, number, sought);
            case INSTANCE -> current.onInstance(before, type, sought);
            case ALLOCATING -> before;
            default -> current.onObject(before, object);
        };
    }

    /** Returns whether the thread is covered by a tally, and so has to come again at its next allocation. */
    private static boolean tally(
            Recording current, Thread thread, int event, Object object, Class<?> type, int number, SoughtObject sought)
            throws ClassNotFoundException {
        boolean covered = false;
        for (Tally tally : Recorder.tallies().running()) {
            if (tally.covers(thread)) {
                covered = true;
                current.tally(tally, event, object, type, number, sought);
            }
        }
        return covered;
    }

    /** For the hook that counts. Returns 0 if the site is not counted. */
    public static int counter(int site) throws ClassNotFoundException {
        Counting current = Recorder.activeCounting();
        return current == null ? 0 : current.counter(site);
    }

    /** For the hook that counts. Returns 0 if the type is not counted at this site. */
    public static int counter(int site, Class<?> type) {
        Counting current = Recorder.activeCounting();
        return current == null ? 0 : current.counter(site, type);
    }

    /** For the hook that counts. Returns what the field of the owner shall hold. */
    public static int count(Thread owner, int field, int counter, long bytes) {
        Counting current = Recorder.activeCounting();
        return current == null ? field : current.rows().add(owner, field, counter, bytes);
    }

    /** Returns the class file to define, which is the given one whenever something fails. */
    public static byte[] onHiddenClass(byte[] classFile, Class<?> lookup) {
        BiFunction<Class<?>, byte[], byte[]> transformer = Recorder.hiddenClassTransformer();
        if (transformer == null) {
            return classFile;
        }
        try {
            return transformer.apply(lookup, classFile);
        } catch (Throwable failure) {
            Recorder.skippedClass();
            return classFile;
        }
    }

    /** Recording failed. */
    public static void lost() {
        RecordedAllocations current = Recorder.recorded();
        if (current != null) {
            current.lost();
        }
        Recorder.tallies().lost(Thread.currentThread());
    }
}
