package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.Invariant;

/**
 * The flow of w = W_V W^[1] W^[2] for balanced weights of rank one, without activation and with uniform attention (W_Q = W_K = 0):
 *
 * <p>w' = |w|^{4/3} (I + 2 w w^T / |w|^2) (-grad L1(w)), with L1 of {@link UniformAttentionLoss}.
 *
 * <p>Derivation: with W_V = a u p^T, W1 = a p q^T, W2 = a q and unit vectors, w = a^3 u and g = -grad L1 drive W_V' = g (W1 W2)^T, so that
 * the component of g along u moves all three factors and the one across it W_V alone; a^4 = |w|^{4/3}. The shape is kept.
 * It joins the end of the first stage to the second one in d numbers.
 */
public final class BalancedReduction implements Flow {
    private final UniformAttentionLoss loss;

    private BalancedReduction(UniformAttentionLoss loss) {
        this.loss = loss;
    }

    /**
     * The reduced flow of a loss.
     *
     * @param loss L1
     * @return the flow
     */
    public static BalancedReduction of(UniformAttentionLoss loss) {
        return new BalancedReduction(loss);
    }

    @Override
    public int dimension() {
        return loss.dimension();
    }

    @Override
    public void derivative(double t, double[] w, double[] dw) {
        double square = Matrices.dot(w, w);
        if (square == 0) {
            Arrays.fill(dw, 0);
            return;
        }
        double[] g = loss.descent(w);
        double along = 2 * Matrices.dot(w, g) / square;
        double speed = Math.cbrt(square) * Math.cbrt(square);
        for (int i = 0; i < dw.length; i++) {
            dw[i] = speed * (g[i] + along * w[i]);
        }
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(Invariant.decreasing("loss", 0, (t, w) -> loss.value(w)));
    }

    /**
     * Balanced weights of rank one with this product: W_V = a u p^T, W1 = a p q^T, W2 = a q, a = |w|^{1/3}, W_Q = W_K = 0.
     *
     * @param w length d
     * @param p unit vector of length m
     * @param q unit vector of length h
     * @param keys r
     * @return the weights
     */
    public static TransformerWeights lift(double[] w, double[] p, double[] q, int keys) {
        double norm = Matrices.norm(w);
        double a = Math.cbrt(norm);
        double[] u = norm > 0 ? Matrices.scaled(1 / norm, w) : w;
        DMatrixRMaj none = new DMatrixRMaj(w.length, keys);
        return new TransformerWeights(none, none.copy(), outer(a, u, p), outer(a, p, q), Matrices.scaled(a, q));
    }

    private static DMatrixRMaj outer(double factor, double[] x, double[] y) {
        DMatrixRMaj c = new DMatrixRMaj(x.length, y.length);
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                c.data[i * y.length + j] = factor * x[i] * y[j];
            }
        }
        return c;
    }
}
