package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.linalg.PositiveCertificate;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** The proofs behind the upper ends: sharp where they hold, refused where they do not. */
class CertificateTest {

    private static final DenseBackend BACKEND = DenseBackends.preferred();
    private static final RandomStreams STREAMS = RandomStreams.of(8);

    /** Exact value from the singular value decomposition; the bound is above it, and by a part in a million at most. */
    @Test
    void spectralBoundIsAboveTheNormAndClose() {
        int[][] shapes = {{1, 1}, {5, 30}, {40, 8}, {60, 60}};
        for (int[] shape : shapes) {
            for (CutCases.Kind kind : new CutCases.Kind[] {
                CutCases.Kind.GAUSSIAN, CutCases.Kind.SIGNS, CutCases.Kind.RANK_ONE, CutCases.Kind.HEAVY_TAILS
            }) {
                DMatrixRMaj a = CutCases.random(kind, shape[0], shape[1], STREAMS.child(kind.name()).stream());
                double norm = BACKEND.singularValues(a)[0];
                double bound = SpectralBound.of(a, BACKEND, STREAMS);
                assertThat(bound / norm).isBetween(1 - 1e-14, 1 + 1e-6);
            }
        }
        assertThat(SpectralBound.of(new DMatrixRMaj(3, 4), BACKEND, STREAMS)).isLessThan(1e-100);
    }

    /**
     * Around the threshold of feasibility, from the eigenvalues of the whole matrix: D scaled by 1 - e is refused and
     * by 1 + e is accepted, for e from 1e-3 to 1e-10.
     */
    @Property(tries = 30)
    void dualCertificateIsSharp(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int n = 2 + stream.nextInt(30);
        int m = n + stream.nextInt(30);
        DMatrixRMaj a = stream.gaussianMatrix(m, n);
        double[] r = stream.gaussians(m);
        double[] c = stream.gaussians(n);
        double[] d = new double[1 + m + n];
        Arrays.setAll(d, k -> 0.5 + stream.nextDouble());
        double threshold = threshold(a, r, c, d);
        DualCertificate certificate = new DualCertificate(a, r, c, BACKEND);
        for (double e : new double[] {1e-3, 1e-6, 1e-8, 1e-10}) {
            assertThat(bound(certificate, d, m, threshold * (1 - e))).isNaN();
            double bound = bound(certificate, d, m, threshold * (1 + e));
            double value = threshold * (1 + e) * Arrays.stream(d).sum() / 2;
            assertThat(bound).isGreaterThanOrEqualTo(value).isEqualTo(value, within(1e-9 * value));
        }
    }

    /** Where q is hardly above A^2 / p, what rounding may do to the Gram matrix is nearly all of the room. */
    @Test
    void theRoundingOfTheGramMatrixIsCounted() {
        int rows = 50;
        DMatrixRMaj a = new DMatrixRMaj(rows, 1);
        Arrays.fill(a.data, 1);
        double[] p = new double[rows];
        Arrays.fill(p, 1);
        double[] q = {rows * (1 + 1e-9)};
        double bound = new DualCertificate(a, new double[rows], new double[1], BACKEND)
                .bound(1e-9, p, q)
                .orElseThrow();
        double sum = 1e-9 + rows + q[0];
        assertThat(2 * bound - sum).isGreaterThan(2 * 2 * Rounding.gamma(rows + 8.0) * rows);
    }

    /** Any feasible point bounds the maximum over signs, found by going through all of them. */
    @Property(tries = 60)
    void everyFeasiblePointIsABound(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int n = 1 + stream.nextInt(4);
        int m = n + stream.nextInt(4);
        DMatrixRMaj a = stream.gaussianMatrix(m, n);
        double[] r = stream.gaussians(m);
        double[] c = stream.gaussians(n);
        double[] d = new double[1 + m + n];
        Arrays.setAll(d, k -> Math.exp(stream.nextGaussian()));
        double w = threshold(a, r, c, d) * (1 + 1e-9);
        double bound = bound(new DualCertificate(a, r, c, BACKEND), d, m, w);
        double largest = Double.NEGATIVE_INFINITY;
        for (int signs = 0; signs < 1 << (m + n); signs++) {
            double value = 0;
            for (int i = 0; i < m; i++) {
                value += sign(signs, i) * r[i];
                for (int j = 0; j < n; j++) {
                    value += sign(signs, i) * sign(signs, m + j) * a.get(i, j);
                }
            }
            for (int j = 0; j < n; j++) {
                value += sign(signs, m + j) * c[j];
            }
            largest = Math.max(largest, value);
        }
        assertThat(bound).isGreaterThanOrEqualTo(largest);
    }

