package org.widelimit.ntk.spectrum;

/** What is proven of a symmetric matrix. */
public enum Definiteness {
    /** All eigenvalues are positive. */
    POSITIVE_DEFINITE,
    /** At least one eigenvalue is negative: no kernel. */
    INDEFINITE,
    /** The smallest eigenvalue is too close to 0 for its sign to be proven in doubles. */
    UNDECIDED
}
