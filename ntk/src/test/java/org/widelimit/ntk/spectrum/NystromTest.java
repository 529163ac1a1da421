package org.widelimit.ntk.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.ntk.kernel.Matrices;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;

class NystromTest {
    private static final double PI = Math.PI;

    private final DenseBackend backend = DenseBackends.preferred();

    private double[] gauss(DoubleBinaryOperator kernel, int n) {
        return Nystrom.of(kernel, QuadratureRule.gaussLegendre(n), backend).eigenvalues();
    }

    @Test
    void polynomialKernelsAreExact() {
        assertClose(gauss((x, y) -> x * y, 4)[0], 1.0 / 3, 1e-15);
        double[] sum = gauss((x, y) -> (x + y) / 2, 4);
        assertClose(sum[0], 0.25 + 1 / (2 * Math.sqrt(3)), 1e-15);
        assertClose(sum[3], 0.25 - 1 / (2 * Math.sqrt(3)), 1e-15);
    }

    @Test
    void fejersRuleIsExactForPolynomialsAndFastForTheRest() {
        for (int n : new int[] {1, 2, 5, 16}) {
            QuadratureRule rule = QuadratureRule.fejer(n);
            for (int power = 0; power < n; power++) {
                int p = power;
                assertClose(integral(rule, x -> Math.pow(x, p)), 1.0 / (p + 1), 1e-15);
            }
        }
        assertClose(integral(QuadratureRule.fejer(16), Math::exp), Math.E - 1, 1e-15);
    }

    private static double integral(QuadratureRule rule, DoubleUnaryOperator f) {
        double sum = 0;
        for (int i = 0; i < rule.nodes().length; i++) {
            sum += rule.weights()[i] * f.applyAsDouble(rule.nodes()[i]);
        }
        return sum;
    }

    @Test
    void analyticKernelsConvergeFast() {
        double[] found = gauss((x, y) -> 0.5 + 0.5 * Math.sin(2 * PI * x) * Math.sin(2 * PI * y), 24);
        assertClose(found[0], 0.5, 1e-14);
        assertClose(found[1], 0.25, 1e-14);
        assertClose(found[2], 0, 1e-14);
    }

    /** Brownian motion: 4 / ((2k - 1)^2 pi^2), with an error of order n^-2, so that extrapolation gains digits. */
    @Test
    void kinksConvergeWithTheSquareOfTheStep() {
        for (DoubleBinaryOperator kernel : new DoubleBinaryOperator[] {Math::min, (x, y) -> 1 - Math.max(x, y)}) {
            double[] coarse = midpoint(kernel, 60);
            double[] fine = midpoint(kernel, 120);
            for (int k = 1; k <= 3; k++) {
                double exact = 4 / ((2 * k - 1) * (2 * k - 1) * PI * PI);
                assertThat((coarse[k - 1] - exact) / (fine[k - 1] - exact)).isCloseTo(4, within(0.03));
                assertClose((4 * fine[k - 1] - coarse[k - 1]) / 3, exact, 1e-6 * exact * k * k * k * k);
            }
        }
    }

    /** |x - y|: one positive eigenvalue, 2/a^2 with (a/2) tanh(a/2) = 1, and negative ones that are shown as such. */
    @Test
    void anIndefiniteKernelKeepsItsNegativeEigenvalues() {
        double[] coarse = midpoint((x, y) -> Math.abs(x - y), 60);
        double[] fine = midpoint((x, y) -> Math.abs(x - y), 120);
        int last = fine.length - 1;
        assertClose((4 * fine[0] - coarse[0]) / 3, 0.347408269026898, 1e-7);
        assertClose((4 * fine[last] - coarse[59]) / 3, -2 / (PI * PI), 1e-7);
        assertClose((4 * fine[last - 1] - coarse[58]) / 3, -0.0638490957883, 1e-6);
        assertThat(fine[1]).isNegative();
        assertClose((4 * fine[last - 2] - coarse[57]) / 3, -0.0225158185872, 1e-6);
        assertClose((4 * fine[last - 3] - coarse[56]) / 3, -0.0133441127865, 1e-5);
    }

    @Test
    void stepKernelsAreExactWithBlockWidthsAsWeights() {
        DMatrixRMaj equal = new DMatrixRMaj(2, 2, true, 0.8, 0.1, 0.1, 0.6);
        double[] found = Nystrom.of(equal, new double[] {0.5, 0.5}, backend).eigenvalues();
        assertClose(found[0], 0.35 + Math.sqrt(0.005), 1e-15);
        assertClose(found[1], 0.35 - Math.sqrt(0.005), 1e-15);
        DMatrixRMaj unequal = new DMatrixRMaj(2, 2, true, 0.8, 0.2, 0.2, 0.5);
        found = Nystrom.of(unequal, new double[] {0.3, 0.7}, backend).eigenvalues();
        assertClose(found[0], 0.40188779, 1e-8);
        assertClose(found[1], 0.18811221, 1e-8);
    }

