package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.gradientflow.FlowEvent;
import org.widelimit.gradientflow.FlowEvent.Occurrence;
import org.widelimit.gradientflow.FlowEvent.Response;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.numerics.random.RandomStream;

class TransformerEventsTest {
    private static final TransformerShape SHAPE = TransformerShape.square(4);
    private static final TransformerOptions IDENTITY =
            new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL);
    private static final TransformerData DATA = TransformerData.gaussian(24, 4, 4, Laws.stream(3, "d17"));
    private static final OneLayerTransformer MODEL = OneLayerTransformer.of(DATA, IDENTITY);

    private static TransformerWeights start() {
        return TransformerWeights.gaussian(SHAPE, 1e-4, Laws.stream(3, "events"));
    }

    private static Trajectory run(double time, FlowEvent... events) {
        return FlowIntegrator.of(FlowOptions.standard().withSampling(Sampling.ends()))
                .integrate(MODEL.flow(SHAPE).withEvents(List.of(events)), 0, start().state(), time);
    }

    @Test
    void aRunHasItsTwoPlateaus() {
        double stageOne =
                start().effective(DATA.direction(), 1e-4).blowUp().time().orElseThrow()
                        / DATA.rescaledTime(1, 1e-4, IDENTITY.loss());
        TransformerRun run = TransformerRun.of(MODEL, start(), stageOne + 400, FlowOptions.standard());
        assertThat(run.plateaus()).hasSizeGreaterThanOrEqualTo(2);
        Plateau first = run.plateaus().get(0);
        Plateau second = run.plateaus().get(1);
        assertThat(first.entered()).isZero();
        assertThat(first.left()).isBetween(0.9 * stageOne, stageOne);
        assertThat(second.entered()).isGreaterThan(run.stages().escape().orElseThrow());
        assertThat(second.left() - second.entered()).isGreaterThan(10);
        TransformerRun.Sample end = run.samples().get(run.samples().size() - 1);
        assertThat(run.samples().get(0).linesW1()).isEqualTo(4);
        assertThat(run.samples().stream()
                        .filter(sample -> sample.time() > first.left() && sample.time() < second.left())
                        .mapToInt(TransformerRun.Sample::linesW1)
                        .min()
                        .orElseThrow())
                .isEqualTo(1);
        // On the second plateau the outer gradient is small, as Assumption 2 wants it.
        double least = run.samples().stream()
                .filter(sample -> sample.time() > second.entered() && sample.time() < second.left())
                .mapToDouble(sample -> sample.separation().outerGradient())
                .min()
                .orElseThrow();
        assertThat(least).isLessThan(1e-3);
        assertThat(end.separation().delta()).isGreaterThan(1e-4);
    }

    @Test
    void theLevelIsReachedAtTheEvent() {
        RandomStream random = Laws.stream(5, "target");
        DMatrixRMaj target = StageTwo.drive(
                DATA,
                BalancedReduction.lift(
                        UniformAttentionLoss.of(DATA, IDENTITY.loss())
                                .minimiser()
                                .orElseThrow(),
                        Laws.unit(4, random),
                        Laws.unit(4, random),
                        4),
                IDENTITY);
        TransformerEvents events = TransformerEvents.of(MODEL, SHAPE);
        FlowEvent collapse = events.collapse("W1", TransformerWeights::w1, 0.01, Response.RECORD);
        FlowEvent alignment = events.alignment(target, 0.9, Response.RECORD);
        FlowEvent left = events.plateauLeft(1e-3, Response.RECORD);
        double stageOne =
                start().effective(DATA.direction(), 1e-4).blowUp().time().orElseThrow()
                        / DATA.rescaledTime(1, 1e-4, IDENTITY.loss());
        Trajectory trajectory = run(stageOne + 200, collapse, alignment, left);
        assertThat(trajectory.occurrences())
                .extracting(Occurrence::name)
                .contains("collapse of W1", "alignment", "plateau left");
        for (Occurrence occurrence : trajectory.occurrences()) {
            TransformerWeights w = TransformerWeights.fromState(SHAPE, occurrence.state());
            if (occurrence.name().equals("collapse of W1")) {
                assertThat(RankCollapse.ratio(w.w1(), 2)).isCloseTo(0.01, within(1e-8));
            } else if (occurrence.name().equals("alignment")) {
                assertThat(RankCollapse.alignment(Matrices.multiplyTransB(w.wq(), w.wk()), target))
                        .isCloseTo(0.9, within(1e-6));
            } else {
                double[] velocity = MODEL.velocity(w).state();
                assertThat(Matrices.dot(velocity, velocity) / MODEL.loss(w)).isCloseTo(1e-3, within(1e-8));
            }
        }
    }

    @Test
    void refusesLevelsThatAreNone() {
        TransformerEvents events = TransformerEvents.of(MODEL, SHAPE);
        assertThatIllegalArgumentException().isThrownBy(() -> events.plateauEntered(0, Response.STOP));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> events.collapse("W1", TransformerWeights::w1, 1, Response.STOP));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> events.alignment(new DMatrixRMaj(4, 4), 1, Response.STOP));
    }
}
