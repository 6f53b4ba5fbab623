// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.recorder;

/**
 * What became of the objects of one site, and from it how many of the next ones are followed: one in 2^{@link
 * #exponent}, which then stands for as many. The choice depends on earlier objects only, never on the one it is made
 * for, so in-use stays unbiased whatever the site does next; following fewer only costs precision.
 *
 * <p>Where a share f of the objects survives a collection, following a share p of them adds a variance that grows with
 * f/p, at a cost that grows with p; the best p for both grows with the root of f. Here p = sqrt(2 f), so that from
 * f = 1/2 on all are followed, but at least 1/16: a site that begins to retain is noticed after 16 samples on
 * average, and followed closely from then on.
 *
 * <p>Written under the lock of {@link LiveObjects}; read without.
 */
final class Survival {
    /** One in sixteen at least is followed. */
    static final int MAX_EXPONENT = 4;

    /** So many objects must have been seen for each one that a followed object stands for. */
    private static final int EVIDENCE = 8;

    /** Older evidence fades, so that a site that changes is judged by what it does now. */
    private static final int MEMORY = 1 << 12;

    private int died;
    private int survived;
    private volatile int exponent;

    int exponent() {
        return exponent;
    }

    /** @param scale objects that the one found dead, at the first collection after it was made, stood for */
    void died(int scale) {
        died += scale;
        learn();
    }

    /** @param scale objects that the one found alive, after a collection, stood for */
    void survived(int scale) {
        survived += scale;
        learn();
    }

    private void learn() {
        int seen = died + survived;
        int byEvidence = log2(seen / EVIDENCE);
        int byShare = survived == 0 ? MAX_EXPONENT : log2(seen / (2 * survived)) / 2;
        exponent = Math.min(MAX_EXPONENT, Math.min(byEvidence, byShare));
        if (seen > MEMORY) {
            died /= 2;
            survived /= 2;
        }
    }

    private static int log2(int value) {
        return value <= 1 ? 0 : 31 - Integer.numberOfLeadingZeros(value);
    }
}
