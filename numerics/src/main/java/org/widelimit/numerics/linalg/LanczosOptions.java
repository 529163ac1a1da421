package org.widelimit.numerics.linalg;

/**
 * How far {@link Lanczos} goes.
 *
 * @param tolerance a pair (theta, v) is accepted when {@code |A v - theta v| <= tolerance |A|}, with |A| the largest
 *     Ritz value met. Eigenvalues are then much closer than that (their error goes with the square); in (0, 1)
 * @param extraVectors a search for k pairs keeps {@code 2 k + extraVectors} basis vectors; more memory, fewer products.
 *     At least 2
 * @param maxProducts products with the operator after which the search gives up, positive
 */
public record LanczosOptions(double tolerance, int extraVectors, int maxProducts) {

    public LanczosOptions {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("expected a tolerance in (0, 1), found " + tolerance);
        }
        if (extraVectors < 2) {
            throw new IllegalArgumentException("expected at least 2 extra basis vectors, found " + extraVectors);
        }
        if (maxProducts < 1) {
            throw new IllegalArgumentException("expected a positive number of products, found " + maxProducts);
        }
    }

    /** Tolerance 1e-10, 60 extra vectors, 100 000 products. */
    public static LanczosOptions defaults() {
        return new LanczosOptions(1e-10, 60, 100_000);
    }

    /** The same with another tolerance. */
    public LanczosOptions withTolerance(double newTolerance) {
        return new LanczosOptions(newTolerance, extraVectors, maxProducts);
    }

    /** The same with another number of extra vectors. */
    public LanczosOptions withExtraVectors(int newExtraVectors) {
        return new LanczosOptions(tolerance, newExtraVectors, maxProducts);
    }

    /** The same with another number of products. */
    public LanczosOptions withMaxProducts(int newMaxProducts) {
        return new LanczosOptions(tolerance, extraVectors, newMaxProducts);
    }
}
