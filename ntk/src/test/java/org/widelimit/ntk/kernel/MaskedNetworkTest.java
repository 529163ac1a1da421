package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Masked networks drawn from a chain of graphons with unequal blocks of rows and columns and V other than W have {@link GraphonNtk} as their mean tangent kernel at infinite width, here between two
 * sets of inputs.
 */
class MaskedNetworkTest {
    private static final int NETWORKS = 250;
    private static final int NARROW = 80;
    private static final DMatrixRMaj X = Matrices.inputs(3, 4, 5);
    private static final DMatrixRMaj Y = Matrices.inputs(4, 3, 5);

    /** All edges are multiples of 1/8, so that grids of 80 and 160 units have each block's share exactly. */
    private static final GraphonChain CHAIN = GraphonChain.of(List.of(
            graphon(new double[][] {{1, 0.3}, {0.4, 0.9}}, new double[][] {{1.8, 0.8}, {1.2, 1.6}}, 2, 4),
            graphon(
                    new double[][] {{0.2, 0.8, 1}, {0.9, 0.5, 0.3}},
                    new double[][] {{0.5, 1.9, 1.6}, {1.8, 1.2, 0.1}},
                    3,
                    1,
                    5),
            graphon(new double[][] {{0.4, 1}}, new double[][] {{1.4, 0.7}}, 8, 6)));

    private static StepGraphon graphon(double[][] density, double[][] moment, int rowEdge, int... columnEdges) {
        int columns = density[0].length;
        double[] edges = new double[columns + 1];
        for (int k = 1; k < columns; k++) {
            edges[k] = columnEdges[k - 1] / 8.0;
        }
        edges[columns] = 1;
        return StepGraphon.of(
                new DMatrixRMaj(density),
                new DMatrixRMaj(moment),
                density.length == 1 ? new double[] {0, 1} : new double[] {0, rowEdge / 8.0, 1},
                edges);
    }

    /** Within 5 standard errors in every entry; the same with V = W, and the other variant, are far from it. */
    @ParameterizedTest
    @CsvSource({"relu, 0", "erf, 0.3"})
    @Tag("slow")
    void meanTangentKernelIsTheGraphons(String name, double biasVariance) {
        MlpOptions finite = MlpOptions.ntk(Activation.named(name), 1.7, biasVariance);
        MeanKernel mean = MeanKernel.of(NETWORKS, r -> {
            RandomStreams streams = RandomStreams.of(31).child("network", r);
            return MeanKernel.extrapolated(
                    EmpiricalNtk.of(network(finite, 2 * NARROW, streams.child("wide").stream()), X, Y),
                    EmpiricalNtk.of(network(finite, NARROW, streams.child("narrow").stream()), X, Y));
        });
        KernelOptions options = KernelOptions.of(Activation.named(name), 2).withVariances(1.7, biasVariance);
        assertThat(mean.distance(limit(CHAIN, options, Variant.MASKED))).isLessThan(5);
        assertThat(mean.distance(limit(CHAIN, options, Variant.VARIANCE_PROFILE)))
                .isGreaterThan(10);
        List<StepGraphon> plain = CHAIN.layers().stream()
                .map(g -> StepGraphon.of(g.density(), null, g.rowEdges(), g.columnEdges()))
                .toList();
        assertThat(mean.distance(limit(GraphonChain.of(plain), options, Variant.MASKED)))
                .isGreaterThan(10);
    }

    private static DMatrixRMaj limit(GraphonChain chain, KernelOptions options, Variant variant) {
        return GraphonNtk.of(chain, options, variant).kernel(X, Y).ntk();
    }

    /** {@code m ~ Bernoulli(W)} and {@code w ~ N(0, V/W)} at the middles of the cells of a grid, so that {@code E m w^2 = V}. */
    private static Mlp network(MlpOptions options, int width, RandomStream random) {
        int[] units = {X.numCols, width, width, 1};
        List<DMatrixRMaj> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        List<Mask> masks = new ArrayList<>();
        for (int l = 1; l < units.length; l++) {
            StepGraphon graphon = CHAIN.layers().get(l - 1);
            DMatrixRMaj kept = new DMatrixRMaj(units[l], units[l - 1]);
            DMatrixRMaj weight = new DMatrixRMaj(units[l], units[l - 1]);
            for (int i = 0; i < units[l]; i++) {
                for (int j = 0; j < units[l - 1]; j++) {
                    double u = (i + 0.5) / units[l];
                    double v = (j + 0.5) / units[l - 1];
                    double density = graphon.density(u, v);
                    kept.set(i, j, random.nextDouble() < density ? 1 : 0);
                    weight.set(i, j, Math.sqrt(graphon.secondMoment(u, v) / density) * random.nextGaussian());
                }
            }
            weights.add(weight);
            biases.add(random.gaussians(units[l]));
            masks.add(Mask.from("layer " + l, kept));
        }
        return Mlp.of(options, weights, options.biasVariance() > 0 ? biases : List.of())
                .withMasks(masks);
    }
}
