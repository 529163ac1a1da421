package org.widelimit.gradientflow.transformer;

import org.ejml.data.DMatrixRMaj;

/**
 * The condensation condition (Assumption 1 of arXiv 2510.06954) at a state of the effective dynamics:
 *
 * <ol>
 *   <li>W2_i (W_v W1^{.,i}) &gt; 0 and W_{v,i} (W1_i W2) &gt; 0 for every i;</li>
 *   <li>&lt;W2_i W1^{.,i}, W2_j W1^{.,j}&gt; &gt; 0 and &lt;W_{v,i} W1_i, W_{v,j} W1_j&gt; &gt; 0 for every i and j,</li>
 * </ol>
 *
 * <p>with rows W1_i and columns W1^{.,i}. Once it holds it holds for good (Prop. 4).
 *
 * @param first the share of indices i with both of (1), in [0, 1]
 * @param second the share of pairs (i, j) with both of (2), in [0, 1]
 */
public record CondensationCondition(double first, double second) {

    /**
     * Checks a state.
     *
     * @param state W_v, W1, W2
     * @return the shares
     */
    public static CondensationCondition of(EffectiveDynamics state) {
        double[] wv = state.wv();
        double[] w2 = state.w2();
        DMatrixRMaj w1 = state.w1();
        int d = state.width();
        double[] forward = Matrices.apply(w1, w2);
        double[] backward = Matrices.applyTranspose(w1, wv);
        DMatrixRMaj rows = Matrices.outerGram(w1);
        DMatrixRMaj columns = Matrices.innerGram(w1);
        int singles = 0;
        int pairs = 0;
        for (int i = 0; i < d; i++) {
            singles += w2[i] * backward[i] > 0 && wv[i] * forward[i] > 0 ? 1 : 0;
            for (int j = 0; j < d; j++) {
                double column = w2[i] * w2[j] * columns.get(i, j);
                double row = wv[i] * wv[j] * rows.get(i, j);
                pairs += column > 0 && row > 0 ? 1 : 0;
            }
        }
        return new CondensationCondition((double) singles / d, (double) pairs / ((double) d * d));
    }

    /**
     * Whether the condition holds.
     *
     * @return both shares are 1
     */
    public boolean holds() {
        return first == 1 && second == 1;
    }
}
