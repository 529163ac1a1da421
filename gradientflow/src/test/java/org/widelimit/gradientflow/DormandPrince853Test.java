package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The coefficients satisfy the conditions of their orders, and Hipparchus' integrator is a second way to the same solutions. */
class DormandPrince853Test {
    private static final int STAGES = DormandPrince853Tableau.STAGES;
    private static final FlowOptions TIGHT = FlowOptions.standard().withTolerances(1e-12, 1e-14);

    /** A rooted tree by the trees at its root, in a fixed order. */
    private record Tree(List<Tree> branches) {
        int order() {
            return 1 + branches.stream().mapToInt(Tree::order).sum();
        }

        /** The density gamma. */
        double density() {
            return branches.stream().mapToDouble(Tree::density).reduce(order(), (a, b) -> a * b);
        }

        /** The elementary weight of the tree's root at each stage: the product over its branches of sum_j a_ij phi_j. */
        double[] weights() {
            double[] product = new double[STAGES];
            Arrays.fill(product, 1);
            for (Tree branch : branches) {
                double[] inner = branch.weights();
                for (int i = 0; i < STAGES; i++) {
                    product[i] *= dot(DormandPrince853Tableau.weights(i), inner);
                }
            }
            return product;
        }
    }

    /** All rooted trees of an order, the branches of each in the order of this very list. */
    private static List<Tree> trees(int order) {
        List<Tree> smaller = new ArrayList<>();
        for (int k = 1; k < order; k++) {
            smaller.addAll(trees(k));
        }
        List<Tree> found = new ArrayList<>();
        collect(smaller, 0, order - 1, new ArrayList<>(), found);
        return found;
    }

    private static void collect(List<Tree> parts, int from, int left, List<Tree> chosen, List<Tree> found) {
        if (left == 0) {
            found.add(new Tree(List.copyOf(chosen)));
        }
        for (int k = from; k < parts.size(); k++) {
            if (parts.get(k).order() <= left) {
                chosen.add(parts.get(k));
                collect(parts, k, left - parts.get(k).order(), chosen, found);
                chosen.remove(chosen.size() - 1);
            }
        }
    }

