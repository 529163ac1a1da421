package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Signs that are best for each other, and the search from there. */
class SignProblemTest {

    @Property(tries = 60)
    void alternationEndsWhereEachSideIsBestForTheOther(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        SignProblem problem = new DenseSigns(stream.gaussianMatrix(1 + stream.nextInt(9), 1 + stream.nextInt(9)));
        double[] start = signs(problem.columns(), stream);

        SignProblem.State state = problem.alternated(start);

        assertThat(state.s()).isEqualTo(ofSigns(problem.rowFields(state.t())));
        assertThat(state.t()).isEqualTo(ofSigns(problem.columnFields(state.s())));
        assertThat(state.value()).isCloseTo(value(problem, state.s(), state.t()), within(1e-12));
    }

    /** A matrix whose first row and column of signs decide nothing. */
    @Test
    void zeroCountsAsPositive() {
        SignProblem problem = new DenseSigns(new DMatrixRMaj(2, 3));
        SignProblem.State state = problem.alternated(new double[] {-1, -1, 1, -1});
        assertThat(state.s()).containsOnly(1);
        assertThat(state.t()).containsOnly(1);
        assertThat(state.value()).isZero();
    }

    /** The search finds the largest value over all signs from a start that alternation does not leave. */
    @Property(tries = 20)
    void theSearchFindsTheMaximum(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        SignProblem problem = new DenseSigns(stream.gaussianMatrix(6, 7));
        double largest = 0;
        for (int bits = 0; bits < 1 << problem.columns(); bits++) {
            double[] t = new double[problem.columns()];
            for (int j = 0; j < t.length; j++) {
                t[j] = (bits >>> j & 1) == 0 ? 1 : -1;
            }
            largest = Math.max(
                    largest, Arrays.stream(problem.rowFields(t)).map(Math::abs).sum());
        }
        SignProblem.State start = problem.alternated(signs(problem.columns(), stream));

        double[] best = new TabuSearch(problem, start, stream).run(2000);

        assertThat(problem.alternated(best).value()).isCloseTo(largest, within(1e-12 * largest));
    }

    private static double value(SignProblem problem, double[] s, double[] t) {
        double[] fields = problem.rowFields(t);
        double value = 0;
        for (int i = 0; i < s.length; i++) {
            value += s[i] * fields[i];
        }
        return value;
    }

    private static double[] signs(int count, RandomStream stream) {
        return ofSigns(stream.gaussians(count));
    }

    private static double[] ofSigns(double[] values) {
        return Arrays.stream(values).map(x -> x < 0 ? -1 : 1).toArray();
    }
}
