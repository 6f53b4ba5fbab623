// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import io.pprof4j.bench.Readings;

/** The smallest program: what an agent costs it is the agent's own. */
public final class HelloMain {
    private HelloMain() {}

    /** Argument: how long to stay, in seconds, before the memory is read; 0 is a program that ends at once. */
    public static void main(String[] arguments) throws Exception {
        long beganMillis = System.currentTimeMillis();
        long seconds = Long.parseLong(arguments[0]);
        Readings readings = new Readings().with("beganMillis", beganMillis);
        if (seconds > 0) {
            Thread.sleep(seconds * 1000);
            readings.with("reachableBytes", JvmReadings.reachableBytes());
        }
        System.out.println(
                readings.with("residentBytes", JvmReadings.residentBytes()).line());
    }
}