    /** Against all sets: the additive part is exact, the whole is a bound. */
    @Property(tries = 60)
    void centredBoundHolds(@ForAll CutCases.Kind kind, @ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        CutProblem problem = CutProblem.of(CutCases.random(kind, 1 + stream.nextInt(6), 1 + stream.nextInt(6), stream));
        if (!problem.isZero()) {
            BigDecimal truth = CutCases.exact(problem.a());
            assertThat(new BigDecimal(CentredBound.of(problem.a(), BACKEND, STREAMS)))
                    .isGreaterThanOrEqualTo(truth);
        }
        double[] alpha = stream.gaussians(1 + stream.nextInt(6));
        double[] beta = stream.gaussians(1 + stream.nextInt(6));
        DMatrixRMaj sums = new DMatrixRMaj(alpha.length, beta.length);
        for (int i = 0; i < alpha.length; i++) {
            for (int j = 0; j < beta.length; j++) {
                sums.set(i, j, alpha[i] + beta[j]);
            }
        }
        double truth = CutCases.exact(sums).doubleValue();
        assertThat(CentredBound.additive(alpha, beta)).isEqualTo(truth, within(1e-12 * (1 + truth)));
    }

    @Test
    void anIndefiniteMatrixHasNoCertificate() {
        assertThat(PositiveCertificate.shift(new DMatrixRMaj(2, 2, true, 1, 2, 2, 1), BACKEND))
                .isEmpty();
        assertThat(PositiveCertificate.shift(new DMatrixRMaj(2, 2, true, 0, 0, 0, 1), BACKEND))
                .isEmpty();
        assertThat(PositiveCertificate.shift(new DMatrixRMaj(2, 2, true, 2, 1, 1, 2), BACKEND)
                        .getAsDouble())
                .isBetween(4 * 0x1p-53, 100 * 0x1p-53);
    }

    @Test
    void roundingGoesOutward() {
        assertThat(Rounding.divideDown(1, 3)).isLessThan(Rounding.divideUp(1, 3));
        assertThat(Rounding.divideDown(3, 4)).isEqualTo(0.75).isEqualTo(Rounding.divideUp(3, 4));
        assertThat(new BigDecimal(Rounding.divideDown(1, 3)).multiply(BigDecimal.valueOf(3)))
                .isLessThan(BigDecimal.ONE);
        assertThat(new BigDecimal(Rounding.divideUp(1, 3)).multiply(BigDecimal.valueOf(3)))
                .isGreaterThan(BigDecimal.ONE);
        assertThat(Rounding.scaleDown(0.75, -1080)).isZero();
        assertThat(Rounding.scaleUp(0.75, -1080)).isEqualTo(Double.MIN_VALUE);
        assertThat(Rounding.scaleUp(1.5, 1023)).isEqualTo(Math.scalb(1.5, 1023));
        assertThat(Rounding.scaleUp(1.5, 1024)).isEqualTo(Double.MAX_VALUE);
    }

    @Property(tries = 50)
    void carefulSumsBoundTheExactOne(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        CarefulSum sum = new CarefulSum();
        BigDecimal exact = BigDecimal.ZERO;
        for (int k = 0; k < 200; k++) {
            double term = stream.nextGaussian() * Math.scalb(1.0, stream.nextInt(80));
            term = k == 150 ? -sum.value() : term;
            sum.add(term);
            exact = exact.add(new BigDecimal(term));
        }
        assertThat(new BigDecimal(sum.absoluteAtLeast())).isLessThanOrEqualTo(exact.abs());
        assertThat(new BigDecimal(sum.absoluteAtMost())).isGreaterThanOrEqualTo(exact.abs());
        assertThat(sum.absoluteAtMost() - sum.absoluteAtLeast()).isLessThanOrEqualTo(1e-15 * sum.absoluteAtMost());
    }

    /** Smallest w for which w D - M is positive semi-definite: the largest eigenvalue of D^(-1/2) M D^(-1/2). */
    private static double threshold(DMatrixRMaj a, double[] r, double[] c, double[] d) {
        int m = a.numRows;
        DMatrixRMaj scaled = new DMatrixRMaj(d.length, d.length);
        for (int i = 0; i < m; i++) {
            put(scaled, 0, 1 + i, r[i], d);
            for (int j = 0; j < a.numCols; j++) {
                put(scaled, 1 + i, 1 + m + j, a.get(i, j), d);
            }
        }
        for (int j = 0; j < a.numCols; j++) {
            put(scaled, 0, 1 + m + j, c[j], d);
        }
        return BACKEND.symmetricEigenvalues(scaled)[d.length - 1];
    }

    private static void put(DMatrixRMaj matrix, int i, int j, double value, double[] d) {
        matrix.set(i, j, value / Math.sqrt(d[i] * d[j]));
        matrix.set(j, i, matrix.get(i, j));
    }

    private static double bound(DualCertificate certificate, double[] d, int m, double w) {
        double[] scaled = Arrays.stream(d).map(x -> w * x).toArray();
        return certificate
                .bound(scaled[0], Arrays.copyOfRange(scaled, 1, 1 + m), Arrays.copyOfRange(scaled, 1 + m, d.length))
                .orElse(Double.NaN);
    }

    private static int sign(int signs, int k) {
        return (signs >>> k & 1) == 0 ? 1 : -1;
    }
}
