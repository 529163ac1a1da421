package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStreams;

class FlowMeansTest {

    private static final int M = 120;
    private static final int N = 90;

    /** Rows rise, columns fall. */
    private static final Graphon W = (u, v) -> 0.1 + 0.8 * u * (1 - v);

    private final Mask mask = W.sample("mask", M, N, RandomStreams.of(3).stream());
    private final double[] out = flow(M, -0.7);
    private final double[] in = flow(N, 0.6);

    @Test
    void meansAgainstTheFlowsAreThoseOfTheMask() {
        DMatrixRMaj p = filled(0.2);
        FlowMeans.restore(p, mask, out, in);
        DMatrixRMaj m = mask.toMatrix();
        for (double[] b : new double[][] {KeptMeans.ones(M), out}) {
            for (double[] a : new double[][] {KeptMeans.ones(N), in}) {
                assertThat(form(b, p, a)).isEqualTo(form(b, m, a), within(1e-9));
            }
        }
    }

    @Test
    void whatHasThoseMeansIsLeftAlone() {
        DMatrixRMaj p = mask.toMatrix();
        FlowMeans.restore(p, mask, out, in);
        DMatrixRMaj m = mask.toMatrix();
        for (int k = 0; k < p.data.length; k++) {
            assertThat(p.data[k]).isEqualTo(m.data[k], within(1e-12));
        }
    }

    /** Beside a constant flow one number is restored, the mean. */
    @Test
    void constantFlowsRestoreTheDensity() {
        DMatrixRMaj p = filled(0.9);
        FlowMeans.restore(p, mask, flow(M, 0), flow(N, 0));
        for (double value : p.data) {
            assertThat(value).isEqualTo(mask.density(), within(1e-12));
        }
    }

    /** Four numbers and no more: the squared change of an estimate without an error is 4 s^2 / (m n) on average. */
    @Test
    void theNoiseOfFourNumbersIsAdded() {
        double squares = 0;
        double variance = 0;
        int draws = 200;
        for (int k = 0; k < draws; k++) {
            Mask drawn = W.sample("drawn", M, N, RandomStreams.of(k).child("noise").stream());
            DMatrixRMaj p = truth();
            FlowMeans.restore(p, drawn, out, in);
            DMatrixRMaj exact = truth();
            for (int e = 0; e < p.data.length; e++) {
                squares += (p.data[e] - exact.data[e]) * (p.data[e] - exact.data[e]) / draws;
                variance += exact.data[e] * (1 - exact.data[e]) / p.data.length / draws;
            }
        }
        // A sum of 800 squares: relative standard deviation (2 / 800)^(1/2) = 0.05, and variances differ by entry.
        assertThat(squares / (4 * variance)).isBetween(0.8, 1.2);
    }

    private static double[] flow(int units, double slope) {
        double[] flow = new double[units];
        Arrays.setAll(flow, i -> 1 + slope * (i + 0.5) / units);
        return flow;
    }

    private static DMatrixRMaj filled(double value) {
        DMatrixRMaj p = new DMatrixRMaj(M, N);
        Arrays.fill(p.data, value);
        return p;
    }

    private static DMatrixRMaj truth() {
        DMatrixRMaj p = new DMatrixRMaj(M, N);
        for (int i = 0; i < M; i++) {
            for (int j = 0; j < N; j++) {
                p.set(i, j, W.density((i + 0.5) / M, (j + 0.5) / N));
            }
        }
        return p;
    }

    private static double form(double[] b, DMatrixRMaj p, double[] a) {
        double sum = 0;
        for (int i = 0; i < M; i++) {
            for (int j = 0; j < N; j++) {
                sum += b[i] * p.get(i, j) * a[j];
            }
        }
        return sum;
    }
}
