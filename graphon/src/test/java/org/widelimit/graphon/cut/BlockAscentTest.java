package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** The vector relaxation: its multipliers, and its value against the maximum over signs. */
class BlockAscentTest {

    /** Unit vectors, multipliers whose half sum is at least the maximum over signs and at most Krivine's constant times that. */
    @Property(tries = 30)
    void theValueIsBetweenTheSignsAndTheirConstant(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 1 + stream.nextInt(6);
        int n = 1 + stream.nextInt(6);
        DMatrixRMaj a = stream.gaussianMatrix(m, n);
        double[] r = new double[m];
        double[] c = new double[n];
        for (int k = 0; k < a.data.length; k++) {
            r[k / n] += a.data[k];
            c[k % n] += a.data[k];
        }

        BlockAscent.Solution solution = BlockAscent.solve(a, r, c, DenseBackends.preferred(), stream);

        for (int j = 0; j < n; j++) {
            double squares = 0;
            for (int k = 0; k < solution.v().numCols; k++) {
                squares += solution.v().get(j, k) * solution.v().get(j, k);
            }
            assertThat(squares).isCloseTo(1, within(1e-14));
        }
        double signs = largest(a, r, c);
        double value = (solution.y0()
                        + Arrays.stream(solution.p()).sum()
                        + Arrays.stream(solution.q()).sum())
                / 2;
        assertThat(solution.p()).hasSize(m);
        assertThat(solution.q()).hasSize(n);
        assertThat(value).isGreaterThan(signs * (1 - 1e-4));
        // Grothendieck's inequality, for the matrix with r and c as its border.
        assertThat(value).isLessThan(1.7823 * signs + 1e-9);
    }

    private static double largest(DMatrixRMaj a, double[] r, double[] c) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int bits = 0; bits < 1 << (r.length + c.length); bits++) {
            double value = 0;
            for (int i = 0; i < r.length; i++) {
                value += sign(bits, i) * r[i];
                for (int j = 0; j < c.length; j++) {
                    value += sign(bits, i) * sign(bits, r.length + j) * a.get(i, j);
                }
            }
            for (int j = 0; j < c.length; j++) {
                value += sign(bits, r.length + j) * c[j];
            }
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static int sign(int bits, int k) {
        return (bits >>> k & 1) == 0 ? 1 : -1;
    }

    /** One positive entry: all three vectors are e, and the multipliers are what they get. */
    @Test
    void oneEntryByHand() {
        BlockAscent.Solution solution = BlockAscent.solve(
                new DMatrixRMaj(1, 1, true, 3),
                new double[] {3},
                new double[] {3},
                DenseBackends.preferred(),
                RandomStreams.of(1).stream());
        assertThat(solution.y0()).isCloseTo(6, within(1e-5));
        assertThat(solution.p()[0]).isCloseTo(6, within(1e-5));
        assertThat(solution.q()[0]).isCloseTo(6, within(1e-5));
        assertThat(solution.v().get(0, 0)).isCloseTo(1, within(1e-5));
    }

    @Test
    void ranksGrowWithTheRoot() {
        assertThat(BlockAscent.rank(3, 5)).isEqualTo(16);
        assertThat(BlockAscent.rank(6000, 4000)).isEqualTo(60);
    }
}
