package org.widelimit.validation.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.widelimit.gradientflow.transformer.BalancedReduction;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.gradientflow.transformer.UniformAttentionLoss;
import org.widelimit.networks.data.Dataset;
import org.widelimit.numerics.random.RandomStreams;

class RestPointTest {

    /** The rates are those of the linearised flow of w, by differences of its vector field. */
    @Test
    void ratesAreThoseOfTheLinearisedFlow() {
        TransformerData data = TransformerData.gaussian(24, 4, 4, RandomStreams.of(33).child("data").stream());
        for (MarginLoss kind : MarginLoss.values()) {
            RestPoint rest = RestPoint.of(data, kind).orElseThrow();
            UniformAttentionLoss loss = UniformAttentionLoss.of(data, kind);
            double[] w = loss.minimiser().orElseThrow();
            assertThat(rest.loss()).isEqualTo(loss.value(w));
            BalancedReduction flow = BalancedReduction.of(loss);
            DMatrixRMaj jacobian = new DMatrixRMaj(4, 4);
            for (int k = 0; k < 4; k++) {
                double[] up = w.clone();
                double[] down = w.clone();
                up[k] += 1e-5;
                down[k] -= 1e-5;
                double[] above = new double[4];
                double[] below = new double[4];
                flow.derivative(0, up, above);
                flow.derivative(0, down, below);
                for (int i = 0; i < 4; i++) {
                    jacobian.set(i, k, (below[i] - above[i]) / 2e-5);
                }
            }
            EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(4, false);
            assertThat(eigen.decompose(jacobian)).isTrue();
            double[] rates = IntStream.range(0, 4)
                    .mapToDouble(i -> -eigen.getEigenvalue(i).getReal())
                    .sorted()
                    .map(value -> -value)
                    .toArray();
            assertThat(rest.rates()).containsExactly(rates, within(1e-8));
            assertThat(rest.haste()).isEqualTo(rest.sigma()[0] / rest.rates()[3]);
        }
    }

    @Test
    void separableDataHaveNone() {
        double[] x = RandomStreams.of(5).child("x").stream().gaussians(30);
        double[] y = new double[10];
        for (int i = 0; i < 10; i++) {
            y[i] = x[3 * i] > 0 ? 1 : -1;
        }
        assertThat(RestPoint.of(TransformerData.of(10, 1, 3, x, y), MarginLoss.LOGISTIC))
                .isEmpty();
    }

    /** Tokens are the rows of the images, in the order of the pixels, up to one shift and one scale. */
    @Test
    void tokensOfDigitsAreTheirRows() {
        TransformerSectionOptions options = new TransformerSectionOptions(4, 4, 20, 64, 1e-2, List.of());
        RandomStreams random = RandomStreams.of(9);
        TransformerData data = SequenceTask.digitRows(options, random).data();
        Dataset digits = Dataset.digits().sample(64, random.child("images").stream());
        assertThat(data.tokens()).isEqualTo(8);
        assertThat(data.width()).isEqualTo(8);
        DMatrixRMaj pixels = digits.inputs();
        double mean = Arrays.stream(pixels.data).average().orElseThrow();
        double sum = 0;
        for (int i = 0; i < 64; i++) {
            assertThat(data.label(i)).isEqualTo(digits.labels()[i] % 2 == 0 ? 1 : -1);
            DMatrixRMaj tokens = data.sequence(i);
            double scale = (pixels.get(i, 13) - mean) / tokens.get(1, 5);
            for (int k = 0; k < 64; k++) {
                assertThat(tokens.get(k / 8, k % 8) * scale).isCloseTo(pixels.get(i, k) - mean, offset(1e-12));
                sum += tokens.get(k / 8, k % 8) * tokens.get(k / 8, k % 8);
            }
        }
        assertThat(sum / (64 * 64)).isCloseTo(1, offset(1e-12));
    }

    @Test
    void condensationIsTheShareOfWvAlongADirection() {
        TransformerWeights weights = new TransformerWeights(
                new DMatrixRMaj(2, 2),
                new DMatrixRMaj(2, 2),
                new DMatrixRMaj(new double[][] {{3, 0}, {4, 5}}),
                new DMatrixRMaj(2, 2),
                new double[2]);
        Moment moment = new Moment(0, 1, 0, weights);
        assertThat(moment.condensation(new double[] {0, 2})).isCloseTo(Math.sqrt(41.0 / 50), offset(1e-15));
        // W_V^T W_V has the eigenvalues 45 and 5.
        assertThat(moment.commonDirection()).isCloseTo(Math.sqrt(45.0 / 50), offset(1e-15));
    }
}
