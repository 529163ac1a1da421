package org.widelimit.numerics.linalg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/**
 * Extreme eigenpairs of a symmetric operator by the Lanczos method with full reorthogonalisation and thick restarts (Wu
 * and Simon, Thick-restart Lanczos method for large symmetric eigenvalue problems, SIAM J. Matrix Anal. Appl. 22,
 * 2000).
 *
 * <p><b>Multiplicity.</b> The Krylov space of one vector holds one direction of each eigenspace, so a search alone may
 * take the next smaller eigenvalue for a second copy. Therefore, for {@code k > 1}, after each search another one looks
 * from a new random direction in the orthogonal complement of what was found; a larger value there joins the result and
 * the search goes on, until none is larger than the k-th. Copies are found with probability 1, and the basis of an
 * eigenspace depends on the random stream.
 *
 * <p>Everything here is plain Java in a fixed order: the same bits for the same operator, options and stream.
 */
public final class Lanczos {

    private Lanczos() {}

    /**
     * The k largest eigenvalues, in the sense of the sign and not of the absolute value, with their vectors.
     *
     * @param symmetric n x n. Symmetry is not checked; where it fails, so does convergence
     * @param k from 0 to n
     * @param random where the start vectors come from
     * @throws IllegalArgumentException if the operator is not square or k is out of range
     * @throws ArithmeticException if the operator gives a vector that is not finite
     */
    public static LanczosResult largest(LinearOperator symmetric, int k, LanczosOptions options, RandomStream random) {
        if (symmetric.rows() != symmetric.columns()) {
            throw new IllegalArgumentException("expected a symmetric operator, found shape %d x %d"
                    .formatted(symmetric.rows(), symmetric.columns()));
        }
        if (k < 0 || k > symmetric.rows()) {
            throw new IllegalArgumentException("expected 0 to %d eigenvalues, found %d".formatted(symmetric.rows(), k));
        }
        ProductCounter counter = new ProductCounter(symmetric, options.maxProducts());
        List<RitzPair> found = new ArrayList<>();
        boolean complete = k == 0 || search(counter, k, options, random, found);
        return result(counter, found.subList(0, Math.min(k, found.size())), complete, options);
    }

    /** The k smallest eigenvalues, ascending: {@link #largest} of the negated operator. */
    public static LanczosResult smallest(LinearOperator symmetric, int k, LanczosOptions options, RandomStream random) {
        LanczosResult negated = largest(symmetric.scaled(-1), k, options, random);
        double[] values = new double[negated.values().length];
        for (int i = 0; i < values.length; i++) {
            // Not the negative, which would turn 0 into -0.
            values[i] = 0 - negated.values()[i];
        }
        return new LanczosResult(
                values, negated.vectors(), negated.residuals(), negated.products(), negated.converged());
    }

    /**
     * {@code max |A x| / |x|}, the largest singular value, as the root of the largest eigenvalue of A^T A or A A^T,
     * whichever is smaller. It is approached from below: no upper bound. With tolerance t the relative error is at most
     * about t / 2, and t^2 / g where the relative gap g to the next singular value is larger than t.
     *
     * @throws ArithmeticException if it did not converge within the products that the options allow
     */
    public static double spectralNorm(LinearOperator a, LanczosOptions options, RandomStream random) {
        if (a.rows() == 0 || a.columns() == 0) {
            return 0;
        }
        // A^T A squares the scale, so that goes out first.
        double scale = typicalGain(a, random);
        if (scale == 0) {
            return 0;
        }
        LinearOperator scaled = a.scaled(1 / scale);
        LinearOperator gram = a.rows() < a.columns() ? scaled.transpose().gram() : scaled.gram();
        LanczosResult result = largest(gram, 1, options, random);
        if (!result.converged()) {
            throw new ArithmeticException("the spectral norm of a %d x %d operator did not converge in %d products"
                    .formatted(a.rows(), a.columns(), result.products()));
        }
        return scale * Math.sqrt(result.values()[0]);
    }

    /** |A x| for a random unit vector x; with probability 1 it is 0 for A = 0 alone. */
    private static double typicalGain(LinearOperator a, RandomStream random) {
        double[] x = random.gaussians(a.columns());
        Vectors.divide(x, Vectors.norm(x));
        double[] y = new double[a.rows()];
        a.apply(x, y);
        return Vectors.norm(y);
    }

    /** Fills the list with pairs, descending, the first k of them the result; false when the products ran out. */
    private static boolean search(
            ProductCounter counter, int k, LanczosOptions options, RandomStream random, List<RitzPair> found) {
        int wanted = k;
        while (found.size() < counter.size()) {
            RestartedSearch search = new RestartedSearch(counter, found, options, random);
            boolean converged = search.run(wanted);
            double threshold = wanted == k && found.isEmpty()
                    ? Double.NEGATIVE_INFINITY
                    : found.get(k - 1).value() + options.tolerance() * counter.norm();
            boolean better = search.pairs().get(0).value() > threshold;
            if (better) {
                found.addAll(search.pairs());
                found.sort(Comparator.comparingDouble(RitzPair::value).reversed());
            }
            if (!converged) {
                return false;
            }
            // One pair is as good as any other of its eigenspace.
            if (!better || k == 1) {
                return true;
            }
            wanted = 1;
        }
        return true;
    }

    private static LanczosResult result(
            ProductCounter counter, List<RitzPair> pairs, boolean complete, LanczosOptions options) {
        int n = counter.size();
        int k = pairs.size();
        double[] values = new double[k];
        double[] residuals = new double[k];
        DMatrixRMaj vectors = new DMatrixRMaj(n, k);
        boolean converged = complete;
        double[] image = new double[n];
        for (int i = 0; i < k; i++) {
            double[] vector = pairs.get(i).vector();
            values[i] = pairs.get(i).value();
            counter.apply(vector, image);
            Vectors.addMultiple(-values[i], vector, image);
            residuals[i] = Vectors.norm(image);
            converged &= residuals[i] <= options.tolerance() * counter.norm();
            for (int row = 0; row < n; row++) {
                vectors.data[row * k + i] = vector[row];
            }
        }
        Signs.normalise(vectors);
        return new LanczosResult(values, vectors, residuals, counter.products(), converged);
    }
}
