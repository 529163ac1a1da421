package org.widelimit.validation.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StepObserver.Decision;
import org.widelimit.gradientflow.transformer.EffectiveTrajectory;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.StageTwo;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The exact flow on one task from small weights through both stages, beside what the theory says beforehand.
 *
 * @param task model and data
 * @param initialScale epsilon
 * @param moments accepted steps, the start first
 * @param first the effective dynamics of the first stage from the same weights
 * @param restPoint where the first stage comes to rest by the theory, if it does
 * @param rest index of the moment between the stages, where the loss falls most slowly
 */
record TwoStageRun(
        SequenceTask task,
        double initialScale,
        List<Moment> moments,
        EffectiveTrajectory first,
        Optional<RestPoint> restPoint,
        int rest) {

    /** Of the loss of a plateau: below it the plateau is over. */
    static final double LEFT = 0.99;

    /** Of the loss at the rest point: there the run ends. */
    private static final double END = 0.6;

    private static final double LONGEST = 1e9;
    private static final FlowOptions FLOW =
            FlowOptions.standard().withTolerances(1e-8, 1e-10).withSampling(Sampling.ends());

    static TwoStageRun of(SequenceTask task, double initialScale, RandomStreams random) {
        OneLayerTransformer model = task.model();
        TransformerData data = task.data();
        TransformerShape shape = TransformerShape.square(data.width());
        TransformerWeights start = TransformerWeights.gaussian(shape, initialScale, random.child("weights").stream());
        Optional<RestPoint> restPoint = RestPoint.of(data, model.options().loss());
        double end = END
                * restPoint.map(RestPoint::loss).orElse(model.options().loss().value(0));
        List<Moment> moments = new ArrayList<>();
        FlowIntegrator.of(FLOW).integrate(model.flow(shape), 0, start.state(), LONGEST, (t, y) -> {
            Moment moment = Moment.of(model, t, TransformerWeights.fromState(shape, y));
            moments.add(moment);
            return moment.loss() > end ? Decision.CONTINUE : Decision.STOP;
        });
        return new TwoStageRun(
                task,
                initialScale,
                List.copyOf(moments),
                start.effective(data.direction(), initialScale).trajectory(),
                restPoint,
                rest(moments, LEFT * model.options().loss().value(0)));
    }

    /** After the loss has left the first plateau its fall grows and then shrinks: the first minimum. */
    private static int rest(List<Moment> moments, double level) {
        int i = 0;
        while (i + 1 < moments.size() && moments.get(i).loss() > level) {
            i++;
        }
        while (i + 1 < moments.size()
                && moments.get(i + 1).fall() >= moments.get(i).fall()) {
            i++;
        }
        while (i + 1 < moments.size()
                && moments.get(i + 1).fall() < moments.get(i).fall()) {
            i++;
        }
        return i;
    }

    TransformerData data() {
        return task.data();
    }

    Moment atRest() {
        return moments.get(rest);
    }

    Moment last() {
        return moments.get(moments.size() - 1);
    }

    /** Rescaled time, the clock of the first stage. */
    double clock(double time) {
        return data().rescaledTime(time, initialScale, task.model().options().loss());
    }

    double[] clocks() {
        return moments.stream().mapToDouble(m -> clock(m.time())).toArray();
    }

    /** T*, the end of the first stage by the theory. */
    OptionalDouble blowUp() {
        return first.blowUp().time();
    }

    /** -dL/dt at rest over the largest before: near 0 on a plateau. */
    double slowdown() {
        double fastest = moments.subList(0, rest + 1).stream()
                .mapToDouble(Moment::fall)
                .max()
                .orElseThrow();
        return atRest().fall() / fastest;
    }

    /** The share of samples with the right sign at a moment. */
    double accuracy(Moment moment) {
        double[] outputs = task.model().outputs(moment.weights());
        int right = 0;
        for (int i = 0; i < outputs.length; i++) {
            right += outputs[i] * data().label(i) > 0 ? 1 : 0;
        }
        return (double) right / outputs.length;
    }

    /** When the loss first falls to 0.99 of that of zero weights. */
    double firstEscape() {
        return crossing(LEFT * task.model().options().loss().value(0), 0);
    }

    /** When the loss first falls to 0.99 of that at rest. */
    double secondEscape() {
        return crossing(LEFT * atRest().loss(), rest);
    }

    /** The moment after the second escape. */
    Moment atSecondEscape() {
        double level = LEFT * atRest().loss();
        return moments.stream()
                .skip(rest)
                .filter(m -> m.loss() <= level)
                .findFirst()
                .orElse(last());
    }

    private double crossing(double level, int from) {
        for (int i = from; i + 1 < moments.size(); i++) {
            Moment before = moments.get(i);
            Moment after = moments.get(i + 1);
            if (before.loss() > level && after.loss() <= level) {
                double share = (before.loss() - level) / (before.loss() - after.loss());
                return before.time() + share * (after.time() - before.time());
            }
        }
        return Double.NaN;
    }

    /** F of eq. 15 at the weights at rest, activation included. */
    DMatrixRMaj drive() {
        return StageTwo.drive(data(), atRest().weights(), task.model().options());
    }

    /** The second stage in closed form, from keys and queries at rest and that F. */
    KeyQueryDynamics second() {
        return KeyQueryDynamics.of(
                drive(), atRest().weights().wq(), atRest().weights().wk());
    }

    /** Half the slope of ln |W_Q W_K^T|_F from the middle of the second plateau to its end, between accepted steps. */
    double growth() {
        double middle = (atRest().time() + secondEscape()) / 2;
        Moment to = atSecondEscape();
        Moment from = atRest();
        for (Moment moment : moments.subList(rest, moments.size())) {
            from = moment.time() <= middle ? moment : from;
        }
        return Math.log(to.productNorm() / from.productNorm()) / (2 * (to.time() - from.time()));
    }
}
