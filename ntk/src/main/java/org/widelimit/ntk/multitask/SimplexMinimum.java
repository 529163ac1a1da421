package org.widelimit.ntk.multitask;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * {@code min w^T A w} over the simplex {@code w_i >= 0, sum_i w_i = 1}, for a positive semi-definite A (k, k), k small.
 *
 * <p>The minimiser of {@code v^T (A + 1 1^T) v / 2 - sum_i v_i} over v >= 0, divided by its sum, has the same conditions of optimality ({@code A w >= w^T A w}, equal where w_i > 0). That one by the active sets of
 * C. Lawson and R. Hanson, Solving Least Squares Problems (1974), chapter 23: it ends after finitely many sets, at the exact minimum up to rounding:
 * {@code A w >= w^T A w - 1e-6 max_ij |a_ij|}. Rows shorter than a thousandth of the longest are not told from 0 by that.
 */
final class SimplexMinimum {
    /** Of the linear term, 1: a slope below it is rounding. */
    private static final double NOISE = 1e-13;

    private final DMatrixRMaj a;
    private final int k;
    private final double[] v;
    private final BitSet active = new BitSet();

    private SimplexMinimum(DMatrixRMaj gram) {
        k = gram.numRows;
        v = new double[k];
        a = gram.copy();
        double scale = CommonOps_DDRM.elementMaxAbs(gram);
        for (int i = 0; i < k * k; i++) {
            // Where all gradients vanish, every point of the simplex is a minimum.
            a.data[i] = (scale > 0 ? a.data[i] / scale : 0) + 1;
        }
    }

    static double[] of(DMatrixRMaj gram) {
        double[] v = new SimplexMinimum(gram).solve();
        double sum = Arrays.stream(v).sum();
        return Arrays.stream(v).map(x -> x / sum).toArray();
    }

    /** Each set has a lower minimum than the one before, so none comes twice; where rounding brings one back, nothing is left to gain. */
    private double[] solve() {
        Set<BitSet> seen = new HashSet<>();
        for (int best = steepest(); best >= 0; best = steepest()) {
            active.set(best);
            double[] target = minimumOnActive();
            while (!positiveOnActive(target)) {
                moveTowards(target);
                target = minimumOnActive();
            }
            System.arraycopy(target, 0, v, 0, k);
            if (!seen.add((BitSet) active.clone())) {
                return v;
            }
        }
        return v;
    }

    /** The inactive coordinate along which the objective falls fastest; -1 when there is none. */
    private int steepest() {
        int best = -1;
        double slope = NOISE;
        for (int i = 0; i < k; i++) {
            double fall = 1;
            for (int j = 0; j < k; j++) {
                fall -= a.get(i, j) * v[j];
            }
            if (!active.get(i) && fall > slope) {
                best = i;
                slope = fall;
            }
        }
        return best;
    }

    private double[] minimumOnActive() {
        int[] places = active.stream().toArray();
        DMatrixRMaj part = new DMatrixRMaj(places.length, places.length);
        double[] ones = new double[places.length];
        Arrays.fill(ones, 1);
        for (int r = 0; r < places.length; r++) {
            for (int c = 0; c < places.length; c++) {
                part.set(r, c, a.get(places[r], places[c]));
            }
        }
        double[] solution = GramSolver.solve(part, ones);
        double[] target = new double[k];
        for (int r = 0; r < places.length; r++) {
            target[places[r]] = solution[r];
        }
        return target;
    }

    private boolean positiveOnActive(double[] target) {
        for (int i = 0; i < k; i++) {
            if (active.get(i) && target[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    /** As far as all coordinates stay >= 0; the one that reaches 0 first leaves the set. */
    private void moveTowards(double[] target) {
        double share = Double.POSITIVE_INFINITY;
        int first = -1;
        for (int i = 0; i < k; i++) {
            if (active.get(i) && target[i] <= 0) {
                double reached = v[i] > 0 ? v[i] / (v[i] - target[i]) : 0;
                if (reached < share) {
                    share = reached;
                    first = i;
                }
            }
        }
        for (int i = 0; i < k; i++) {
            v[i] = Math.max(0, v[i] + share * (target[i] - v[i]));
        }
        v[first] = 0;
        active.clear(first);
    }
}