    @Test
    void eigenfunctionsExtendBetweenTheNodes() {
        QuadratureRule rule = QuadratureRule.midpoint(200);
        Nystrom nystrom = Nystrom.of(Math::min, rule, backend);
        double[] x = {0.1, 0.333, 0.9, 1};
        DMatrixRMaj found = nystrom.extend(Nystrom.matrix(Math::min, x, rule.nodes()), 3);
        for (int k = 0; k < 3; k++) {
            double sign = Math.signum(found.get(0, k));
            for (int i = 0; i < x.length; i++) {
                double exact = Math.sqrt(2) * Math.sin((k + 0.5) * PI * x[i]);
                assertClose(sign * found.get(i, k), exact, 2e-4 * (k + 1) * (k + 1));
            }
        }
        // At the nodes themselves the extension is the eigenfunction, and they are orthonormal.
        DMatrixRMaj same = nystrom.extend(Nystrom.matrix(Math::min, rule.nodes(), rule.nodes()), 200);
        assertThat(Matrices.distance(same, nystrom.eigenfunctions())).isLessThan(1e-9);
        DMatrixRMaj gram = backend.multiplyTransA(same, same);
        assertClose(gram.get(0, 0) / 200, 1, 1e-12);
        assertClose(gram.get(0, 5) / 200, 0, 1e-12);
    }

    @Test
    void badInputIsRefused() {
        DMatrixRMaj one = new DMatrixRMaj(1, 1, true, 0);
        assertThatThrownBy(() -> Nystrom.of(one, new double[] {1, 1}, backend))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Nystrom.of(one, new double[] {0}, backend))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Nystrom.of(one, new double[] {1}, backend).extend(one, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other than 0");
    }

    private double[] midpoint(DoubleBinaryOperator kernel, int n) {
        return Nystrom.of(kernel, QuadratureRule.midpoint(n), backend).eigenvalues();
    }

    private static void assertClose(double found, double expected, double tolerance) {
        assertThat(found).isCloseTo(expected, within(tolerance));
    }

    @Test
    void rulesIntegrateWhatTheyClaim() {
        QuadratureRule rule = QuadratureRule.gaussLegendre(5);
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += rule.weights()[i] * Math.pow(rule.nodes()[i], 9);
        }
        assertClose(sum, 0.1, 1e-15);
        assertClose(Arrays.stream(QuadratureRule.midpoint(7).weights()).sum(), 1, 1e-15);
    }

    /** u(x) v(y) has one singular value, |u| |v|. */
    @Test
    void aRankOneKernelBetweenTwoSpacesHasTheProductOfTheNorms() {
        QuadratureRule rows = QuadratureRule.gaussLegendre(5);
        QuadratureRule columns = QuadratureRule.gaussLegendre(7);
        DMatrixRMaj kernel = Nystrom.matrix((x, y) -> (1 + x) * y * y, rows.nodes(), columns.nodes());
        double[] found = Nystrom.singularValues(kernel, rows.weights(), columns.weights(), backend);
        assertThat(found).hasSize(5);
        assertClose(found[0], Math.sqrt(7.0 / 3) * Math.sqrt(0.2), 1e-14);
        assertClose(found[1], 0, 1e-14);
    }

    /** Those of a symmetric kernel are the magnitudes of its eigenvalues; splitting and relabelling blocks changes nothing. */
    @Test
    void singularValuesAreOfTheOperatorAndNotOfItsLabels() {
        double[] found = Nystrom.singularValues(
                new DMatrixRMaj(2, 2, true, 0.8, 0.2, 0.2, 0.5),
                new double[] {0.3, 0.7},
                new double[] {0.3, 0.7},
                backend);
        assertClose(found[0], 0.40188779, 1e-8);
        assertClose(found[1], 0.18811221, 1e-8);
        double[] split = Nystrom.singularValues(
                new DMatrixRMaj(3, 2, true, 0.5, 0.2, 0.2, 0.8, 0.5, 0.2),
                new double[] {0.4, 0.3, 0.3},
                new double[] {0.7, 0.3},
                backend);
        assertClose(split[0], found[0], 1e-15);
        assertClose(split[1], found[1], 1e-15);
        assertThatThrownBy(() -> Nystrom.singularValues(
                        new DMatrixRMaj(1, 2, true, 1, 1), new double[] {1}, new double[] {1}, backend))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(1, 2), 1 and 1 weights");
    }
}
