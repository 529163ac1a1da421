package org.widelimit.ntk.multitask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;

/** The defining equation of each method, on random Gram matrices. */
class TaskWeightingTest {

    private static double[] weights(TaskWeighting method, DMatrixRMaj gram, double... losses) {
        double[] values = losses.length > 0 ? losses : Weights.ones(gram.numRows);
        return method.start(gram.numRows).weights(new GramStep(gram, values));
    }

    private static double form(DMatrixRMaj gram, double[] w) {
        double[] product = RandomTasks.times(gram, w);
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * product[i];
        }
        return sum;
    }

    /** A random point of the simplex. */
    private static double[] simplex(RandomStream random, int k) {
        double[] w = RandomTasks.positive(random, k);
        double sum = Arrays.stream(w).sum();
        return Arrays.stream(w).map(x -> x / sum).toArray();
    }

    @Property(tries = 200)
    void mgdaIsTheShortestCombinationAndImprovesAllAlike(
            @ForAll @LongRange(max = 1000) long seed, @ForAll @IntRange(min = 2, max = 8) int k) {
        DMatrixRMaj gram = RandomTasks.gram(seed, k);
        double[] w = weights(new Mgda(), gram);
        assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-12));
        double[] products = RandomTasks.times(gram, w);
        double least = form(gram, w);
        // The accuracy of SimplexMinimum.
        double accuracy = 1e-6 * CommonOps_DDRM.elementMaxAbs(gram);
        for (int i = 0; i < k; i++) {
            assertThat(w[i]).isNotNegative();
            assertThat(products[i]).isGreaterThan(least - accuracy);
            if (w[i] > 1e-9) {
                assertThat(products[i]).isCloseTo(least, within(accuracy));
            }
        }
        RandomStream random = RandomTasks.stream(seed + 5000);
        for (int other = 0; other < 20; other++) {
            assertThat(form(gram, simplex(random, k))).isGreaterThan(least - accuracy);
        }
    }

    @Property(tries = 200)
    void caGradIsTheSaddlePointOfItsProblem(
            @ForAll @LongRange(max = 1000) long seed, @ForAll @IntRange(min = 2, max = 6) int k) {
        DMatrixRMaj gram = RandomTasks.gram(seed, k);
        double c = 0.4;
        double[] d = weights(new CaGrad(c), gram);
        double[] mean = new double[k];
        Arrays.fill(mean, 1.0 / k);
        double length = Math.sqrt(form(gram, mean));
        double[] step = new double[k];
        for (int i = 0; i < k; i++) {
            step[i] = d[i] - mean[i];
        }
        // On the rim of the ball, and the worst improvement is that of the dual, so neither can be bettered.
        assertThat(Math.sqrt(form(gram, step))).isCloseTo(c * length, within(1e-9 * length));
        double worst = Arrays.stream(RandomTasks.times(gram, d)).min().orElseThrow();
        RandomStream random = RandomTasks.stream(seed + 5000);
        for (int other = 0; other < 50; other++) {
            double[] w = simplex(random, k);
            double[] a = RandomTasks.times(gram, mean);
            double dual = c * length * Math.sqrt(form(gram, w));
            for (int i = 0; i < k; i++) {
                dual += w[i] * a[i];
            }
            assertThat(worst).isLessThan(dual + 1e-9 * length * length);
        }
        double sum = Arrays.stream(step).sum();
        double[] hull = Arrays.stream(step).map(x -> x / sum).toArray();
        double value = c * length * Math.sqrt(form(gram, hull));
        double[] a = RandomTasks.times(gram, mean);
        for (int i = 0; i < k; i++) {
            assertThat(hull[i]).isGreaterThan(-1e-9);
            value += hull[i] * a[i];
        }
        // The accuracy of SimplexMinimum, which knows the longest gradient alone.
        assertThat(worst).isCloseTo(value, within(1e-6 * CommonOps_DDRM.elementMaxAbs(gram)));
        assertThat(weights(new CaGrad(0), gram)).containsExactly(mean, within(1e-15));
    }

    @Property(tries = 200)
    void pcGradLeavesNoConflictWithTheGradientProjectedLast(
            @ForAll @LongRange(max = 1000) long seed, @ForAll @IntRange(min = 2, max = 6) int k) {
        DMatrixRMaj gram = RandomTasks.gram(seed, k);
        int[] order = RandomTasks.stream(seed).permutation(k);
        for (int i = 0; i < k; i++) {
            double[] d = PcGrad.projected(gram, i, order);
            int last = order[k - 1] == i ? order[k - 2] : order[k - 1];
            assertThat(d[i]).isEqualTo(1);
            assertThat(RandomTasks.times(gram, d)[last]).isGreaterThan(-1e-9 * gram.get(last, last) - 1e-9);
        }
        DMatrixRMaj agreeing = gram.copy();
        for (int e = 0; e < k * k; e++) {
            agreeing.data[e] = Math.abs(agreeing.data[e]);
        }
        assertThat(weights(PcGrad.of(1), agreeing)).containsOnly(1);
    }

    @Test
    void pcGradProjectsOneOfTwoAsOneDoesByHand() {
        DMatrixRMaj gram = new DMatrixRMaj(2, 2, true, 1, -1, -1, 4);
        // d_1 = g_1 + g_2/4, d_2 = g_2 + g_1.
        assertThat(weights(PcGrad.of(3), gram)).containsExactly(new double[] {2, 1.25}, within(1e-15));
    }

    @Property(tries = 200)
    void imtlGHasEqualProjectionsOnAllGradients(
            @ForAll @LongRange(max = 1000) long seed, @ForAll @IntRange(min = 2, max = 6) int k) {
        DMatrixRMaj gram = RandomTasks.gram(seed, k);
        double[] w = weights(new ImtlG(), gram);
        assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-9));
        double[] products = RandomTasks.times(gram, w);
        double first = products[0] / Math.sqrt(gram.get(0, 0));
        for (int i = 1; i < k; i++) {
            assertThat(products[i] / Math.sqrt(gram.get(i, i))).isCloseTo(first, within(1e-8 * Math.abs(first) + 1e-9));
        }
    }

    @Property(tries = 200)
    void fairWeightsSolveTheirEquationAndNashIsThatOfAlphaOne(
            @ForAll @LongRange(max = 1000) long seed, @ForAll @IntRange(min = 2, max = 8) int k) {
        DMatrixRMaj gram = RandomTasks.gram(seed, k);
        for (double alpha : new double[] {0.5, 1, 2, 5}) {
            double[] w = weights(new FairGrad(alpha), gram);
            double[] products = RandomTasks.times(gram, w);
            for (int i = 0; i < k; i++) {
                assertThat(w[i]).isPositive();
                // Far from it only where gradients are nearly parallel; all 7007 draws there can be were tried.
                assertThat(products[i] * Math.pow(w[i], 1 / alpha)).isCloseTo(1, within(1e-6));
            }
        }
        assertThat(weights(new NashMtl(), gram)).containsExactly(weights(new FairGrad(1), gram), within(1e-12));
    }

    @Property(tries = 200)
    void ntkmtlGivesAllGradientsOneLengthWhateverTheScalesOfTheLosses(
            @ForAll @LongRange(max = 1000) long seed, @ForAll @IntRange(min = 2, max = 8) int k) {
        DMatrixRMaj gram = RandomTasks.gram(seed, k);
        double[] w = weights(Ntkmtl.defaults(), gram);
        double first = w[0] * Math.sqrt(gram.get(0, 0));
        double inverse = 0;
        for (int i = 0; i < k; i++) {
            assertThat(w[i] * Math.sqrt(gram.get(i, i))).isCloseTo(first, within(1e-12 * first));
            inverse += 1 / (w[i] * w[i]) / k;
        }
        assertThat(inverse).isCloseTo(1, within(1e-12));
        double[] sum = weights(new Ntkmtl(new EigenvalueRule(0.5, Normalisation.SUM), 1), gram);
        for (int i = 0; i < k; i++) {
            assertThat(sum[i]).isCloseTo(Math.sqrt(k) * w[i], within(1e-12 * sum[i]));
        }
    }

    @Property(tries = 200)
    void equalDecayGivesAllTasksOneRelativeRateOrNoWeight(
            @ForAll @LongRange(max = 1000) long seed, @ForAll @IntRange(min = 2, max = 6) int k) {
        DMatrixRMaj gram = RandomTasks.gram(seed, k);
        double[] losses = RandomTasks.positive(RandomTasks.stream(seed + 1), k);
        double[] w = weights(new EqualDecay(), gram, losses);
        double[] decrease = RandomTasks.times(gram, w);
        double slowest = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            slowest = Math.min(slowest, decrease[i] / losses[i]);
            sum += w[i] * losses[i];
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        double largest = 0;
        for (int i = 0; i < k; i++) {
            largest = Math.max(largest, gram.get(i, i) / losses[i] / losses[i]);
        }
        for (int i = 0; i < k; i++) {
            if (w[i] > 0) {
                // The accuracy of SimplexMinimum.
                assertThat(decrease[i] / losses[i]).isCloseTo(slowest, within(1e-6 * largest));
            }
        }
        if (k == 2) {
            double cosine = gram.get(0, 1) / Math.sqrt(gram.get(0, 0) * gram.get(1, 1));
            double s = Math.sqrt(gram.get(0, 0)) / losses[0] / (Math.sqrt(gram.get(1, 1)) / losses[1]);
            assertThat(w[0] > 0 && w[1] > 0).isEqualTo(cosine < Math.min(s, 1 / s));
        }
    }

    @Test
    void lossesAloneDecideTheSimplestMethods() {
        DMatrixRMaj none = new DMatrixRMaj(2, 2);
        assertThat(weights(new LinearScalarisation(), none, 3, 5)).containsExactly(1, 1);
        assertThat(weights(new ScaleInvariant(), none, 4, 0.5)).containsExactly(0.25, 2);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> weights(new ScaleInvariant(), none, -1, 1));
    }

    @Test
    void uncertaintyWeightingDescendsItsObjectiveAndRestsAtTheInverseLoss() {
        TaskWeighting.Run run = new UncertaintyWeighting(1e-3).start(2);
        GramStep step = new GramStep(new DMatrixRMaj(2, 2), 4, 0.5);
        double[] first = run.weights(step);
        double[] second = run.weights(step);
        for (int i = 0; i < 2; i++) {
            double s = -Math.log(2 * first[i]);
            double h = 1e-5;
            double slope = (objective(s + h, step.losses()[i]) - objective(s - h, step.losses()[i])) / (2 * h);
            assertThat(-Math.log(2 * second[i])).isCloseTo(s - 1e-3 * slope, within(1e-9));
        }
        TaskWeighting.Run longRun = new UncertaintyWeighting(0.5).start(2);
        double[] w = {};
        for (int t = 0; t < 400; t++) {
            w = longRun.weights(step);
        }
        assertThat(w).containsExactly(new double[] {0.125, 1}, within(1e-9));
    }

    private static double objective(double s, double loss) {
        return Math.exp(-s) / 2 * loss + s / 2;
    }

    @Test
    void dynamicWeightAverageIsASoftmaxOfTheRatesOfDescent() {
        TaskWeighting.Run run = new DynamicWeightAverage(2, 2).start(2);
        DMatrixRMaj none = new DMatrixRMaj(2, 2);
        double[][] losses = {{4, 2}, {2, 2}, {1, 2}, {1, 1}};
        for (double[] l : losses) {
            assertThat(run.weights(new GramStep(none, l))).containsExactly(1, 1);
        }
        // Means of the periods: (3, 2), (1, 1.5) and (0.5, 1.5).
        double[] second = {1.0 / 3, 0.75};
        double[] third = {0.5, 1};
        assertThat(run.weights(new GramStep(none, 0.5, 1))).containsExactly(shares(second), within(1e-14));
        assertThat(run.weights(new GramStep(none, 0.5, 2))).containsExactly(shares(second), within(1e-14));
        assertThat(run.weights(new GramStep(none, 1, 1))).containsExactly(shares(third), within(1e-14));
    }

    /** Of two tasks at temperature 2. */
    private static double[] shares(double[] rates) {
        double a = Math.exp(rates[0] / 2);
        double b = Math.exp(rates[1] / 2);
        return new double[] {2 * a / (a + b), 2 * b / (a + b)};
    }

    @Test
    void famoGivesMoreToTheTaskThatGotOnLess() {
        Famo famo = new Famo(0.5, 0.01);
        TaskWeighting.Run run = famo.start(3);
        GramStep step = new GramStep(new DMatrixRMaj(3, 3), 1, 2, 4);
        double[] first = run.weights(step);
        // z equal: w_i proportional to 1 / l_i, with sum 1.
        assertThat(first).containsExactly(new double[] {4 / 7.0, 2 / 7.0, 1 / 7.0}, within(1e-15));
        assertThat(run.learns()).isTrue();
        double[] after = {0.5, 1.9, 4};
        run.learn(step.losses(), after);
        // The gradient of sum_i z_i(xi) r_i by xi at 0, by differences.
        double[] r = {Math.log(2), Math.log(2 / 1.9), 0};
        double h = 1e-6;
        double[] second = run.weights(step);
        double[] logits = new double[3];
        for (int j = 0; j < 3; j++) {
            double[] up = new double[3];
            up[j] = h;
            double[] down = new double[3];
            down[j] = -h;
            double slope = 0;
            for (int i = 0; i < 3; i++) {
                slope += (Softmax.of(up)[i] - Softmax.of(down)[i]) / (2 * h) * r[i];
            }
            logits[j] = -0.5 * slope;
        }
        double[] z = Softmax.of(logits);
        double sum = z[0] + z[1] / 2 + z[2] / 4;
        assertThat(second).containsExactly(new double[] {z[0] / sum, z[1] / 2 / sum, z[2] / 4 / sum}, within(1e-9));
        assertThat(second[2] / second[0]).isGreaterThan(first[2] / first[0]);
    }

    @Test
    void theExponentOneMakesRatesEqualAndAVanishingEigenvalueLeavesWeightsFinite() {
        double[] lambda = {63.1, 7.29, 0.113};
        double[] half = EigenvalueRule.printed().weights(lambda);
        double[] one = new EigenvalueRule(1, Normalisation.MEAN).weights(lambda);
        for (int i = 0; i < 3; i++) {
            assertThat(one[i] * lambda[i]).isCloseTo(70.503 / 3, within(1e-12));
            assertThat(half[i] * half[i] * lambda[i]).isCloseTo(70.503 / 3, within(1e-12));
        }
        // The figures of a prototype in NumPy.
        assertThat(half[0] * lambda[0]).isCloseTo(38.5, within(0.05));
        assertThat(half[2] * lambda[2]).isCloseTo(1.63, within(0.005));
        assertThat(EigenvalueRule.printed().weights(1, 0)[1]).isFinite();
        assertThat(EigenvalueRule.printed().weights(0, 0)).containsExactly(1, 1);
    }

    @Test
    void vanishingGradientsGetFiniteWeightsFromEveryMethod() {
        for (TaskWeighting method : TaskWeightings.all()) {
            if (method instanceof NtkmtlSr) {
                continue;
            }
            for (DMatrixRMaj gram : new DMatrixRMaj[] {
                new DMatrixRMaj(2, 2), new DMatrixRMaj(2, 2, true, 1, 0, 0, 0), new DMatrixRMaj(2, 2, true, 1, 1, 1, 1)
            }) {
                for (double w : weights(method, gram, 1, 0)) {
                    assertThat(w).as(method.name()).isFinite();
                }
            }
        }
    }

    @Test
    void namesFindTheirMethods() {
        assertThat(TaskWeightings.all())
                .extracting(TaskWeighting::name)
                .contains("LS", "DWA", "PCGrad", "MGDA", "CAGrad", "Nash-MTL", "FairGrad", "IMTL-G", "NTKMTL");
        for (TaskWeighting method : TaskWeightings.all()) {
            assertThat(TaskWeightings.named(method.name().toLowerCase(Locale.ROOT)))
                    .isEqualTo(method);
        }
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> TaskWeightings.named("best"))
                .withMessageStartingWith("unknown weighting of tasks \"best\"; expected one of [LS, SI, UW");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new UncertaintyWeighting(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DynamicWeightAverage(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CaGrad(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FairGrad(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Famo(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ntkmtl(EigenvalueRule.printed(), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NtkmtlSr(EigenvalueRule.printed(), 0, Representation.BATCH));
        assertThatIllegalArgumentException().isThrownBy(() -> new EigenvalueRule(-1, Normalisation.MEAN));
    }
}
