package org.widelimit.ntk.multitask;

/** What NTKMTL-SR takes as the representation z that its gradients are of. */
public enum Representation {
    /**
     * Equation 17: z is the vector of d features, the same for all examples. Row j is the gradient of chunk j's loss by it, {@code sum_(u in j) dl_ij/dz_u}, (d).
     */
    FEATURES,
    /**
     * The published code: Z (B, d) is the representation of the whole batch, flattened. Chunk j's loss knows of its own rows of Z alone, so different rows of the Jacobian have disjoint supports, the
     * Gram matrix is diagonal, and its largest eigenvalue is the largest squared norm of a row.
     */
    BATCH
}
