package org.widelimit.graphon.cut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * An upper bound of max |sum over S x T of a_ij| by semidefinite duality, one sign of the sum at a time: for x = (1 +
 * s) / 2 and y = (1 + t) / 2
 *
 * <pre>  4 x^T A y = sg + r.s + c.t + s^T A t &lt;= sg + (y0 + sum p + sum q) / 2</pre>
 *
 * for every feasible dual point of {@link DualCertificate}, and the same with -A. The primal solution gives
 * multipliers that are nearly feasible; they are lifted until the certificate holds. For noise the bound is about 10 %
 * above the truth, for a matrix with strong blocks 0.1 %.
 */
final class SemidefiniteBound {

    /** The lift that is tried first, and the factor to the next one. */
    private static final double FIRST_LIFT = 0x1p-13;

    private static final double LIFT_STEP = 4;
    private static final int REFINEMENTS = 1;
    private static final double SMALLEST_LIFT = 1e-7;
    private static final double LARGEST_LIFT = 1;
    private static final int ROUNDINGS = 8;

    private final DMatrixRMaj a;
    private final DenseBackend backend;
    private final RandomStreams streams;
    private final List<double[]> columnSigns = new ArrayList<>();

    private SemidefiniteBound(DMatrixRMaj a, DenseBackend backend, RandomStreams streams) {
        this.a = a;
        this.backend = backend;
        this.streams = streams;
    }

    /**
     * The bound and where to look for good sets.
     *
     * @param upper the bound; infinite if nothing could be proven
     * @param columnSigns column signs from random hyperplanes through the relaxed solutions, that of the extra column
     *     first
     */
    record Result(double upper, List<double[]> columnSigns) {}

    /** The bound for a matrix with at least as many rows as columns. */
    static Result of(DMatrixRMaj a, DenseBackend backend, RandomStreams streams) {
        SemidefiniteBound run = new SemidefiniteBound(a, backend, streams);
        double positive = run.oneSign(a, "plus", 0);
        double negative = run.oneSign(negative(a), "minus", positive);
        return new Result(Math.max(positive, negative), run.columnSigns);
    }

    /** A bound of x^T A y; no better one than {@code enough} is looked for. */
    private double oneSign(DMatrixRMaj signed, String name, double enough) {
        int m = signed.numRows;
        int n = signed.numCols;
        double[] r = new double[m];
        double[] c = new double[n];
        double absolute = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double value = signed.unsafe_get(i, j);
                r[i] += value;
                c[j] += value;
                absolute += Math.abs(value);
            }
        }
        double total = Arrays.stream(r).sum();
        RandomStream stream = streams.child("cut-relaxation-" + name).stream();
        BlockAscent.Solution solution = BlockAscent.solve(signed, r, c, backend, stream);
        addRoundings(solution.v(), stream);
        double dual = lifted(new DualCertificate(signed, r, c, backend), solution, 4 * enough - total);
        // r, c and the total were rounded: |4 x^T A y - (the form with the rounded ones)| <= 3 gamma(m + n) sum |a_ij|.
        double rounding = 3 * Rounding.gamma(m + n + 8.0) * absolute;
        return Rounding.up(Math.max(0, total + dual + Rounding.up(rounding, m * (double) n)), 4) / 4
                + 4 * Rounding.U * (Math.abs(total) + dual);
    }

    /**
     * A small bound over lifts D -> (1 + s) (D + s mean(D)): s goes down or up by a factor from a typical one until
     * the certificate fails or holds, then the factor is halved in its logarithm.
     */
    private static double lifted(DualCertificate certificate, BlockAscent.Solution solution, double enough) {
        double best = Double.POSITIVE_INFINITY;
        double holds = Double.POSITIVE_INFINITY;
        double fails = 0;
        double lift = FIRST_LIFT;
        int refinements = REFINEMENTS;
        while (refinements > 0 && best > enough && lift > SMALLEST_LIFT && lift < LARGEST_LIFT) {
            OptionalDouble bound = tried(certificate, solution, lift);
            if (bound.isPresent()) {
                holds = lift;
                best = Math.min(best, bound.getAsDouble());
            } else {
                fails = lift;
            }
            if (fails == 0) {
                lift = holds / LIFT_STEP;
            } else if (holds == Double.POSITIVE_INFINITY) {
                lift = fails * LIFT_STEP;
            } else {
                lift = Math.sqrt(holds * fails);
                refinements--;
            }
        }
        return best;
    }

    private static OptionalDouble tried(DualCertificate certificate, BlockAscent.Solution solution, double lift) {
        double mean = (solution.y0()
                        + Arrays.stream(solution.p()).sum()
                        + Arrays.stream(solution.q()).sum())
                / (1 + solution.p().length + solution.q().length);
        return certificate.bound(
                (1 + lift) * (solution.y0() + lift * mean),
                Arrays.stream(solution.p())
                        .map(x -> (1 + lift) * (x + lift * mean))
                        .toArray(),
                Arrays.stream(solution.q())
                        .map(x -> (1 + lift) * (x + lift * mean))
                        .toArray());
    }

    /** Signs of (z, e) and (z, v_j) for random z. */
    private void addRoundings(DMatrixRMaj v, RandomStream stream) {
        for (int k = 0; k < ROUNDINGS; k++) {
            double[] z = stream.gaussians(v.numCols);
            double[] products = DenseSigns.product(v, z);
            double[] signs = new double[products.length + 1];
            signs[0] = z[0] < 0 ? -1 : 1;
            for (int j = 0; j < products.length; j++) {
                signs[j + 1] = products[j] < 0 ? -1 : 1;
            }
            columnSigns.add(signs);
        }
    }

    private static DMatrixRMaj negative(DMatrixRMaj a) {
        DMatrixRMaj result = a.copy();
        for (int k = 0; k < result.data.length; k++) {
            result.data[k] = -result.data[k];
        }
        return result;
    }
}
