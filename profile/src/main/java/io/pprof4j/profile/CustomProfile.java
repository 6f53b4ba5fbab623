// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * A profile that the application keeps: for each value added and not yet removed, the stack that added it. It answers
 * "who opened the connections that are still open?". Made by {@link Profiles#create}; safe for use by several threads.
 *
 * <p>Values are compared by identity, never by {@code equals}: two equal objects are two values. The profile holds a
 * strong reference to each until it is removed.
 */
public final class CustomProfile implements NamedProfile {

    /** Frames kept per stack, from the leaf; as in Go since 1.23. */
    private static final int MAX_FRAMES = 128;

    private static final List<StackTraceElement> LOST_EVENT =
            List.of(new StackTraceElement("runtime/pprof", "lostProfileEvent", null, -1));

    private final String name;
    private final IdentityHashMap<Object, Arrival> held = new IdentityHashMap<>();
    private long arrivals;

    CustomProfile(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized int count() {
        return held.size();
    }

    /**
     * Adds the current stack, associated with a value. Keeps at most 128 frames, from the leaf. Frames of pprof4j and
     * those of reflection are left out and do not count for {@code skip}.
     *
     * @param value what the stack stands for, until {@link #remove}
     * @param skip callers to leave out: 0 starts the stack in the caller of {@code add}, 1 in its caller. Where none is
     *     left, the stack is the one frame {@code runtime/pprof.lostProfileEvent}
     * @throws IllegalArgumentException if the profile holds the value already, or {@code skip} is negative
     */
    public void add(Object value, int skip) {
        Objects.requireNonNull(value, "value");
        if (skip < 0) {
            throw new IllegalArgumentException("skip must not be negative, was " + skip);
        }
        List<StackTraceElement> stack = callers(skip);
        synchronized (this) {
            if (held.putIfAbsent(value, new Arrival(arrivals, stack)) != null) {
                throw new IllegalArgumentException("pprof: Profile.Add of duplicate value");
            }
            arrivals++;
        }
    }

    /** Removes the stack associated with a value; does nothing if the profile does not hold the value. */
    public synchronized void remove(Object value) {
        held.remove(value);
    }

    @Override
    public void writeTo(OutputStream out, int debug) throws IOException {
        List<Arrival> snapshot;
        synchronized (this) {
            snapshot = new ArrayList<>(held.values());
        }
        snapshot.sort(Comparator.comparingLong(Arrival::number));
        CountProfile profile = new CountProfile(name, List.of());
        snapshot.forEach(arrival -> profile.add(LabelledStack.of(arrival.stack()), 1));
        profile.writeTo(out, debug);
    }

    private static List<StackTraceElement> callers(int skip) {
        List<StackTraceElement> stack = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !Frame.belongsToPprof4j(frame.getClassName()))
                        .skip(skip)
                        .limit(MAX_FRAMES)
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .toList());
        return stack.isEmpty() ? LOST_EVENT : stack;
    }

    /** What was added; the number keeps the order, so that equal histories give equal output. */
    private record Arrival(long number, List<StackTraceElement> stack) {}
}
