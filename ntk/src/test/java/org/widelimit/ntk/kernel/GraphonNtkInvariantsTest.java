package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activation;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** What the kernel of a graphon chain does not depend on, or only in one direction. */
class GraphonNtkInvariantsTest {

    @Property(tries = 20)
    void relabellingAndRefinementChangeNothing(
            @ForAll Variant variant,
            @ForAll @IntRange(min = 1, max = 1000) int seed,
            @ForAll @DoubleRange(max = 0.5) double bias) {
        KernelOptions options = KernelOptions.of(Activation.named("gelu"), 2).withVariances(2, bias);
        GraphonChain chain = Chains.random(seed, 3, Chains.Moments.OTHER).aligned();
        DMatrixRMaj x = Matrices.inputs(seed, 9, 7);
        KernelPair pair = GraphonNtk.of(chain, options, variant).kernel(x);
        RandomStream stream = RandomStreams.of(seed).child("relabel").stream();
        KernelPair relabelled =
                GraphonNtk.of(relabelled(chain, stream), options, variant).kernel(x);
        KernelPair refined = GraphonNtk.of(refined(chain), options, variant).kernel(x);
        for (KernelPair other : List.of(relabelled, refined)) {
            assertThat(Matrices.distance(other.nngp(), pair.nngp())).isLessThan(1e-13);
            assertThat(Matrices.distance(other.ntk(), pair.ntk())).isLessThan(1e-13);
        }
    }

    private static GraphonChain relabelled(GraphonChain chain, RandomStream stream) {
        List<StepGraphon> layers = new ArrayList<>();
        int[] below = identity(chain.layers().get(0).columnBlocks());
        for (int l = 0; l < chain.layers().size(); l++) {
            StepGraphon layer = chain.layers().get(l);
            boolean last = l == chain.layers().size() - 1;
            int[] rows = last ? identity(layer.rowBlocks()) : stream.permutation(layer.rowBlocks());
            layers.add(layer.relabelled(rows, below));
            below = rows;
        }
        return GraphonChain.of(layers);
    }

    private static GraphonChain refined(GraphonChain chain) {
        return GraphonChain.of(chain.layers().stream()
                .map(layer -> layer.refinedTo(halved(layer.rowEdges()), halved(layer.columnEdges())))
                .toList());
    }

    private static double[] halved(double[] edges) {
        double[] finer = new double[2 * edges.length - 1];
        for (int k = 0; k < edges.length; k++) {
            finer[2 * k] = edges[k];
            if (k > 0) {
                finer[2 * k - 1] = edges[k - 1] + 0.3 * (edges[k] - edges[k - 1]);
            }
        }
        return finer;
    }

    private static int[] identity(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        return order;
    }

    /** Units without input have no activity (no bias), so where their output goes does not matter. */
    @Test
    void deadUnitsContributeNothing() {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 2);
        DMatrixRMaj x = Matrices.inputs(1, 10, 4);
        StepGraphon first = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.5, 0.7}, {0, 0}, {0.9, 0.1}}));
        StepGraphon last = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.4, 0.8}}));
        StepGraphon middle = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.3, 0.2, 1}, {0.6, 0.9, 0.4}}));
        StepGraphon other = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.3, 1, 1}, {0.6, 0, 0.4}}));
        KernelPair one = GraphonNtk.of(GraphonChain.of(List.of(first, middle, last)), options, Variant.MASKED)
                .kernel(x);
        KernelPair two = GraphonNtk.of(GraphonChain.of(List.of(first, other, last)), options, Variant.MASKED)
                .kernel(x);
        Matrices.assertSameBits(one.nngp(), two.nngp());
        Matrices.assertSameBits(one.ntk(), two.ntk());
        KernelPair dead =
                GraphonNtk.of(Chains.constant(0, 3), options, Variant.MASKED).kernel(x);
        assertThat(dead.ntk().data).containsOnly(0);
        assertThat(dead.nngp().data).containsOnly(0);
    }

    @Property(tries = 20)
    void reluVariancesGrowWithTheGraphon(@ForAll @IntRange(min = 1, max = 1000) int seed) {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 2).withVariances(2, 0.1);
        DMatrixRMaj x = Matrices.inputs(seed, 8, 5);
        GraphonChain chain = Chains.random(seed, 3, Chains.Moments.SAME);
        List<StepGraphon> larger = new ArrayList<>();
        for (StepGraphon layer : chain.layers()) {
            DMatrixRMaj density = layer.density();
            for (int k = 0; k < density.getNumElements(); k++) {
                density.data[k] = 0.9 * density.data[k] + 0.1;
            }
            larger.add(StepGraphon.of(density, null, layer.rowEdges(), layer.columnEdges()));
        }
        KernelPair small = GraphonNtk.of(chain, options, Variant.MASKED).kernel(x);
        KernelPair large =
                GraphonNtk.of(GraphonChain.of(larger), options, Variant.MASKED).kernel(x);
        for (int i = 0; i < 8; i++) {
            assertThat(large.nngp().get(i, i)).isGreaterThan(small.nngp().get(i, i));
            assertThat(large.ntk().get(i, i)).isGreaterThan(small.ntk().get(i, i));
        }
    }
}
