package org.widelimit.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStreams;

class LossTest {
    @Test
    void meanSquaredErrorIsHalfTheMeanOverExamplesOfTheSumOverOutputs() {
        DMatrixRMaj f = new DMatrixRMaj(2, 2, true, 1, 2, 3, 4);
        DMatrixRMaj y = new DMatrixRMaj(2, 2, true, 0, 0, 3, 1);
        // (1 + 4 + 0 + 9) / (2 * 2)
        assertThat(new MeanSquaredError().value(f, y)).isEqualTo(3.5);
        assertThat(new MeanSquaredError().gradient(f, y).data).containsExactly(0.5, 1, 0, 1.5);
    }

    @Test
    void crossEntropyOfEqualLogitsIsTheLogarithmOfTheNumberOfClasses() {
        DMatrixRMaj f = new DMatrixRMaj(2, 5);
        DMatrixRMaj y = new DMatrixRMaj(2, 5);
        y.set(0, 3, 1);
        y.set(1, 0, 1);
        assertThat(new SoftmaxCrossEntropy().value(f, y)).isCloseTo(Math.log(5), within(1e-15));
    }

    @Test
    void crossEntropyDoesNotOverflow() {
        DMatrixRMaj f = new DMatrixRMaj(1, 3, true, 1e6, -1e6, 0);
        assertThat(new SoftmaxCrossEntropy().value(f, new DMatrixRMaj(1, 3, true, 1, 0, 0)))
                .isZero();
        assertThat(new SoftmaxCrossEntropy().value(f, new DMatrixRMaj(1, 3, true, 0, 1, 0)))
                .isEqualTo(2e6);
        assertThat(new SoftmaxCrossEntropy().gradient(f, new DMatrixRMaj(1, 3, true, 0, 1, 0)).data)
                .containsExactly(1, -1, 0);
    }

    /** A confident right answer: 1 - p underflows, the loss must not. */
    @Test
    void crossEntropyKeepsSmallLosses() {
        DMatrixRMaj f = new DMatrixRMaj(1, 2, true, 30, 0);
        double loss = new SoftmaxCrossEntropy().value(f, new DMatrixRMaj(1, 2, true, 1, 0));
        assertThat(loss).isCloseTo(Math.log1p(Math.exp(-30)), within(4e-15));
    }

    /** With outputs f and 0 and one-hot targets, the softmax is the logistic function. */
    @Test
    void logisticLossIsTheCrossEntropyOfTwoClasses() {
        DMatrixRMaj f = new DMatrixRMaj(3, 1, true, 2, -0.5, 1e5);
        DMatrixRMaj signs = new DMatrixRMaj(3, 1, true, 1, 1, -1);
        DMatrixRMaj logits = new DMatrixRMaj(3, 2, true, 2, 0, -0.5, 0, 1e5, 0);
        DMatrixRMaj oneHot = new DMatrixRMaj(3, 2, true, 1, 0, 1, 0, 0, 1);
        double expected = new SoftmaxCrossEntropy().value(logits, oneHot);
        assertThat(new LogisticLoss().value(f, signs)).isCloseTo(expected, within(1e-15 * expected));
        DMatrixRMaj gradient = new SoftmaxCrossEntropy().gradient(logits, oneHot);
        for (int e = 0; e < 3; e++) {
            assertThat(new LogisticLoss().gradient(f, signs).get(e)).isCloseTo(gradient.get(e, 0), within(1e-15));
        }
    }

    @Test
    void aTemperatureDividesTheOutputs() {
        DMatrixRMaj f = new DMatrixRMaj(1, 2, true, 3, 1);
        DMatrixRMaj y = new DMatrixRMaj(1, 2, true, 1, 0);
        assertThat(new SoftmaxCrossEntropy().tempered(4).value(f, y))
                .isCloseTo(Math.log1p(Math.exp(-0.5)), within(1e-15));
        assertThatThrownBy(() -> new SoftmaxCrossEntropy().tempered(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTargetsOfAnotherShape() {
        for (Loss loss : List.of(new MeanSquaredError(), new LogisticLoss(), new SoftmaxCrossEntropy())) {
            assertThatThrownBy(() -> loss.value(new DMatrixRMaj(2, 3), new DMatrixRMaj(3, 2)))
                    .hasMessageContaining("(2, 3)")
                    .hasMessageContaining("(3, 2)");
        }
    }

    @Property(tries = 100)
    void derivativesAreThoseOfFiniteDifferences(
            @ForAll("losses") Loss loss,
            @ForAll @IntRange(min = 1, max = 4) int n,
            @ForAll @IntRange(min = 1, max = 4) int k,
            @ForAll long seed) {
        RandomStreams streams = RandomStreams.of(seed);
        DMatrixRMaj f = streams.child("f").stream().gaussianMatrix(n, k);
        DMatrixRMaj v = streams.child("v").stream().gaussianMatrix(n, k);
        DMatrixRMaj y = streams.child("y").stream().gaussianMatrix(n, k);
        for (int i = 0; i < y.data.length; i++) {
            y.data[i] = Math.abs(y.data[i]);
        }
        double[] gradient = RandomNetwork.numericalGradient(f.data, at -> loss.value(DMatrixRMaj.wrap(n, k, at), y));
        assertThat(RandomNetwork.distance(loss.gradient(f, y).data, gradient)).isLessThan(1e-10);
        // H v = d/dr gradient(f + r v) = gradient of f -> gradient(f).v, as H is symmetric.
        double[] product = RandomNetwork.numericalGradient(f.data, at -> {
            double[] g = loss.gradient(DMatrixRMaj.wrap(n, k, at), y).data;
            double dot = 0;
            for (int i = 0; i < g.length; i++) {
                dot += g[i] * v.data[i];
            }
            return dot;
        });
        assertThat(RandomNetwork.distance(loss.hessianProduct(f, y, v).data, product))
                .isLessThan(1e-10);
    }

    @Provide
    Arbitrary<Loss> losses() {
        return Arbitraries.of(
                new MeanSquaredError(),
                new LogisticLoss(),
                new SoftmaxCrossEntropy(),
                new SoftmaxCrossEntropy().tempered(0.5));
    }
}
