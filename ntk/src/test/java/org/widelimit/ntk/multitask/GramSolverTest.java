package org.widelimit.ntk.multitask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class GramSolverTest {

    @Test
    void aTinyGradientIsSolvedForLikeAnyOther() {
        DMatrixRMaj gram = new DMatrixRMaj(new double[][] {{1, 3e-9}, {3e-9, 1e-16}});
        double[] x = {2, -5e7};
        double[] b = {x[0] + 3e-9 * x[1], 3e-9 * x[0] + 1e-16 * x[1]};
        double[] solved = GramSolver.solve(gram, b);
        assertThat(solved[0]).isCloseTo(x[0], within(1e-12));
        assertThat(solved[1]).isCloseTo(x[1], within(1e-12 * 5e7));
        // So IMTL-G gives it its weight: projections are equal where w is proportional to 1 / |g_i|.
        double[] w =
                new ImtlG().start(2).weights(new GramStep(new DMatrixRMaj(new double[][] {{1, 0}, {0, 1e-16}}), 1, 1));
        assertThat(w[1] / w[0]).isCloseTo(1e8, within(1e-4));
    }

    @Test
    void parallelGradientsGetTheShortestSolution() {
        double[] x = GramSolver.solve(new DMatrixRMaj(new double[][] {{1, 1}, {1, 1}}), new double[] {1, 1});
        assertThat(x).containsExactly(new double[] {0.5, 0.5}, within(1e-14));
    }
}
