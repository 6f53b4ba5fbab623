// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.memstats;

import java.util.function.Consumer;

/**
 * Whether each collection is followed, which fills {@link MemStats#pauseNs}, {@link MemStats#pauseEnd} and
 * {@link MemStats#numForcedGC} and feeds the garbage collection trace. It costs some microseconds at each collection, on
 * the JVM's notification thread.
 *
 * <p>It begins by itself at the first {@link MemStats#read()}, but only where this class lives as long as the JVM: the
 * JVM would keep a web application's loader for good by the listener. There, call {@link #start} and, when the
 * application ends, {@link #stop}. Thread-safe: both synchronise on this class.
 */
public final class PauseTracking {

    /** The agent's loader, which has this name, is never dropped, and neither are the JVM's own. */
    private static final String AGENT_LOADER = "pprof4j";

    private static volatile GcNotifications on;

    private static volatile boolean beginsByItself = livesForever(PauseTracking.class.getClassLoader());

    private PauseTracking() {}

    /** Follows collections from now on, if it is not on already. Without module jdk.management, does nothing. */
    public static void start() {
        begin();
    }

    /** Stops following collections and forgets what they did, until the next {@link #start}. */
    public static synchronized void stop() {
        beginsByItself = false;
        if (on != null) {
            on.end();
            on = null;
        }
    }

    /** Whether collections are followed. */
    public static boolean isOn() {
        return on != null;
    }

    /** Starts unless that would keep a class loader from being collected. Returns null if it is off. */
    static GcHistory history() {
        GcNotifications current = on;
        if (current == null && beginsByItself) {
            current = begin();
        }
        return current == null ? null : current.history();
    }

    static synchronized void add(Consumer<GcRecord> consumer) {
        GcNotifications current = begin();
        if (current == null) {
            throw new IllegalStateException("this Java runtime has no module jdk.management, which tells collections");
        }
        current.add(consumer);
    }

    static synchronized void remove(Consumer<GcRecord> consumer) {
        if (on != null) {
            on.remove(consumer);
        }
    }

    private static synchronized GcNotifications begin() {
        if (on == null && HotSpotBeans.PRESENT) {
            on = GcNotifications.begin();
        }
        return on;
    }

    private static boolean livesForever(ClassLoader loader) {
        if (loader == null || AGENT_LOADER.equals(loader.getName())) {
            return true;
        }
        for (ClassLoader l = ClassLoader.getSystemClassLoader(); l != null; l = l.getParent()) {
            if (l.equals(loader)) {
                return true;
            }
        }
        return false;
    }
}
