package org.widelimit.ntk.empirical;

/** Whether the derivatives by pruned weights count in a tangent kernel. */
public enum PrunedGradients {
    /** They do not: pruned weights stay zero in training. The kernel of a masked network. */
    EXCLUDED,
    /** They do: the network is trained as a dense one that happens to start with zeros. */
    INCLUDED
}
