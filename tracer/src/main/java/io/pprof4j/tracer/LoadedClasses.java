// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.tracer;

import java.util.HashSet;
import java.util.Set;

/**
 * The classes that went through the transformer as they were loaded, while others that were loaded before are still
 * being retransformed: so that none is done twice, and those that the transformer did not get to see are known. Holds
 * class loaders, so only for that long. Its lock is a leaf: no class is loaded under it.
 *
 * <p>Knows, too, whether the program has begun: the JVM has still some classes of its own to load before it.
 */
final class LoadedClasses {
    private static final ClassLoader PROGRAM = ClassLoader.getSystemClassLoader();

    private Set<Key> keys;
    private boolean awaited;

    /** A class by name and by the identity of its loader, whose own equals() is the application's code. */
    private record Key(ClassLoader loader, String internalName) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.loader == loader && key.internalName.equals(internalName);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(loader) + internalName.hashCode();
        }
    }

    synchronized void begin() {
        keys = new HashSet<>();
    }

    synchronized void end() {
        keys = null;
    }

    synchronized void add(ClassLoader loader, String internalName) {
        if (keys != null) {
            keys.add(new Key(loader, internalName));
        }
        if (awaited && loader == PROGRAM) {
            awaited = false;
            notifyAll();
        }
    }

    /** The program is still to begin: with the next class of its loader, which has that of {@code main}. */
    synchronized void expectProgram() {
        awaited = true;
    }

    /** Whether this is one of the JDK's classes, while {@code main} waits for them: those can be done later. */
    synchronized boolean isBeforeProgram(ClassLoader loader) {
        return awaited && loader == null;
    }

    /** Waits until the program begins, if it is still to, or so long. */
    synchronized void awaitProgram(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (awaited && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
                break;
            }
            left = (end - System.nanoTime()) / 1_000_000;
        }
        awaited = false;
    }

    synchronized boolean contains(Class<?> type) {
        return keys != null
                && keys.contains(new Key(type.getClassLoader(), type.getName().replace('.', '/')));
    }
}
