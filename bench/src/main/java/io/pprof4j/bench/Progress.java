// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench;

/** A line on standard error for each step, with how much is done, since a run takes minutes. */
final class Progress {
    private final String part;
    private final int steps;
    private int done;

    Progress(String part, int steps) {
        this.part = part;
        this.steps = steps;
    }

    void step(String what, String result) {
        done++;
        System.err.printf("%s %d/%d  %s: %s%n", part, done, steps, what, result);
    }
}
