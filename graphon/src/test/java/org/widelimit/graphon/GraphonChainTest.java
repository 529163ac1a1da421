package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class GraphonChainTest {

    @Test
    void constantsMultiply() {
        GraphonChain chain =
                GraphonChain.of(List.of(StepGraphon.constant(0.3), StepGraphon.dense(), StepGraphon.constant(0.5)));
        assertThat(chain.pathDensity()).isEqualTo(0.15, within(1e-16));
    }

    /** Forward, over all tuples of blocks, on partitions that do not match: nothing is shared with the recursion. */
    @Property(tries = 40)
    void pathDensityAgreesWithBruteForce(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        StepGraphon first = StepGraphonTest.random(stream, 3, 2);
        StepGraphon second = StepGraphonTest.random(stream, 2, 4);
        StepGraphon third = StepGraphonTest.random(stream, 1, 3);

        double density = 0;
        double moment = 0;
        for (int x = 0; x < 2; x++) {
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 4; b++) {
                    for (int c = 0; c < 2; c++) {
                        for (int d = 0; d < 3; d++) {
                            double weight = first.columnMeasures()[x]
                                    * overlap(first.rowEdges(), a, second.columnEdges(), b)
                                    * overlap(second.rowEdges(), c, third.columnEdges(), d);
                            density += weight
                                    * first.density().get(a, x)
                                    * second.density().get(c, b)
                                    * third.density().get(0, d);
                            moment += weight
                                    * first.secondMoment().get(a, x)
                                    * second.secondMoment().get(c, b)
                                    * third.secondMoment().get(0, d);
                        }
                    }
                }
            }
        }

        GraphonChain chain = GraphonChain.of(List.of(first, second, third));
        assertThat(chain.pathDensity()).isEqualTo(density, within(1e-14));
        assertThat(chain.secondMomentPathDensity()).isEqualTo(moment, within(1e-12));
    }

    @Property(tries = 40)
    void alignedLayersShareTheirUnitsAndKeepTheirValues(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        GraphonChain chain = GraphonChain.of(List.of(
                StepGraphonTest.random(stream, 3, 5),
                StepGraphonTest.random(stream, 4, 2),
                StepGraphonTest.random(stream, 1, 6)));

        GraphonChain aligned = chain.aligned();

        for (int l = 0; l < 3; l++) {
            StepGraphon before = chain.layers().get(l);
            StepGraphon after = aligned.layers().get(l);
            if (l > 0) {
                assertThat(after.columnEdges())
                        .isEqualTo(aligned.layers().get(l - 1).rowEdges());
            }
            for (int k = 0; k < 10; k++) {
                double u = stream.nextDouble();
                double v = stream.nextDouble();
                assertThat(after.density(u, v)).isEqualTo(before.density(u, v));
            }
        }
        assertThat(aligned.aligned()).isEqualTo(aligned);
        assertThat(aligned.pathDensity()).isEqualTo(chain.pathDensity(), within(1e-15));
    }

    @Property(tries = 40)
    void relabellingTheUnitsOfALayerOnBothSidesKeepsThePathDensity(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        GraphonChain chain = GraphonChain.of(
                        List.of(StepGraphonTest.random(stream, 4, 3), StepGraphonTest.random(stream, 2, 5)))
                .aligned();
        StepGraphon first = chain.layers().get(0);
        StepGraphon second = chain.layers().get(1);
        int[] units = stream.permutation(first.rowBlocks());

        GraphonChain moved = GraphonChain.of(List.of(
                first.relabelled(units, stream.permutation(3)), second.relabelled(stream.permutation(2), units)));

        assertThat(moved.pathDensity()).isEqualTo(chain.pathDensity(), within(1e-14));
    }

    /** Converges to the path density of the graphon as the masks get wide: two ways to one number. */
    @Test
    void sampledMasksHaveThePathDensityOfTheGraphons() {
        StepGraphon rising = StepGraphon.discretise((u, v) -> 0.2 + 0.7 * u * v, 8, 8);
        StepGraphon falling = StepGraphon.discretise((u, v) -> 0.9 - 0.7 * u * v, 8, 8);
        GraphonChain chain = GraphonChain.of(List.of(rising, falling, rising));
        RandomStream stream = RandomStreams.of(11).stream();
        int n = 800;
        MaskChain masks = MaskChain.of(List.of(
                rising.sample("layer1", n, n, stream),
                falling.sample("layer2", n, n, stream),
                rising.sample("layer3", n, n, stream)));
        // Relative SD is about 1/n for each layer.
        assertThat(masks.pathDensity()).isEqualTo(chain.pathDensity(), within(6.0 / n * chain.pathDensity()));
    }

    @Test
    void anEmptyChainIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> GraphonChain.of(List.of()));
    }

    private static double overlap(double[] edges, int a, double[] otherEdges, int b) {
        return Math.max(0, Math.min(edges[a + 1], otherEdges[b + 1]) - Math.max(edges[a], otherEdges[b]));
    }

    @Test
    void oneRowAtTheEnd() {
        StepGraphon readOut = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.2, 0.6}}));
        StepGraphon hidden = StepGraphon.of(new DMatrixRMaj(new double[][] {{1, 0}, {0.5, 0.5}}));
        assertThat(GraphonChain.of(List.of(hidden, readOut)).pathDensity())
                .isEqualTo(0.5 * (0.2 * 0.5 + 0.6 * 0.5), within(1e-16));
    }
}
