package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.VectorField;
import org.widelimit.numerics.linalg.Transpose;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** What integrations evaluate, against the fields themselves, which are written on their own. */
class EvaluatorTest {
    private static RandomStream random(String name) {
        return RandomStreams.of(5).child(name).stream();
    }

    private static double distance(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int i = 0; i < a.length; i++) {
            difference[i] -= b[i];
        }
        return Matrices.norm(difference) / Matrices.norm(b);
    }

    private static void assertSameField(Flow flow, double[] first, double[] second) {
        VectorField evaluator = flow.evaluator();
        double[] expected = new double[flow.dimension()];
        double[] actual = new double[flow.dimension()];
        for (double[] y : new double[][] {first, second, first}) {
            flow.derivative(0, y, expected);
            evaluator.derivative(0, y, actual);
            assertThat(distance(actual, expected)).isLessThan(2e-14);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, 4, 5, 3, 7, 2",
        "4, 3, 4, 4, 4, 4, 4",
        "1, 1, 1, 1, 1, 1, 1",
        "5, 6, 7, 2, 9, 3, 5",
        "64, 8, 40, 40, 40, 40, 40"
    })
    void theTransformerInEveryShape(int n, int s, int d, int keys, int values, int hidden, int seed) {
        for (Attention attention : Attention.values()) {
            for (HiddenActivation activation : HiddenActivation.values()) {
                for (MarginLoss loss : MarginLoss.values()) {
                    RandomStream random = random("transformer" + seed);
                    TransformerData data = TransformerData.gaussian(n, s, d, random);
                    TransformerShape shape = new TransformerShape(d, keys, values, hidden);
                    Flow flow = OneLayerTransformer.of(data, new TransformerOptions(attention, activation, loss))
                            .flow(shape);
                    assertSameField(
                            flow,
                            TransformerWeights.gaussian(shape, 0.5 / Math.sqrt(d), random)
                                    .state(),
                            TransformerWeights.gaussian(shape, 1e-3, random).state());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16, 35})
    void keysAndQueries(int d) {
        RandomStream random = random("keys");
        DMatrixRMaj f = new DMatrixRMaj(d, d, true, random.gaussians(d * d));
        DMatrixRMaj q = new DMatrixRMaj(d, d + 1, true, random.gaussians(d * (d + 1)));
        DMatrixRMaj k = new DMatrixRMaj(d, d + 1, true, random.gaussians(d * (d + 1)));
        KeyQueryDynamics dynamics = KeyQueryDynamics.of(f, q, k);
        assertSameField(dynamics.flow(), dynamics.state(), random.gaussians(dynamics.state().length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16})
    void theEffectiveDynamics(int d) {
        RandomStream random = random("effective");
        EffectiveDynamics dynamics = EffectiveDynamics.of(
                random.gaussians(d), new DMatrixRMaj(d, d, true, random.gaussians(d * d)), random.gaussians(d));
        assertSameField(dynamics.flow(), random.gaussians(d * (d + 2)), random.gaussians(d * (d + 2)));
    }

    /** Scores of some hundreds and thousands, whose exponentials alone would overflow. */
    @Test
    void largeScores() {
        RandomStream random = random("large");
        TransformerData data = TransformerData.gaussian(6, 5, 4, random);
        TransformerShape shape = TransformerShape.square(4);
        Flow flow = OneLayerTransformer.of(data, TransformerOptions.standard()).flow(shape);
        double[] first = TransformerWeights.gaussian(shape, 0.2, random).state();
        double[] second = TransformerWeights.gaussian(shape, 0.2, random).state();
        for (int i = 0; i < shape.valueAt(); i++) {
            first[i] *= 60;
            second[i] *= 200;
        }
        assertSameField(flow, first, second);
    }

    @ParameterizedTest
    @EnumSource
    void smallProducts(Transpose ta) {
        RandomStream random = random("products");
        for (int[] size : new int[][] {{1, 1, 1}, {2, 3, 4}, {3, 5, 5}, {4, 1, 9}, {7, 8, 6}, {40, 41, 42}}) {
            DMatrixRMaj a = new DMatrixRMaj(size[0], size[1], true, random.gaussians(size[0] * size[1]));
            DMatrixRMaj b = new DMatrixRMaj(size[1], size[2], true, random.gaussians(size[1] * size[2]));
            DMatrixRMaj expected = CommonOps_DDRM.mult(a, b, null);
            DMatrixRMaj actual = new DMatrixRMaj(size[0], size[2]);
            SmallProduct.multiply(ta, ta == Transpose.YES ? CommonOps_DDRM.transpose(a, null) : a, b, actual);
            assertThat(distance(actual.data, expected.data)).isLessThan(1e-14);
        }
    }

    @Test
    void aTranspose() {
        DMatrixRMaj a = new DMatrixRMaj(3, 5, true, random("transpose").gaussians(15));
        DMatrixRMaj actual = new DMatrixRMaj(5, 3);
        SmallProduct.transpose(a, actual);
        assertThat(actual.data).containsExactly(CommonOps_DDRM.transpose(a, null).data);
    }
}
