package org.widelimit.numerics.stats;

/**
 * The level of a test that looks at growing data several times: each of K looks gets level / K.
 *
 * <p>An interval that misses with probability at most level / K at each look misses at any look with probability at
 * most {@code level} (Bonferroni), whatever the dependence between the looks and whatever rule stops the data from
 * growing. Boundaries for normal data (Pocock, O'Brien and Fleming) are somewhat narrower, but need that assumption.
 *
 * @param level probability of an error over all looks, in (0, 1)
 * @param looks K, at least 1, fixed before the first look
 */
public record AlphaSpending(double level, int looks) {

    public AlphaSpending {
        Levels.require(level);
        if (looks < 1) {
            throw new IllegalArgumentException("expected at least one look, found " + looks);
        }
    }

    /** The level to be used at each look. */
    public double perLook() {
        return level / looks;
    }

    /** The level over all looks of a result that a look has at {@code levelAtLook}: its multiple by K, at most 1. */
    public double overall(double levelAtLook) {
        return Math.min(1, levelAtLook * looks);
    }
}
