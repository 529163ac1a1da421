package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.ntk.dual.Marginals;

/** What a kernel of an architecture knows about each input alone: {@code sqrt(K(x_i, x_i))} before every step, and the moments under it at activations. */
final class ArchitectureSide {
    private final DMatrixRMaj inputs;
    private final List<double[]> roots;
    private final Map<Integer, Marginals> marginals;

    private ArchitectureSide(DMatrixRMaj inputs, List<double[]> roots, Map<Integer, Marginals> marginals) {
        this.inputs = inputs;
        this.roots = roots;
        this.marginals = marginals;
    }

    static ArchitectureSide of(DMatrixRMaj x, List<KernelStep> steps) {
        List<double[]> moments = new ArrayList<>();
        moments.add(inputMoments(x));
        Map<Integer, Marginals> marginals = new HashMap<>();
        for (int k = 0; k < steps.size(); k++) {
            double[] q = moments.get(k);
            if (steps.get(k) instanceof KernelStep.Affine affine) {
                q = combined(affine.layer().weightVariance(), q, affine.layer().biasVariance(), null);
            } else if (steps.get(k) instanceof KernelStep.Activate activate) {
                Marginals made = activate.activation().marginals(q);
                marginals.put(k, made);
                q = combined(1, made.moment(), 0, null);
            } else if (steps.get(k) instanceof KernelStep.Add add) {
                double a = add.shortcut() * add.shortcut();
                q = combined(add.residual() * add.residual(), q, a, moments.get(add.push()));
            }
            moments.add(q);
        }
        return new ArchitectureSide(
                x, moments.stream().map(ArchitectureSide::rootsOf).toList(), marginals);
    }

    private static double[] inputMoments(DMatrixRMaj x) {
        double[] q = new double[x.numRows];
        for (int i = 0; i < x.numRows; i++) {
            double sum = 0;
            for (int j = 0; j < x.numCols; j++) {
                double entry = x.data[i * x.numCols + j];
                sum += entry * entry;
            }
            q[i] = Inputs.finite(sum / x.numCols, i);
        }
        return q;
    }

    /** {@code a q_i + b other_i}, with 1 for other where there is none. */
    private static double[] combined(double a, double[] q, double b, double @Nullable [] other) {
        double[] result = new double[q.length];
        for (int i = 0; i < q.length; i++) {
            result[i] = Inputs.finite(a * q[i] + (other == null ? b : b * other[i]), i);
        }
        return result;
    }

    private static double[] rootsOf(double[] q) {
        double[] roots = new double[q.length];
        for (int i = 0; i < q.length; i++) {
            roots[i] = Math.sqrt(q[i]);
        }
        return roots;
    }

    DMatrixRMaj inputs() {
        return inputs;
    }

    /** {@code sqrt(K(x_i, x_i))} before step k; k may be the number of steps. */
    double[] roots(int k) {
        return roots.get(k);
    }

    /** The marginals at step k, an activation. */
    Marginals marginals(int k) {
        Marginals found = marginals.get(k);
        if (found == null) {
            throw new IllegalStateException("step " + k + " is no activation");
        }
        return found;
    }
}
