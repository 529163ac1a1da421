package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Sums over the entries of a mask from its bits, and the leading singular triplets from such sums, against matrices. */
class MaskProductsTest {

    @Property(tries = 30)
    void productsAreThoseOfTheMatrix(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        Mask mask = NullModels.erdosRenyi("m", 1 + stream.nextInt(70), 1 + stream.nextInt(200), 0.4, stream);
        DMatrixRMaj x = stream.gaussianMatrix(mask.columns(), 1 + stream.nextInt(5));
        DMatrixRMaj expected = DenseBackends.preferred().multiply(mask.toMatrix(), x);
        assertThat(BitProduct.of(mask).times(x).data).containsExactly(expected.data, within(1e-12));
    }

    @Property(tries = 30)
    void lanesAreRowsOfEntries(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        Mask mask = NullModels.erdosRenyi("m", 1 + stream.nextInt(150), 1 + stream.nextInt(300), 0.4, stream);
        Lanes lanes = Lanes.of(mask);
        Lanes transposed = lanes.transposed();
        for (int i = 0; i < mask.rows(); i++) {
            for (int j = 0; j < mask.columns(); j++) {
                assertThat(count(lanes, i, j)).isEqualTo(mask.kept(i, j) ? 1 : 0);
                assertThat(count(transposed, j, i)).isEqualTo(mask.kept(i, j) ? 1 : 0);
            }
        }
        assertThat(lanes.largest()).isEqualTo(mask.keptCount() > 0 ? 1 : 0);
        int[] list = stream.permutation(mask.rows());
        int from = stream.nextInt(list.length);
        long[] sums = new long[lanes.stride()];
        lanes.add(list, from, list.length, sums.length, sums);
        for (int j = 0; j < mask.columns(); j++) {
            int expected = 0;
            for (int k = from; k < list.length; k++) {
                expected += mask.kept(list[k], j) ? 1 : 0;
            }
            assertThat(Lanes.count(sums[j / Lanes.WIDTH], j % Lanes.WIDTH)).isEqualTo(expected);
        }
    }

    private static int count(Lanes lanes, int row, int k) {
        return Lanes.count(lanes.words()[row * lanes.stride() + k / Lanes.WIDTH], k % Lanes.WIDTH);
    }

    /** Dependent columns are left out, and the rest is orthonormal and has the span of the block. */
    @Property(tries = 30)
    void appendedRowsAreOrthonormal(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int n = 8 + stream.nextInt(6);
        DMatrixRMaj block = stream.gaussianMatrix(n, 5);
        for (int i = 0; i < n; i++) {
            block.set(i, 3, 2 * block.get(i, 0) - block.get(i, 1));
        }
        DMatrixRMaj basis = new DMatrixRMaj(7, n);
        assertThat(Orthogonal.append(basis, 0, block, 7)).isEqualTo(4);
        assertThat(Orthogonal.append(basis, 4, block, 7)).isZero();
        assertThat(Orthogonal.append(basis, 4, stream.gaussianMatrix(n, 5), 7)).isEqualTo(3);
        DMatrixRMaj gram = DenseBackends.preferred().multiplyTransB(basis, basis);
        assertThat(gram.data).containsExactly(CommonOps_DDRM.identity(7).data, within(1e-14));
        DMatrixRMaj inside = DenseBackends.preferred().multiply(basis, block);
        DMatrixRMaj back = DenseBackends.preferred().multiplyTransA(basis, inside);
        assertThat(back.data).containsExactly(block.data, within(1e-13));
    }

    /** More values above the threshold than the first block has room for. */
    @Test
    void leadingTripletsAreThoseOfTheMatrix() {
        RandomStream stream = RandomStreams.of(11).stream();
        for (int rank : new int[] {3, 20}) {
            DMatrixRMaj left = stream.gaussianMatrix(90, rank);
            DMatrixRMaj right = stream.gaussianMatrix(rank, 70);
            DMatrixRMaj a = DenseBackends.preferred().multiply(left, right);
            CommonOps_DDRM.addEquals(a, 0.01, stream.gaussianMatrix(90, 70));
            double[] all = DenseBackends.preferred().singularValues(a);

            BlockKrylov found = BlockKrylov.above(5, operator(a), stream, DenseBackends.preferred());

            assertThat(found.values()).hasSize(rank);
            for (int k = 0; k < rank; k++) {
                assertThat(found.values()[k]).isCloseTo(all[k], within(1e-9 * all[0]));
            }
            DMatrixRMaj image = DenseBackends.preferred().multiply(a, found.right());
            for (int k = 0; k < image.data.length; k++) {
                double expected = found.left().data[k] * found.values()[k % rank];
                assertThat(image.data[k]).isCloseTo(expected, within(1e-6 * all[0]));
            }
            DMatrixRMaj gram = DenseBackends.preferred().multiplyTransA(found.left(), found.left());
            assertThat(gram.data).containsExactly(CommonOps_DDRM.identity(rank).data, within(1e-9));
        }
    }

    private static BlockKrylov.Operator operator(DMatrixRMaj a) {
        return new BlockKrylov.Operator() {
            @Override
            public int rows() {
                return a.numRows;
            }

            @Override
            public int columns() {
                return a.numCols;
            }

            @Override
            public DMatrixRMaj times(DMatrixRMaj x) {
                return DenseBackends.preferred().multiply(a, x);
            }

            @Override
            public DMatrixRMaj transposedTimes(DMatrixRMaj y) {
                return DenseBackends.preferred().multiplyTransA(a, y);
            }
        };
    }

    /** For a square matrix the shrunk value is (y^2 - 4)^(1/2) n^(1/2) above the edge 2 n^(1/2), and 0 at it. */
    @Test
    void shrinkageIsThatOfTheSquaredError() {
        assertThat(LowRank.shrunk(20, 100, 100)).isZero();
        assertThat(LowRank.shrunk(50, 100, 100)).isCloseTo(10 * Math.sqrt(21), within(1e-12));
        // b = 1/4, y = 3: ((9 - 5/4)^2 - 1)^(1/2) / 3.
        assertThat(LowRank.shrunk(30, 25, 100)).isCloseTo(10 * Math.sqrt(7.75 * 7.75 - 1) / 3, within(1e-12));
    }
}
