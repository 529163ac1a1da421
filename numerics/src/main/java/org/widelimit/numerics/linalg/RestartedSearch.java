package org.widelimit.numerics.linalg;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/**
 * One search for the largest Ritz pairs in the orthogonal complement of the pairs already found.
 *
 * <p>The basis v_0, ..., v_{m-1} is orthonormal and {@code A V = V H + r e_{m-1}^T}. H is tridiagonal; after a restart
 * it begins with the kept Ritz values on its diagonal, all coupled to the first new vector. A Ritz pair (theta, V s)
 * has the residual |r| |s_{m-1}|.
 */
final class RestartedSearch {

    /** Where a new direction is this far below |A|, it is rounding, and the space is invariant. */
    private static final double BREAKDOWN = 16 * Math.ulp(1.0);

    private final ProductCounter operator;
    private final List<RitzPair> found;
    private final LanczosOptions options;
    private final RandomStream random;
    private final DenseBackend dense = new EjmlBackend();

    private List<double[]> basis = new ArrayList<>();
    private List<RitzPair> pairs = List.of();

    RestartedSearch(ProductCounter operator, List<RitzPair> found, LanczosOptions options, RandomStream random) {
        this.operator = operator;
        this.found = found;
        this.options = options;
        this.random = random;
    }

    /**
     * The largest pairs of the last run, descending: as many as were wanted, or fewer when products or dimensions ran
     * out.
     */
    List<RitzPair> pairs() {
        return pairs;
    }

    /** Searches for the largest pairs; false when the products ran out first. */
    boolean run(int wanted) {
        int dimension = operator.size() - found.size();
        int size = (int) Math.min(dimension, 2L * wanted + options.extraVectors());
        DMatrixRMaj projected = new DMatrixRMaj(size, size);
        basis.add(randomDirection());
        int kept = 0;
        while (true) {
            Expansion expansion = expand(projected, size);
            int reached = basis.size();
            SymmetricEigen ritz = dense.symmetricEigen(leading(projected, reached));
            operator.sawNorm(Math.max(Math.abs(ritz.values()[0]), Math.abs(ritz.values()[reached - 1])));
            int target = Math.min(wanted, reached);
            boolean converged = reached >= wanted && converged(ritz, expansion.residual(), target);
            if (converged || operator.exhausted()) {
                pairs = combine(ritz, target);
                return converged;
            }
            kept = Math.min(target + (reached - target) / 2, reached - 1);
            restart(projected, ritz, kept, expansion);
        }
    }

    /** What a step left over: the residual's norm, and its direction (of any kind where the norm is 0). */
    private record Expansion(double residual, double[] direction) {}

    /**
     * Lanczos steps until the basis has its full size or products run out; the last basis vector is always multiplied.
     */
    private Expansion expand(DMatrixRMaj projected, int size) {
        double[] image = new double[operator.size()];
        while (true) {
            int j = basis.size() - 1;
            double[] vector = basis.get(j);
            operator.apply(vector, image);
            operator.sawNorm(Vectors.norm(image));
            projected.set(j, j, Vectors.dot(vector, image));
            orthogonalise(image);
            double residual = Vectors.norm(image);
            boolean invariant = !(residual > BREAKDOWN * operator.norm());
            if (invariant) {
                residual = 0;
            }
            boolean last = j + 1 == size || operator.exhausted();
            if (last && invariant) {
                return new Expansion(0, image);
            }
            double[] next = invariant ? randomDirection() : image.clone();
            if (!invariant) {
                Vectors.divide(next, residual);
            }
            if (last) {
                return new Expansion(residual, next);
            }
            projected.set(j, j + 1, residual);
            projected.set(j + 1, j, residual);
            basis.add(next);
        }
    }

    /** Removes what lies in the span of the basis and of the pairs found; twice, which is enough (Kahan, Parlett). */
    private void orthogonalise(double[] vector) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                Vectors.addMultiple(-Vectors.dot(direction, vector), direction, vector);
            }
            for (RitzPair pair : found) {
                Vectors.addMultiple(-Vectors.dot(pair.vector(), vector), pair.vector(), vector);
            }
        }
    }

    private double[] randomDirection() {
        double[] direction = random.gaussians(operator.size());
        Vectors.divide(direction, Vectors.norm(direction));
        orthogonalise(direction);
        // What is left may be short, when few dimensions are; lengthened it needs one more round to be orthogonal.
        Vectors.divide(direction, Vectors.norm(direction));
        orthogonalise(direction);
        Vectors.divide(direction, Vectors.norm(direction));
        return direction;
    }

    private boolean converged(SymmetricEigen ritz, double residual, int target) {
        int m = ritz.values().length;
        // Half the tolerance, so that rounding in the final check does not matter.
        double allowed = 0.5 * options.tolerance() * operator.norm();
        for (int i = m - target; i < m; i++) {
            if (!(residual * Math.abs(ritz.vectors().get(m - 1, i)) <= allowed)) {
                return false;
            }
        }
        return true;
    }

    private void restart(DMatrixRMaj projected, SymmetricEigen ritz, int kept, Expansion expansion) {
        int m = ritz.values().length;
        List<RitzPair> best = combine(ritz, kept);
        projected.zero();
        List<double[]> restarted = new ArrayList<>();
        for (int i = 0; i < kept; i++) {
            RitzPair pair = best.get(i);
            restarted.add(pair.vector());
            double coupling = expansion.residual() * ritz.vectors().get(m - 1, m - 1 - i);
            projected.set(i, i, pair.value());
            projected.set(i, kept, coupling);
            projected.set(kept, i, coupling);
        }
        restarted.add(expansion.direction());
        basis = restarted;
    }

    /** The largest pairs as vectors of the whole space, descending. */
    private List<RitzPair> combine(SymmetricEigen ritz, int count) {
        int m = ritz.values().length;
        List<RitzPair> largest = new ArrayList<>();
        for (int i = m - 1; i >= m - count; i--) {
            double[] vector = new double[operator.size()];
            for (int j = 0; j < m; j++) {
                Vectors.addMultiple(ritz.vectors().get(j, i), basis.get(j), vector);
            }
            // The rounding of a sum of m vectors would add up over restarts.
            Vectors.divide(vector, Vectors.norm(vector));
            largest.add(new RitzPair(ritz.values()[i], vector));
        }
        return largest;
    }

    private static DMatrixRMaj leading(DMatrixRMaj matrix, int size) {
        DMatrixRMaj block = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            System.arraycopy(matrix.data, i * matrix.numCols, block.data, i * size, size);
        }
        return block;
    }
}
