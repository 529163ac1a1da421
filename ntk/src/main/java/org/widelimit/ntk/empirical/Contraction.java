package org.widelimit.ntk.empirical;

/** Two ways to {@code Theta = J J'^T}. */
public enum Contraction {
    /**
     * Layer by layer. Where all weights count, {@code Theta_l = s^2 (B B'^T) o (H H'^T)} with sensitivities B and activations H; else in
     * slabs of kept weights. The Jacobian is never stored.
     */
    LAYERS,

    /** The whole Jacobian (n, P) times its transpose. */
    JACOBIAN
}
