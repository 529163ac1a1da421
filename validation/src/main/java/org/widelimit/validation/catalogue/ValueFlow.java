package org.widelimit.validation.catalogue;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;

/**
 * The first stage with the whole of W_V instead of v W_V alone: W_V' = v^T (W1 W2)^T, W1' = (v W_V)^T W2^T, W2' = (v W_V W1)^T
 * (arXiv 2510.06954, eq. 7 before the projection onto v). The state is W_V, W1, W2 in turn, each row by row.
 */
final class ValueFlow implements Flow {

    private final double[] v;
    private final int d;

    ValueFlow(double[] v) {
        this.v = v.clone();
        this.d = v.length;
    }

    @Override
    public int dimension() {
        return 2 * d * d + d;
    }

    @Override
    public void derivative(double t, double[] y, double[] dy) {
        int w1 = d * d;
        int w2 = 2 * d * d;
        double[] wv = along(new DMatrixRMaj(d, d, true, Arrays.copyOf(y, w1)));
        double[] product = new double[d];
        Arrays.fill(dy, w2, w2 + d, 0);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                product[i] += y[w1 + i * d + j] * y[w2 + j];
                dy[w1 + i * d + j] = wv[i] * y[w2 + j];
                dy[w2 + j] += wv[i] * y[w1 + i * d + j];
            }
        }
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                dy[i * d + k] = v[i] * product[k];
            }
        }
    }

    /** v W_V. */
    double[] along(DMatrixRMaj value) {
        double[] wv = new double[d];
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                wv[k] += v[i] * value.get(i, k);
            }
        }
        return wv;
    }

    /** W_V a time later, with W1 and W2 from a state of the effective dynamics. */
    DMatrixRMaj after(DMatrixRMaj value, EffectiveDynamics start, double time) {
        double[] state = Arrays.copyOf(value.data, dimension());
        System.arraycopy(start.w1().data, 0, state, d * d, d * d);
        System.arraycopy(start.w2(), 0, state, 2 * d * d, d);
        FlowOptions options =
                FlowOptions.standard().withTolerances(1e-12, 1e-14).withSampling(Sampling.ends());
        double[] end = FlowIntegrator.of(options)
                .integrate(this, 0, state, time)
                .complete()
                .finalState();
        return new DMatrixRMaj(d, d, true, Arrays.copyOf(end, d * d));
    }
}