    private static double dot(double[] weights, double[] values) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * values[j];
        }
        return sum;
    }

    /** The largest violation of an order condition sum_i b_i phi_i = x^order / gamma over the trees of one order. */
    private static double defect(double[] b, int order, double x) {
        return trees(order).stream()
                .mapToDouble(tree -> Math.abs(dot(b, tree.weights()) - Math.pow(x, order) / tree.density()))
                .max()
                .orElseThrow();
    }

    private static double[] step() {
        return DormandPrince853Tableau.weights(DormandPrince853Tableau.STEP_STAGES);
    }

    @Test
    void thereAreAsManyTreesAsThereShouldBe() {
        assertThat(IntStream.rangeClosed(1, 8).map(order -> trees(order).size()).toArray())
                .containsExactly(1, 1, 2, 4, 9, 20, 48, 115);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theStepIsOfOrderEight(int order) {
        assertThat(defect(step(), order, 1)).isLessThan(2e-14);
    }

    @Test
    void theStepIsNotOfOrderNine() {
        assertThat(defect(step(), 9, 1)).isGreaterThan(1e-7);
    }

    @Test
    void theEstimatesAreOfOrdersFiveAndThree() {
        double[] fifth = step();
        double[] difference = DormandPrince853Tableau.fifth();
        for (int i = 0; i < fifth.length; i++) {
            fifth[i] -= difference[i];
        }
        for (int order = 1; order <= 5; order++) {
            assertThat(defect(fifth, order, 1)).isLessThan(2e-14);
        }
        assertThat(defect(fifth, 6, 1)).isGreaterThan(1e-5);
        for (int order = 1; order <= 3; order++) {
            assertThat(defect(DormandPrince853Tableau.third(), order, 1)).isLessThan(2e-14);
        }
        assertThat(defect(DormandPrince853Tableau.third(), 4, 1)).isGreaterThan(1e-4);
    }

    /** The weights b_i(x) of the dense output, from its form in {@link DormandPrince853Run}. */
    private static double[] dense(double x) {
        double[] b = step();
        double[] weights = new double[STAGES];
        double z = 1 - x;
        for (int i = 0; i < STAGES; i++) {
            double rise = i < b.length ? b[i] : 0;
            double bend = (i == 0 ? 1 : 0) - rise;
            double turn = rise - (i == DormandPrince853Tableau.END_STAGE ? 1 : 0) - bend;
            double high = DormandPrince853Tableau.dense(0)[i]
                    + x
                            * (DormandPrince853Tableau.dense(1)[i]
                                    + z
                                            * (DormandPrince853Tableau.dense(2)[i]
                                                    + x * DormandPrince853Tableau.dense(3)[i]));
            weights[i] = x * (rise + z * (bend + x * (turn + z * high)));
        }
        return weights;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.37, 0.5, 0.9})
    void theDenseOutputIsOfOrderSeven(double x) {
        for (int order = 1; order <= 7; order++) {
            assertThat(defect(dense(x), order, x)).isLessThan(2e-13);
        }
        assertThat(defect(dense(x), 8, x)).isGreaterThan(1e-9);
    }

    @Test
    void stagesLookWhereTheirRowsSay() {
        double[] ones = new double[STAGES];
        Arrays.fill(ones, 1);
        for (int i = 0; i < STAGES; i++) {
            double[] row = DormandPrince853Tableau.weights(i);
            double rounding =
                    Math.ulp(1.0) * (1 + Arrays.stream(row).map(Math::abs).sum());
            assertThat(dot(row, ones)).isCloseTo(DormandPrince853Tableau.time(i), within(rounding));
        }
    }

    @Test
    void theCoefficientsAreThoseOfHipparchus() {
        double[][] theirs = new DormandPrince853Integrator(1e-9, 1, 1e-9, 1e-9).getA();
        for (int i = 1; i < STAGES; i++) {
            assertThat(DormandPrince853Tableau.weights(i)).containsExactly(theirs[i - 1], within(5e-14));
        }
    }

    @Test
    void twelveEvaluationsAStepAndThreeMoreForDenseOutput() {
        Flow flow = TestFlows.oscillator();
        Trajectory plain =
                FlowIntegrator.of(TIGHT.withSampling(Sampling.ends())).integrate(flow, 0, new double[] {1, 0}, 20);
        Trajectory dense = FlowIntegrator.of(TIGHT.withSampling(Sampling.linear(1000)))
                .integrate(flow, 0, new double[] {1, 0}, 20);
        assertThat(dense.steps()).isEqualTo(plain.steps());
        // The last step may be too short for a sample inside of it.
        assertThat(dense.evaluations() - plain.evaluations()).isBetween(3 * (plain.steps() - 1), 3 * plain.steps());
        // One to check the start, two for the first step; a rejected step takes eleven.
        assertThat((plain.evaluations() - 3 - 12 * plain.steps()) % 11).isZero();
    }

    @Test
    void agreesWithHipparchusAtAFractionOfItsEvaluations() {
        Flow pendulum = TestFlows.of(2, (t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = -Math.sin(y[0]);
        });
        FlowOptions ends = TIGHT.withSampling(Sampling.ends());
        double[] start = {2, 0.1};
        Trajectory ours =
                FlowIntegrator.of(ends).integrate(pendulum, 0, start, 30).complete();
        Trajectory theirs = FlowIntegrator.of(ends.withMethod(IntegrationMethod.HIPPARCHUS_853))
                .integrate(pendulum, 0, start, 30)
                .complete();
        assertThat(ours.finalState()).containsExactly(theirs.finalState(), within(2e-11));
    }

    @Test
    void theErrorFallsLikeTheToleranceToThePowerOne() {
        double[] errors = new double[2];
        double[] tolerances = {1e-5, 1e-11};
        for (int i = 0; i < 2; i++) {
            Trajectory trajectory = FlowIntegrator.of(
                            FlowOptions.standard().withTolerances(tolerances[i], tolerances[i] / 100))
                    .integrate(TestFlows.oscillator(), 0, new double[] {1, 0}, 20)
                    .complete();
            errors[i] = Math.abs(trajectory.finalState()[0] - Math.cos(20));
            assertThat(errors[i]).isLessThan(20 * tolerances[i]);
        }
        assertThat(Math.log(errors[0] / errors[1]) / Math.log(1e6)).isBetween(0.75, 1.25);
    }

    @Test
    void aFieldWithoutAScaleOfTimeTakesNoWrongFirstStep() {
        // Nothing moves at the start, and then everything at once.
        Trajectory trajectory = FlowIntegrator.of(TIGHT)
                .integrate(TestFlows.of(1, (t, y, dy) -> dy[0] = Math.pow(t, 9)), 0, new double[] {1}, 2)
                .complete();
        assertThat(trajectory.finalState()[0]).isCloseTo(1 + 102.4, within(1e-9));
    }

    /** The error over the relative tolerance of a step of y' = rate y with rate h = z, by the tableau alone. */
    private static double error(double z) {
        double[] k = new double[STAGES];
        for (int i = 0; i < DormandPrince853Tableau.STEP_STAGES; i++) {
            k[i] = 1 + z * dot(DormandPrince853Tableau.weights(i), k);
        }
        double[] step = step();
        double size = Math.max(1, Math.abs(1 + z * dot(step, k)));
        double fifth = Math.abs(dot(DormandPrince853Tableau.fifth(), k)) / size;
        double third = Math.abs(dot(step, k) - dot(DormandPrince853Tableau.third(), k)) / size;
        return Math.abs(z) * fifth * fifth / Math.hypot(fifth, 0.1 * third);
    }

    /** The first step and each that follows, from the formulas of the book for the one field whose steps can be written down. */
    @ParameterizedTest
    @CsvSource({"3, 4", "0.3, 30", "-2, 9", "3, -4"})
    void stepsAreThoseOfTheBook(double rate, double end) {
        double relative = 1e-7;
        double[] times = FlowIntegrator.of(FlowOptions.standard().withTolerances(relative, 1e-300))
                .integrate(TestFlows.of(1, (t, y, dy) -> dy[0] = rate * y[0]), 0, new double[] {1}, end)
                .complete()
                .times();
        double[] steps = new double[times.length - 1];
        Arrays.setAll(steps, i -> Math.abs(times[i + 1] - times[i]));
        double speed = Math.abs(rate);
        double first = Math.pow(0.01 * relative / Math.max(speed, speed * speed), 1.0 / 8);
        assertThat(steps[0]).isCloseTo(Math.min(first, 1 / speed), within(1e-9));
        assertThat(steps.length).isGreaterThan(6);
        for (int i = 0; i < steps.length - 2; i++) {
            double error = error(Math.signum(end) * rate * steps[i]) / relative;
            double factor = Math.min(6, 0.9 * Math.pow(error, -1.0 / 8));
            assertThat(error).isLessThan(1);
            assertThat(steps[i + 1] / steps[i]).isCloseTo(factor, within(1e-5));
        }
    }
}
