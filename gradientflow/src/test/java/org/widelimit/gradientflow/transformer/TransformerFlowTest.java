package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.StopReason;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics.State;
import org.widelimit.numerics.InputException;

/** Whole trajectories against SciPy and mpmath, and runs with their diagnostics. */
class TransformerFlowTest {

    private static String[] setup(String name) {
        return Fixture.rows("transformer_setup.csv").stream()
                .filter(row -> row[0].equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TransformerData data() {
        double[] shape = Fixture.numbers(setup("X")[1]);
        return TransformerData.of(
                (int) shape[0],
                (int) shape[1],
                (int) shape[2],
                Fixture.numbers(setup("X")[2]),
                Fixture.numbers(setup("y")[2]));
    }

    private static TransformerWeights start() {
        double[] sizes = Fixture.numbers(setup("theta")[1]);
        TransformerShape shape = new TransformerShape((int) sizes[0], (int) sizes[1], (int) sizes[2], (int) sizes[3]);
        return TransformerWeights.fromState(shape, Fixture.numbers(setup("theta")[2]));
    }

    @Test
    void trajectoriesAreThoseOfComplexStepGradientsInSciPy() {
        List<String[]> rows = Fixture.rows("transformer_flow.csv");
        assertThat(rows).hasSize(8);
        for (String[] row : rows) {
            TransformerOptions options = new TransformerOptions(
                    Attention.valueOf(row[0]), HiddenActivation.valueOf(row[1]), MarginLoss.valueOf(row[2]));
            OneLayerTransformer model = OneLayerTransformer.of(data(), options);
            assertThat(model.loss(start())).isCloseTo(Double.parseDouble(row[4]), offset(1e-14));
            Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard().withTolerances(1e-12, 1e-14))
                    .integrate(model.flow(start().shape()), 0, start().state(), Double.parseDouble(row[3]))
                    .complete();
            assertThat(trajectory.finalState()).containsExactly(Fixture.numbers(row[6]), within(1e-10));
            assertThat(model.loss(TransformerWeights.fromState(start().shape(), trajectory.finalState())))
                    .isCloseTo(Double.parseDouble(row[5]), offset(1e-11));
        }
    }

    @Test
    void keyQueryStatesAreThoseOfTheMatrixExponentialInFortyDigits() {
        for (String[] row : Fixture.rows("key_query.csv")) {
            int d = Integer.parseInt(row[0]);
            int r = Integer.parseInt(row[1]);
            KeyQueryDynamics dynamics = KeyQueryDynamics.of(
                    Fixture.matrix(d, d, row[2]), Fixture.matrix(d, r, row[3]), Fixture.matrix(d, r, row[4]));
            State state = dynamics.at(Double.parseDouble(row[5]));
            DMatrixRMaj query = Fixture.matrix(d, r, row[6]);
            DMatrixRMaj key = Fixture.matrix(d, r, row[7]);
            // e^{sigma t} knows sigma t to eps sigma t, about 30 eps here.
            assertThat(Laws.distance(state.query(), query)).isLessThan(1e-13 * Matrices.norm(query));
            assertThat(Laws.distance(state.key(), key)).isLessThan(1e-13 * Matrices.norm(key));
        }
    }

    @Test
    void aRunHasASampleForEveryStep() {
        OneLayerTransformer model = OneLayerTransformer.of(data(), TransformerOptions.standard());
        TransformerRun run = TransformerRun.of(model, start(), 20, FlowOptions.standard());
        assertThat(run.stopReason()).isEqualTo(StopReason.END_OF_SPAN);
        TransformerRun.Sample first = run.samples().get(0);
        TransformerRun.Sample last = run.samples().get(run.samples().size() - 1);
        assertThat(first.time()).isZero();
        assertThat(last.time()).isEqualTo(20);
        assertThat(first.loss()).isEqualTo(model.loss(start()));
        assertThat(last.loss()).isEqualTo(model.loss(run.last())).isLessThan(first.loss());
        assertThat(first.normWq()).isCloseTo(Matrices.norm(start().wq()), offset(1e-15));
        assertThat(first.normProduct())
                .isCloseTo(Matrices.norm(Matrices.multiplyTransB(start().wq(), start().wk())), offset(1e-15));
        assertThat(last.alignment()).isBetween(0.0, 1.0);
        assertThat(last.condensation()).isGreaterThan(first.condensation());
        assertThat(run.drift().get("WQ^T WQ - WK^T WK")).isLessThan(1e-8);
        double escape = run.stages().escape().orElseThrow();
        double attention = run.stages().attention().orElseThrow();
        assertThat(lossAt(model, escape)).isCloseTo(0.99, offset(1e-8));
        assertThat(escape).isLessThan(attention);
    }

    private static double lossAt(OneLayerTransformer model, double time) {
        TransformerShape shape = start().shape();
        double[] state = FlowIntegrator.of(FlowOptions.standard())
                .integrate(model.flow(shape), 0, start().state(), time)
                .finalState();
        return model.loss(TransformerWeights.fromState(shape, state));
    }

    @Test
    void aShortRunHasNoStageTimes() {
        OneLayerTransformer model = OneLayerTransformer.of(data(), TransformerOptions.standard());
        TransformerWeights tiny = TransformerWeights.fromState(start().shape(), Matrices.scaled(1e-4, start().state()));
        TransformerRun run = TransformerRun.of(model, tiny, 1, FlowOptions.standard());
        assertThat(run.stages().escape()).isEmpty();
        assertThat(run.stages().attention()).isEmpty();
        // ... and a start beyond both has them behind it.
        TransformerRun late = TransformerRun.of(
                model,
                TransformerRun.of(model, start(), 20, FlowOptions.standard()).last(),
                1,
                FlowOptions.standard());
        assertThat(late.stages().escape()).hasValue(0);
        assertThat(late.stages().attention()).hasValue(0);
        assertThatThrownBy(() -> TransformerRun.of(model, tiny, 0, FlowOptions.standard()))
                .isInstanceOf(InputException.class)
                .hasMessage("expected a positive time, found 0.0");
    }

    @Test
    void writesCsv(@TempDir Path folder) throws IOException {
        OneLayerTransformer model = OneLayerTransformer.of(data(), TransformerOptions.standard());
        TransformerRun run = TransformerRun.of(model, start(), 1, FlowOptions.standard());
        Path file = folder.resolve("traj.csv");
        run.writeCsv(file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo(TransformerRun.HEADER);
        assertThat(lines).hasSize(run.samples().size() + 1).allMatch(line -> line.split(",").length == 16);
        assertThat(Double.parseDouble(lines.get(lines.size() - 1).split(",")[1]))
                .isEqualTo(model.loss(run.last()));
    }

    @Test
    void weightsAreRefusedThatDoNotFit() {
        DMatrixRMaj two = new DMatrixRMaj(2, 2);
        assertThatThrownBy(() -> new TransformerWeights(two, new DMatrixRMaj(3, 2), two, two, new double[2]))
                .isInstanceOf(InputException.class)
                .hasMessage("expected wk of shape (2, 2), found (3, 2)");
        assertThatThrownBy(() -> new TransformerWeights(two, two, two, two, new double[3]))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new TransformerShape(1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransformerWeights.fromState(TransformerShape.square(2), new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransformerWeights.gaussian(TransformerShape.square(2), -1, Laws.stream(1, "x")))
                .isInstanceOf(IllegalArgumentException.class);
        OneLayerTransformer model = OneLayerTransformer.of(data(), TransformerOptions.standard());
        assertThatThrownBy(() -> model.flow(TransformerShape.square(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected weights for tokens of width 3, found 2");
    }
}
