package org.widelimit.graphon;

/**
 * How the array of a convolution, (out, in, k_1, k_2, ...), becomes a mask, which has two dimensions. A layer of two
 * dimensions is the same in all of them.
 */
public enum Flattening {
    /** Not at all: such an array is refused. */
    NONE,
    /**
     * m_(o, (i, k)) = M_oik, shape (out, in k_1 k_2 ...): every weight is an entry, and a column is a place of the patch
     * that the kernel sees. Densities are those of the weights.
     */
    OUT_BY_IN_KERNEL,
    /**
     * m_oi = 1 where any weight M_oik of the kernel from channel i to channel o is kept, shape (out, in): the graph of
     * the channels. Densities are those of the connections, which is more than those of the weights; consecutive
     * convolutions fit into a chain.
     */
    FILTERS
}
