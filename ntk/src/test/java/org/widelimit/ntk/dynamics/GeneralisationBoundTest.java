package org.widelimit.ntk.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.ntk.kernel.Matrices;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class GeneralisationBoundTest {
    private static final int N = 300;

    private final DenseBackend backend = DenseBackends.preferred();
    private final RandomStream random = RandomStreams.of(7).stream();

    /** The kernel of arXiv 1901.08584 on the circle, {@code cos(t) (pi - t)/(2 pi)}; K(x, x) = 1/2. */
    private static double kernel(double s, double t) {
        double angle = Math.acos(Math.cos(s - t));
        return Math.cos(angle) * (Math.PI - angle) / (2 * Math.PI);
    }

    private static DMatrixRMaj kernel(double[] s, double[] t) {
        DMatrixRMaj kernel = new DMatrixRMaj(s.length, t.length);
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < t.length; j++) {
                kernel.set(i, j, kernel(s[i], t[j]));
            }
        }
        return kernel;
    }

    private double[] angles(int n) {
        double[] angles = new double[n];
        for (int i = 0; i < n; i++) {
            angles[i] = 2 * Math.PI * random.nextDouble();
        }
        return angles;
    }

    private GeneralisationBound bound(DMatrixRMaj kernel, double[] y) {
        return new GeneralisationBound(TargetNorm.of(kernel, y, Ridge.none(), backend), 0.05);
    }

    @Test
    void theBoundHoldsForASmoothTargetAndIsEmptyForRandomLabels() {
        double[] x = angles(N);
        double[] y = new double[N];
        double[] labels = new double[N];
        for (int i = 0; i < N; i++) {
            y[i] = 0.5 * Math.cos(x[i]);
            labels[i] = random.nextBoolean(0.5) ? 0.5 : -0.5;
        }
        DMatrixRMaj kernel = kernel(x, x);
        GeneralisationBound smooth = bound(kernel, y);
        assertThat(smooth.bound()).isLessThan(0.7);
        assertThat(loss(x, y)).isLessThan(smooth.bound());
        assertThat(smooth.bound()).isGreaterThan(smooth.complexity());
        assertThat(bound(kernel, labels).bound()).isGreaterThan(1);
    }

    @Test
    void theFirstPartIsThePapersWhereTheDiagonalIsOneHalf() {
        double[] x = angles(20);
        GeneralisationBound bound = bound(kernel(x, x), x);
        assertThat(bound.complexity()).isCloseTo(bound.leadingTerm(), within(1e-12 * bound.leadingTerm()));
        double form = bound.norm().value().mid();
        assertThat(bound.leadingTerm()).isCloseTo(Math.sqrt(2 * form / 20), within(1e-9 * bound.leadingTerm()));
        double smallest = bound.norm().smallest().lower();
        assertThat(bound.order()).isCloseTo(Math.sqrt(Math.log(20 / (smallest * 0.05)) / 20), within(1e-15));
    }

    /** Balls of radii r^j, r = 1 + N^(-1/2), have the shares 1/(1 + |j|)^2 of the probability of failure: the smallest that holds the interpolant counts. */
    @Test
    void theBoundIsThatOfTheSmallestBallThatHoldsTheInterpolant() {
        double[] x = angles(20);
        for (double scale : new double[] {1e-4, 0.04, 1, 25, 1e4}) {
            GeneralisationBound bound = bound(Matrices.scaled(scale, kernel(x, x)), x);
            double ratio = 1 + 1 / Math.sqrt(20);
            double radius = Math.sqrt(bound.norm().value().upper());
            int index = -1000;
            while (Math.pow(ratio, index) < radius) {
                index++;
            }
            double share = 0.05 / (Math.PI * Math.PI / 3 - 1) / Math.pow(1 + Math.abs(index), 2);
            double expected =
                    2 * Math.pow(ratio, index) * Math.sqrt(bound.norm().trace()) / 20
                            + 3 * Math.sqrt(Math.log(2 / share) / 40);
            assertThat(bound.bound()).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @Test
    void aScaledKernelChangesThePapersPartAndNotTheProvenOne() {
        double[] x = angles(20);
        DMatrixRMaj kernel = kernel(x, x);
        GeneralisationBound one = bound(kernel, x);
        GeneralisationBound four = bound(Matrices.scaled(4, kernel), x);
        assertThat(four.complexity()).isCloseTo(one.complexity(), within(1e-12 * one.complexity()));
        assertThat(four.leadingTerm()).isCloseTo(one.leadingTerm() / 2, within(1e-12 * one.leadingTerm()));
    }

    /** The Rademacher complexity of the ball of radius B is B E|sigma|_K / N: over all signs it is below the bound, and above its share 1/sqrt(2) (Khintchine). */
    @Test
    void theComplexityBoundsThatOfTheBallOverAllSigns() {
        int n = 10;
        double[] x = angles(n);
        DMatrixRMaj kernel = kernel(x, x);
        double sum = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double form = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    form += ((signs >> i ^ signs >> j) & 1) == 0 ? kernel.get(i, j) : -kernel.get(i, j);
                }
            }
            sum += Math.sqrt(Math.max(0, form));
        }
        GeneralisationBound bound = bound(kernel, x);
        double exact = 2 * Math.sqrt(bound.norm().value().upper()) * sum / (1 << n) / n;
        assertThat(bound.complexity()).isBetween(exact, exact * Math.sqrt(2));
    }

    @Test
    void aRidgeDoesNotInterpolate() {
        TargetNorm norm = TargetNorm.of(new DMatrixRMaj(1, 1, true, 1), new double[] {1}, Ridge.absolute(1), backend);
        assertThatThrownBy(() -> new GeneralisationBound(norm, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ridge");
        TargetNorm plain = TargetNorm.of(new DMatrixRMaj(1, 1, true, 1), new double[] {1}, Ridge.none(), backend);
        for (double failure : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> new GeneralisationBound(plain, failure))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The mean of min(1, |f - y|) over new inputs. */
    private double loss(double[] x, double[] y) {
        MseDynamics dynamics = MseDynamics.of(kernel(x, x), DMatrixRMaj.wrap(N, 1, y), MseOptions.defaults());
        double[] other = angles(500);
        DMatrixRMaj f = dynamics.predict(new Converged(), kernel(other, x));
        double sum = 0;
        for (int i = 0; i < other.length; i++) {
            sum += Math.min(1, Math.abs(f.get(i) - 0.5 * Math.cos(other[i])));
        }
        return sum / other.length;
    }
}
