package org.widelimit.ntk.kernel;

import java.util.List;

/**
 * {@code x + F(x)} with factors, {@code y = a x + b F(x)}: with independent weights at the end of F,
 *
 * <pre>  K' = a^2 K + b^2 K_F,   Theta' = a^2 Theta + b^2 Theta_F.</pre>
 *
 * <p>What comes out is Gaussian where what goes in is.
 *
 * @param shortcut {@code a}
 * @param residual {@code b}
 * @param branch {@code F}, whose last block is an {@link AffineLayer}: without one, shortcut and branch are correlated
 */
public record SkipConnection(double shortcut, double residual, List<Block> branch) implements Block {
    public SkipConnection {
        branch = List.copyOf(branch);
        if (!Double.isFinite(shortcut) || !Double.isFinite(residual)) {
            throw new IllegalArgumentException("expected finite factors, found " + shortcut + " and " + residual);
        }
        if (branch.isEmpty() || !(branch.get(branch.size() - 1) instanceof AffineLayer)) {
            throw new IllegalArgumentException(
                    "expected a branch that ends with an affine layer, whose weights make it uncorrelated with its input, found "
                            + (branch.isEmpty() ? "an empty one" : branch.get(branch.size() - 1)));
        }
    }

    /** {@code y = x + F(x)}. */
    public static SkipConnection around(Block... branch) {
        return new SkipConnection(1, 1, List.of(branch));
    }
}
