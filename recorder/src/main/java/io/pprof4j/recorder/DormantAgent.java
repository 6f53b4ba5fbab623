// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

import java.lang.reflect.InvocationTargetException;

/**
 * The agent of a JVM that was started with rate 0: nothing of it is in the boot loader yet, so it is found by name
 * where the JVM put it.
 */
final class DormantAgent {
    private static final String AGENT = "io.pprof4j.dist.Agent";

    private DormantAgent() {}

    /** Whether there is one; it then records at this rate from now on, unless it is 0. */
    static boolean wake(long rate) {
        try {
            Class<?> agent = Class.forName(AGENT, true, ClassLoader.getSystemClassLoader());
            return (boolean) agent.getMethod("wake", long.class).invoke(null, rate);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot start the agent: " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError noAgent) {
            return false;
        }
    }
}
