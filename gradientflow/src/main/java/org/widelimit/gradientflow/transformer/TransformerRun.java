package org.widelimit.gradientflow.transformer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowEvent;
import org.widelimit.gradientflow.FlowEvent.Response;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StepObserver.Decision;
import org.widelimit.gradientflow.StopReason;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.AtomicFiles;

/**
 * A run of the exact flow of a one-layer transformer, with the diagnostics of both stages at every accepted step.
 *
 * @param samples in order of time, the initial state first
 * @param stages when the stages ended
 * @param plateaus where -d ln L / dt is below 0.001 |S| / (n s), S being the labelled sum of the tokens
 * @param drift worst drift of each invariant, by name
 * @param stopReason why the run ended
 * @param last the weights at the end
 */
public record TransformerRun(
        List<Sample> samples,
        StageTimes stages,
        List<Plateau> plateaus,
        Map<String, Double> drift,
        StopReason stopReason,
        TransformerWeights last) {

    /** The first line of the CSV file; the columns are the components of {@link Sample}. */
    public static final String HEADER = "time,loss,norm_wq,norm_wk,norm_wv,norm_w1,norm_w2,condensation_wv,"
            + "sigma_ratio_w1,effective_rank_wq,sigma_ratio_wqwk,norm_wqwk,alignment_wqwk,"
            + "lines_w1,outer_gradient,delta";

    /** Of the loss at zero weights: below it the first plateau is over. */
    private static final double ESCAPED = 0.99;
    /** Of |S| / (n s): the loss falls so fast, relative to itself, at the edge of a plateau. */
    private static final double PLATEAU = 1e-3;
    /** Radians within which two rows of W1 count as one direction. */
    private static final double SAME_LINE = 0.1;
    /** Of the longest row: shorter ones have no direction to speak of. */
    private static final double SHORT_ROW = 1e-3;

    /**
     * One point of the run.
     *
     * @param time t
     * @param loss L
     * @param normWq |W_Q|_F
     * @param normWk |W_K|_F
     * @param normWv |W_V|_F
     * @param normW1 |W1|_F
     * @param normW2 |W2|
     * @param condensation the smallest |cosine| between a column of W_V and v; NaN where v or a column is zero
     * @param sigmaRatioW1 second over first singular value of W1
     * @param effectiveRankWq effective rank of W_Q ({@link RankCollapse#effectiveRank})
     * @param sigmaRatioProduct second over first singular value of W_Q W_K^T
     * @param normProduct |W_Q W_K^T|_F
     * @param alignment of W_Q W_K^T with F of {@link StageTwo#drive} at the same weights; NaN where one of them is zero
     * @param linesW1 the number of directions of the rows of W1, up to 0.1 radians ({@link Condensation#lines})
     * @param separation what Assumption 2 compares, here
     */
    public record Sample(
            double time,
            double loss,
            double normWq,
            double normWk,
            double normWv,
            double normW1,
            double normW2,
            double condensation,
            double sigmaRatioW1,
            double effectiveRankWq,
            double sigmaRatioProduct,
            double normProduct,
            double alignment,
            int linesW1,
            StageTwo.Separation separation) {

        private String line() {
            return time + "," + loss + "," + normWq + "," + normWk + "," + normWv + "," + normW1 + "," + normW2 + ","
                    + condensation + "," + sigmaRatioW1 + "," + effectiveRankWq + "," + sigmaRatioProduct + ","
                    + normProduct + "," + alignment + "," + linesW1 + "," + separation.outerGradient() + ","
                    + separation.delta();
        }
    }

    /**
     * When the stages ended; 0 where the start is beyond them, empty where the run is too short.
     *
     * @param escape first time the loss is 0.99 of that of zero weights: the end of the first plateau (the second one may lie only
     *     a few per cent below)
     * @param attention first time |W_Q W_K^T|_F is 1: keys and queries have left their linear regime
     */
    public record StageTimes(OptionalDouble escape, OptionalDouble attention) {}

    /** Copies the collections. */
    public TransformerRun {
        samples = List.copyOf(samples);
        plateaus = List.copyOf(plateaus);
        drift = Map.copyOf(drift);
    }

    /**
     * Follows the flow.
     *
     * @param model model and data
     * @param start theta(0)
     * @param time how long, positive
     * @param options how; samples are taken at the accepted steps whatever the options say
     * @return the run
     * @throws InputException if the loss is infinite at the start, or the time not positive
     */
    public static TransformerRun of(
            OneLayerTransformer model, TransformerWeights start, double time, FlowOptions options) {
        if (!(time > 0) || !Double.isFinite(time)) {
            throw new InputException("expected a positive time, found " + time);
        }
        model.requireFiniteLoss(start);
        TransformerShape shape = start.shape();
        Flow flow = model.flow(shape).withEvents(events(model, shape));
        List<Sample> samples = new ArrayList<>();
        Trajectory trajectory = FlowIntegrator.of(options.withSampling(Sampling.ends()))
                .integrate(flow, 0, start.state(), time, (t, y) -> {
                    samples.add(sample(model, t, TransformerWeights.fromState(shape, y)));
                    return Decision.CONTINUE;
                });
        StageTimes stages = new StageTimes(first(trajectory, flow, 0), first(trajectory, flow, 1));
        TransformerWeights last = TransformerWeights.fromState(shape, trajectory.finalState());
        FlowEvent entered = flow.events().get(2);
        List<Plateau> plateaus = Plateau.of(
                trajectory.occurrences(), entered.function().value(0, trajectory.state(0)), 0, trajectory.finalTime());
        return new TransformerRun(samples, stages, plateaus, trajectory.drift(), trajectory.stopReason(), last);
    }

    /**
     * Writes the samples as CSV, the {@link #HEADER} first.
     *
     * @param file where; its folder must exist
     * @throws InputException if it cannot be written
     */
    public void writeCsv(Path file) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Sample sample : samples) {
            text.append(sample.line()).append('\n');
        }
        AtomicFiles.writeString(file, text.toString());
    }

    private static List<FlowEvent> events(OneLayerTransformer model, TransformerShape shape) {
        double level = ESCAPED * model.options().loss().value(0);
        TransformerData data = model.data();
        double rate = Math.max(
                Double.MIN_NORMAL,
                PLATEAU * Matrices.norm(data.labelledSum()) / ((double) data.samples() * data.tokens()));
        TransformerEvents events = TransformerEvents.of(model, shape);
        return List.of(
                model.lossFallsTo(shape, level, Response.RECORD),
                model.keyQueryRisesTo(shape, 1, Response.RECORD),
                events.plateauEntered(rate, Response.RECORD),
                events.plateauLeft(rate, Response.RECORD));
    }

    /** When an event first happened; at the start if its level was behind it already. */
    private static OptionalDouble first(Trajectory trajectory, Flow flow, int index) {
        FlowEvent event = flow.events().get(index);
        double value = event.function().value(0, trajectory.state(0));
        if (event.crossing() == FlowEvent.Crossing.RISING ? value >= 0 : value <= 0) {
            return OptionalDouble.of(0);
        }
        return trajectory.occurrences().stream()
                .filter(occurrence -> occurrence.name().equals(event.name()))
                .mapToDouble(FlowEvent.Occurrence::time)
                .findFirst();
    }

    private static Sample sample(OneLayerTransformer model, double t, TransformerWeights w) {
        DMatrixRMaj product = Matrices.multiplyTransB(w.wq(), w.wk());
        DMatrixRMaj drive = StageTwo.drive(model.data(), w, model.options());
        return new Sample(
                t,
                model.loss(w),
                Matrices.norm(w.wq()),
                Matrices.norm(w.wk()),
                Matrices.norm(w.wv()),
                Matrices.norm(w.w1()),
                Matrices.norm(w.w2()),
                condensation(model.data(), w.wv()),
                RankCollapse.ratio(w.w1(), 2),
                RankCollapse.effectiveRank(w.wq()),
                RankCollapse.ratio(product, 2),
                Matrices.norm(product),
                RankCollapse.alignment(product, drive),
                Condensation.lines(w.w1(), SAME_LINE, SHORT_ROW),
                StageTwo.separation(model, w));
    }

    private static double condensation(TransformerData data, DMatrixRMaj wv) {
        double least = 1;
        for (double cosine : Condensation.columnCosines(wv, data.labelledSum())) {
            least = Double.isNaN(cosine) ? Double.NaN : Math.min(least, Math.abs(cosine));
        }
        return least;
    }
}
