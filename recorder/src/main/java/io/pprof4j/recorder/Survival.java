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
 * average, and followed closely from then on. Where too few are known of a site it goes by its {@link Kin}, but then follows one
 * in four at least: most of a program's many sites are sampled now and then only, and following costs more than a stack.
 *
 * <p>Written under the lock of {@link LiveObjects}; read without.
 */
final class Survival {
    /** One in sixteen at least is followed. */
    static final int MAX_EXPONENT = 4;

    /** Of a site that goes by its kin one in four at least. */
    private static final int KIN_EXPONENT = 2;

    /** So many objects must have been seen for each one that a followed object stands for. */
    private static final int EVIDENCE = 8;

    /** Older evidence fades, so that a site that changes is judged by what it does now. */
    private static final int MEMORY = 1 << 12;

    private final Survival kin;
    private int died;
    private int survived;
    private volatile int byEvidence;
    private volatile int byShare = MAX_EXPONENT;

    /** @param kin of all sites like this one; null for none */
    Survival(Survival kin) {
        this.kin = kin;
    }

    int exponent() {
        int known = byEvidence;
        if (kin != null && known < KIN_EXPONENT) {
            known = Math.max(known, Math.min(KIN_EXPONENT, kin.exponent()));
        }
        return Math.min(byShare, known);
    }

    /** @param scale objects that the one found dead, at the first collection after it was made, stood for */
    void died(int scale) {
        died += scale;
        learn();
        if (kin != null) {
            kin.died(scale);
        }
    }

    /** @param scale objects that the one found alive, after a collection, stood for */
    void survived(int scale) {
        survived += scale;
        learn();
        if (kin != null) {
            kin.survived(scale);
        }
    }

    private void learn() {
        int seen = died + survived;
        byEvidence = Math.min(MAX_EXPONENT, log2(seen / EVIDENCE));
        byShare = survived == 0 ? MAX_EXPONENT : log2(seen / (2 * survived)) / 2;
        if (seen > MEMORY) {
            died /= 2;
            survived /= 2;
        }
    }

    private static int log2(int value) {
        return value <= 1 ? 0 : 31 - Integer.numberOfLeadingZeros(value);
    }
}
