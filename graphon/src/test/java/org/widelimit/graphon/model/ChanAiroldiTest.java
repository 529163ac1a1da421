package org.widelimit.graphon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.graphon.model.ChanAiroldi.Draw;
import org.widelimit.numerics.random.RandomStreams;

class ChanAiroldiTest {

    /** Gauss-Legendre rule of five points on [0, 1]. */
    private static final double[] NODES = {
        0.046910077030668, 0.230765344947158, 0.5, 0.769234655052842, 0.953089922969332
    };

    private static final double[] WEIGHTS = {
        0.118463442528095, 0.239314335249683, 0.284444444444444, 0.239314335249683, 0.118463442528095
    };

    /**
     * The integral is twice that over v < u, where all ten are smooth but for powers at 0; there u = s^4, v = s^4 t^4
     * makes them smooth too.
     */
    @ParameterizedTest
    @EnumSource
    void edgeDensityIsTheIntegral(ChanAiroldi graphon) {
        int cells = 40;
        double integral = 0;
        for (int a = 0; a < cells; a++) {
            for (int b = 0; b < cells; b++) {
                for (int i = 0; i < NODES.length; i++) {
                    for (int j = 0; j < NODES.length; j++) {
                        double s = (a + NODES[i]) / cells;
                        double t = (b + NODES[j]) / cells;
                        double u = Math.pow(s, 4);
                        double v = u * Math.pow(t, 4);
                        double volume = 4 * Math.pow(s, 3) * u * 4 * Math.pow(t, 3);
                        integral += 2 * WEIGHTS[i] * WEIGHTS[j] * volume * graphon.density(u, v) / (cells * cells);
                    }
                }
            }
        }
        assertThat(integral).isEqualTo(graphon.edgeDensity(), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void drawsHaveTheDensityOfTheGraphon(ChanAiroldi graphon) {
        Draw graph = graphon.graph(300, RandomStreams.of(7).stream());
        Draw mask = graphon.rectangle(200, 450, RandomStreams.of(8).stream());
        // The positions' noise, below 1 / 300^(1/2) in SD, is the larger one: five SDs would be 0.3 in all.
        assertThat(graph.mask().density()).isEqualTo(graphon.edgeDensity(), within(0.1));
        assertThat(mask.mask().density()).isEqualTo(graphon.edgeDensity(), within(0.1));
        assertThat(graph.mask()).isEqualTo(graph.mask().transposed());
        for (int i = 0; i < 300; i++) {
            assertThat(graph.mask().kept(i, i)).isFalse();
        }
        assertThat(graph.meanSquaredError(graph.probabilities())).isZero();
        DMatrixRMaj off = graph.probabilities().copy();
        CommonOps_DDRM.add(off, 0.5);
        assertThat(graph.meanSquaredError(off)).isEqualTo(0.25, within(1e-14));
        // The mask as an estimate of P has the error mean P (1 - P).
        double variance = 0;
        for (double p : mask.probabilities().data) {
            variance += p * (1 - p) / (200 * 450);
        }
        assertThat(mask.meanSquaredError(mask.mask().toMatrix())).isEqualTo(variance, within(0.01));
    }
}
