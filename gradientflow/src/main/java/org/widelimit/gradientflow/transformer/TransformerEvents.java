package org.widelimit.gradientflow.transformer;

import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.FlowEvent;
import org.widelimit.gradientflow.FlowEvent.Crossing;
import org.widelimit.gradientflow.FlowEvent.Response;
import org.widelimit.gradientflow.StateFunction;

/** What may happen on the way of a one-layer transformer, as events of its flow. */
public final class TransformerEvents {
    private final OneLayerTransformer model;
    private final TransformerShape shape;

    private TransformerEvents(OneLayerTransformer model, TransformerShape shape) {
        this.model = model;
        this.shape = shape;
    }

    /**
     * The events of a model.
     *
     * @param model model and data
     * @param shape sizes of the weights
     * @return their factory
     */
    public static TransformerEvents of(OneLayerTransformer model, TransformerShape shape) {
        return new TransformerEvents(model, shape);
    }

    /**
     * A plateau of the loss begins: -d ln L / dt = |theta'|^2 / L falls below a rate.
     *
     * @param rate per unit of time, positive
     * @param response what to do then
     * @return the event, named {@code plateau entered}
     */
    public FlowEvent plateauEntered(double rate, Response response) {
        return new FlowEvent("plateau entered", decay(rate), Crossing.FALLING, response);
    }

    /**
     * A plateau of the loss ends: -d ln L / dt = |theta'|^2 / L rises above a rate.
     *
     * @param rate per unit of time, positive
     * @param response what to do then
     * @return the event, named {@code plateau left}
     */
    public FlowEvent plateauLeft(double rate, Response response) {
        return new FlowEvent("plateau left", decay(rate), Crossing.RISING, response);
    }

    private StateFunction decay(double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("expected a positive rate, found " + rate);
        }
        return (t, y) -> {
            TransformerWeights weights = TransformerWeights.fromState(shape, y);
            double[] velocity = model.velocity(weights).state();
            return Matrices.dot(velocity, velocity) / model.loss(weights) - rate;
        };
    }

    /**
     * A matrix becomes of rank one up to a ratio: ln (sigma_2 / sigma_1) falls below ln ratio.
     *
     * @param name of the matrix, in the event's name
     * @param matrix of the weights, W_Q W_K^T for one
     * @param ratio in (0, 1)
     * @param response what to do then
     * @return the event, named {@code collapse of} the matrix
     */
    public FlowEvent collapse(
            String name, Function<TransformerWeights, DMatrixRMaj> matrix, double ratio, Response response) {
        if (!(ratio > 0 && ratio < 1)) {
            throw new IllegalArgumentException("expected a ratio in (0, 1), found " + ratio);
        }
        return new FlowEvent(
                "collapse of " + name,
                (t, y) -> Math.log(RankCollapse.ratio(matrix.apply(TransformerWeights.fromState(shape, y)), 2) / ratio),
                Crossing.FALLING,
                response);
    }

    /**
     * The leading singular pair of W_Q W_K^T turns onto that of a matrix, F for one: {@link RankCollapse#alignment} rises to a level.
     *
     * @param target shape (d, d), not zero
     * @param level in (0, 1)
     * @param response what to do then
     * @return the event, named {@code alignment}
     */
    public FlowEvent alignment(DMatrixRMaj target, double level, Response response) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("expected a level in (0, 1), found " + level);
        }
        DMatrixRMaj copy = target.copy();
        return new FlowEvent(
                "alignment",
                (t, y) -> {
                    TransformerWeights w = TransformerWeights.fromState(shape, y);
                    return RankCollapse.alignment(Matrices.multiplyTransB(w.wq(), w.wk()), copy) - level;
                },
                Crossing.RISING,
                response);
    }
}
