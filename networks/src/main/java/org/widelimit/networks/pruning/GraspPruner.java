package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Gradients;
import org.widelimit.networks.Loss;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Trace;

/**
 * {@code score = (H g) o w / (|sum (H g) o w| + 1e-10)}, signed: the highest are kept.
 *
 * <p>{@code g} is the gradient and {@code H} the Hessian of {@code L(f/T, Y)} in the prunable weights alone, each summed over the
 * batches; {@code T} is a temperature. C. Wang, G. Zhang and R. Grosse, GraSP, arXiv 2002.07376, eq. 8, with the sign turned so
 * that high means important.
 *
 * @param temperature {@code T}; 200 in the paper's code
 */
public record GraspPruner(double temperature) implements Pruner {
    private static final double TEMPERATURE = 200;
    private static final double EPSILON = 1e-10;

    public GraspPruner {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("expected a temperature > 0, found " + temperature);
        }
    }

    /** With temperature 200. */
    public GraspPruner() {
        this(TEMPERATURE);
    }

    @Override
    public String name() {
        return "grasp";
    }

    @Override
    public List<DMatrixRMaj> scores(ScoringTask task) {
        Mlp network = task.network();
        Loss loss = task.data().loss().tempered(temperature);
        Gradients direction = direction(task, gradient(task, loss));
        Sums products = new Sums(task.layers());
        for (PruningData.Batch batch : Sums.batches(this, task)) {
            products.add(network.hessianProduct(batch.inputs(), batch.targets(), loss, direction)
                    .weights());
        }
        return normalised(task, products.matrices());
    }

    private List<DMatrixRMaj> gradient(ScoringTask task, Loss loss) {
        Sums sums = new Sums(task.layers());
        for (PruningData.Batch batch : Sums.batches(this, task)) {
            Trace trace = task.network().forwardTrace(batch.inputs());
            DMatrixRMaj seed = loss.gradient(trace.outputs(), batch.targets());
            sums.add(task.network().gradients(trace, seed).weights());
        }
        return sums.matrices();
    }

    /** {@code g} on the prunable weights, zero on all else: biases and dense layers are no variables of the score. */
    private static Gradients direction(ScoringTask task, List<DMatrixRMaj> gradient) {
        List<DMatrixRMaj> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        for (int l = 1; l <= task.network().layers(); l++) {
            int out = task.network().shape().units(l);
            int position = task.layers().indexOf(l);
            weights.add(
                    position >= 0
                            ? gradient.get(position)
                            : new DMatrixRMaj(out, task.network().shape().fanIn(l)));
            if (!task.network().biases().isEmpty()) {
                biases.add(new double[out]);
            }
        }
        return new Gradients(weights, biases);
    }

    private static List<DMatrixRMaj> normalised(ScoringTask task, List<DMatrixRMaj> products) {
        List<DMatrixRMaj> weights = task.network().weights();
        double sum = 0;
        for (int s = 0; s < products.size(); s++) {
            DMatrixRMaj score = products.get(s);
            DMatrixRMaj w = weights.get(task.layers().get(s) - 1);
            for (int k = 0; k < score.getNumElements(); k++) {
                score.data[k] *= w.data[k];
                sum += score.data[k];
            }
        }
        return Sums.divided(products, Math.abs(sum) + EPSILON);
    }
}
