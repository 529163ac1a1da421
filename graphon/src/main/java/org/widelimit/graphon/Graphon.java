package org.widelimit.graphon;

import org.widelimit.numerics.random.RandomStream;

/**
 * A bipartite graphon: the limit of the masks of one layer, a function on the unit square.
 *
 * <p>W(u, v) = E[m | u, v] is the probability that the weight from the input at v to the output at u is kept, and V(u,
 * v) = E[m w^2 | u, v] is its second moment, in units in which a weight of the dense network has variance 1. Unit i of
 * n sits at (i + 1/2) / n.
 *
 * <p>Source: P1 (arXiv 2510.17515), section 5, where W^(l)(u_l, u_(l-1)) has the output first, as here. The paper has
 * V = W, which holds when the kept weights are drawn anew or independently of the mask.
 */
@FunctionalInterface
public interface Graphon {

    /** W(u, v) in [0, 1], for u (outputs) and v (inputs) in [0, 1]. */
    double density(double u, double v);

    /** V(u, v), at least 0. */
    default double secondMoment(double u, double v) {
        return density(u, v);
    }

    /**
     * A mask whose entries are independent, m_ij = 1 with probability W((i + 1/2) / rows, (j + 1/2) / columns).
     *
     * <p>One uniform number is drawn for each entry whatever W is, so that the masks of W and of a larger W' from one
     * stream are nested.
     */
    default Mask sample(String name, int rows, int columns, RandomStream stream) {
        return Mask.of(
                name, rows, columns, (i, j) -> stream.nextDouble() < density((i + 0.5) / rows, (j + 0.5) / columns));
    }
}
