package org.widelimit.ntk.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.networks.LogisticLoss;
import org.widelimit.networks.Loss;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.SoftmaxCrossEntropy;
import org.widelimit.ntk.kernel.Matrices;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;

class LossFlowTest {
    private final DenseBackend backend = DenseBackends.preferred();
    private final DMatrixRMaj kernel = References.ntk(References.TRAIN, References.TRAIN);

    @Test
    void theSquaredErrorIsTheClosedForm() {
        DMatrixRMaj y = Matrices.inputs(1, 5, 2);
        DMatrixRMaj start = Matrices.inputs(2, 5, 2);
        LossFlow flow = LossFlow.of(kernel, y, new MeanSquaredError(), backend).startingAt(start);
        MseDynamics closed = MseDynamics.of(kernel, y, MseOptions.defaults()).startingAt(start);
        List<Double> times = List.of(0.0, 0.3, 0.3, 5.0, 40.0);
        List<DMatrixRMaj> found = flow.coefficients(times);
        for (int k = 0; k < times.size(); k++) {
            GradientFlow training = new GradientFlow(times.get(k));
            assertThat(Matrices.distance(found.get(k), closed.coefficients(training)))
                    .isLessThan(1e-9);
            assertThat(Matrices.distance(flow.trainOutputs(found.get(k)), closed.trainOutputs(training)))
                    .isLessThan(1e-9);
            assertThat(flow.loss(found.get(k))).isCloseTo(closed.loss(training), within(1e-10));
        }
        DMatrixRMaj rolled = flow.descend(0.3, 0.8, 40);
        assertThat(Matrices.distance(rolled, closed.coefficients(new HeavyBall(0.3, 0.8, 40))))
                .isLessThan(1e-12);
    }

    /** One example of the logistic loss: f' = k / (1 + e^f), hence f + e^f = 1 + k t. */
    @Test
    void oneLogisticExampleIsAsByHand() {
        double k = 2.5;
        LossFlow flow = LossFlow.of(
                new DMatrixRMaj(1, 1, true, k), new DMatrixRMaj(1, 1, true, 1), new LogisticLoss(), backend);
        for (double t : new double[] {1e-6, 0.1, 1, 30, 3000}) {
            double f = k * flow.coefficients(t).get(0);
            assertThat(f + Math.exp(f)).isCloseTo(1 + k * t, within(1e-9 * (1 + k * t)));
        }
    }

    /** Two classes under the softmax: the difference of the logits is moved by twice the kernel. */
    @Test
    void theSoftmaxOfTwoClassesIsTheLogisticFlowAtTwiceTheSpeed() {
        DMatrixRMaj signs = new DMatrixRMaj(5, 1, true, 1, -1, -1, 1, 1);
        DMatrixRMaj oneHot = new DMatrixRMaj(5, 2);
        for (int i = 0; i < 5; i++) {
            oneHot.set(i, signs.get(i) > 0 ? 0 : 1, 1);
        }
        LossFlow softmax = LossFlow.of(kernel, oneHot, new SoftmaxCrossEntropy(), backend);
        LossFlow logistic = LossFlow.of(Matrices.scaled(2, kernel), signs, new LogisticLoss(), backend);
        DMatrixRMaj f = softmax.trainOutputs(softmax.coefficients(7));
        DMatrixRMaj g = logistic.trainOutputs(logistic.coefficients(7));
        for (int i = 0; i < 5; i++) {
            assertThat(f.get(i, 0) - f.get(i, 1)).isCloseTo(g.get(i), within(1e-9));
            assertThat(f.get(i, 0) + f.get(i, 1)).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void smallStepsOfDescentAreTheFlowToFirstOrder() {
        DMatrixRMaj oneHot = References.oneHot();
        for (Loss loss : List.of(new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy().tempered(2))) {
            LossFlow flow = LossFlow.of(kernel, oneHot, loss, backend);
            DMatrixRMaj exact = flow.coefficients(3);
            double coarse = Matrices.distance(flow.descend(0.003, 0, 1000), exact);
            double fine = Matrices.distance(flow.descend(0.0015, 0, 2000), exact);
            assertThat(coarse / fine).isCloseTo(2, within(0.01));
            assertThat(fine).isLessThan(1e-3);
        }
    }

    @Test
    void crossEntropyAgreesWithScipy() {
        LossFlow flow = LossFlow.of(kernel, References.oneHot(), new SoftmaxCrossEntropy(), backend);
        for (References.Row row : References.rows("cross-entropy")) {
            DMatrixRMaj f =
                    backend.multiply(References.ntk(References.TEST, References.TRAIN), flow.coefficients(row.time()));
            for (int k = 0; k < 6; k++) {
                assertThat(f.get(k)).isCloseTo(row.values()[k], within(1e-8));
            }
        }
    }

    @Test
    void whatCannotBeIntegratedIsRefused() {
        LossFlow flow = LossFlow.of(kernel, References.oneHot(), new MeanSquaredError(), backend);
        assertThatThrownBy(() -> flow.coefficients(-1.0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> flow.coefficients(List.of(2.0, 1.0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LossFlow.of(kernel, Matrices.inputs(1, 4, 1), new MeanSquaredError(), backend))
                .isInstanceOf(InputException.class)
                .hasMessage("targets: expected shape (5, 1), found (4, 1)");
    }

    @Test
    @Tag("slow")
    void tooManyProductsAreRefused() {
        DMatrixRMaj one = new DMatrixRMaj(1, 1, true, 1);
        assertThatThrownBy(() ->
                        LossFlow.of(one, one, new MeanSquaredError(), backend).coefficients(1e9))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("products with the kernel");
    }
}
