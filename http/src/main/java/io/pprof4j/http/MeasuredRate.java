// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.http;

/** The rate of a profile that is off by default: one client at a time may set it for its own seconds. Guarded by this. */
final class MeasuredRate {
    /** Sets the rate and returns the one before. */
    interface Setter {
        int set(int rate);
    }

    private final Setter setter;
    private boolean lent;
    private int before;

    MeasuredRate(Setter setter) {
        this.setter = setter;
    }

    synchronized void lend(int rate) throws Refusal {
        if (lent) {
            throw new Refusal(500, "another client has set the rate for its own measurement - try again later");
        }
        try {
            before = setter.set(rate);
            lent = true;
        } catch (IllegalStateException cannot) {
            throw new Refusal(500, "cannot set the rate - " + cannot.getMessage());
        }
    }

    synchronized void takeBack() {
        lent = false;
        setter.set(before);
    }
}
