package org.widelimit.graphon.motif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class MotifDensitiesTest {

    /** Two-block model [.8 .2; .2 .5] with measures (.3, .7): edge .401, cherry .16099, four-cycle .02733889. */
    @Test
    void twoBlocks() {
        double[] edges = {0, 0.3, 1};
        StepGraphon blocks =
                StepGraphon.of(new DMatrixRMaj(new double[][] {{0.8, 0.2}, {0.2, 0.5}}), null, edges, edges);
        MotifDensities t = MotifDensities.of(blocks);
        assertThat(t.edge()).isEqualTo(0.401, within(1e-15));
        assertThat(t.rowCherry()).isEqualTo(0.16099, within(1e-15));
        assertThat(t.columnCherry()).isEqualTo(0.16099, within(1e-15));
        assertThat(t.fourCycle()).isEqualTo(0.02733889, within(1e-15));
    }

    /** A constant p gives p^(edges). The product u v gives 1/4, 1/12 and (1/3)^4. */
    @Test
    void constantsAndProducts() {
        MotifDensities constant = MotifDensities.of(StepGraphon.constant(0.3));
        assertThat(constant.edge()).isEqualTo(0.3);
        assertThat(constant.rowCherry()).isEqualTo(0.09, within(1e-16));
        assertThat(constant.fourCycle()).isEqualTo(0.0081, within(1e-17));
        MotifDensities product = MotifDensities.of(StepGraphon.discretise((u, v) -> u * v, 400, 300));
        assertThat(product.edge()).isEqualTo(0.25, within(1e-14));
        assertThat(product.rowCherry()).isEqualTo(1 / 12.0, within(1e-6));
        assertThat(product.fourCycle()).isEqualTo(1 / 81.0, within(1e-6));
    }

    @Property(tries = 40)
    void masksAgreeWithBruteForceAndWithTheirStepGraphon(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 1 + stream.nextInt(5);
        int n = 1 + stream.nextInt(5);
        Mask mask = NullModels.erdosRenyi("m", m, n, 0.6, stream);
        double rowCherry = 0;
        double columnCherry = 0;
        double cycle = 0;
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < m; k++) {
                for (int j = 0; j < n; j++) {
                    for (int l = 0; l < n; l++) {
                        rowCherry += mask.kept(i, j) && mask.kept(i, l) ? 1 : 0;
                        columnCherry += mask.kept(i, j) && mask.kept(k, j) ? 1 : 0;
                        cycle += mask.kept(i, j) && mask.kept(i, l) && mask.kept(k, j) && mask.kept(k, l) ? 1 : 0;
                    }
                }
            }
        }
        double maps = m * m * n * n;

        MotifDensities counted = MotifDensities.of(mask);

        assertThat(counted.rowCherry()).isEqualTo(rowCherry / maps, within(1e-15));
        assertThat(counted.columnCherry()).isEqualTo(columnCherry / maps, within(1e-15));
        assertThat(counted.fourCycle()).isEqualTo(cycle / maps, within(1e-15));
        MotifDensities integrated = MotifDensities.of(StepGraphon.of(mask.toMatrix()));
        assertThat(integrated.edge()).isEqualTo(counted.edge(), within(1e-14));
        assertThat(integrated.rowCherry()).isEqualTo(counted.rowCherry(), within(1e-14));
        assertThat(integrated.columnCherry()).isEqualTo(counted.columnCherry(), within(1e-14));
        assertThat(integrated.fourCycle()).isEqualTo(counted.fourCycle(), within(1e-14));
    }

    /** Sidorenko for trees and the four-cycle, and invariance under relabelling. */
    @Property(tries = 40)
    void lawsOfDensities(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        Mask mask =
                NullModels.erdosRenyi("m", 1 + stream.nextInt(70), 1 + stream.nextInt(70), stream.nextDouble(), stream);
        MotifDensities t = MotifDensities.of(mask);
        double rounding = 1e-14;
        assertThat(t.rowCherry()).isGreaterThanOrEqualTo(t.edge() * t.edge() - rounding);
        assertThat(t.columnCherry()).isGreaterThanOrEqualTo(t.edge() * t.edge() - rounding);
        assertThat(t.fourCycle()).isGreaterThanOrEqualTo(Math.pow(t.edge(), 4) - rounding);
        assertThat(t.fourCycle()).isGreaterThanOrEqualTo(t.rowCherry() * t.rowCherry() - rounding);
        Mask moved = mask.permuted(stream.permutation(mask.rows()), stream.permutation(mask.columns()));
        assertThat(MotifDensities.of(moved)).isEqualTo(t);
    }
}
