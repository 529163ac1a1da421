package org.widelimit.graphon.estimate;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.SymmetricEigen;
import org.widelimit.numerics.random.RandomStream;

/**
 * Leading singular triplets of an operator C by a Rayleigh-Ritz step in the block Krylov space of a random block X,
 * span(X, C^T C X, ..., (C^T C)^q X).
 *
 * <p>Source: Musco and Musco, Randomized block Krylov methods for stronger and faster approximate singular value
 * decomposition (2015). The Ritz values come from below; where the space is the whole one they are exact.
 *
 * @param values descending
 * @param left m x k, orthonormal columns
 * @param right n x k, orthonormal columns
 */
record BlockKrylov(double[] values, DMatrixRMaj left, DMatrixRMaj right) {

    /** Steps q. Three powers of C^T C take the noise at the edge down against what stands above it. */
    private static final int STEPS = 3;

    /** Smallest block, and the share of the space that triplets worth keeping may fill before it has to grow. */
    private static final int BLOCK = 8;

    private static final int ROOM = 3;

    /** What is decomposed. */
    interface Operator {
        int rows();

        int columns();

        /** C X as a new matrix. */
        DMatrixRMaj times(DMatrixRMaj x);

        /** C^T Y as a new matrix. */
        DMatrixRMaj transposedTimes(DMatrixRMaj y);
    }

    /** All triplets with values above this threshold. */
    static BlockKrylov above(double threshold, Operator c, RandomStream random, DenseBackend backend) {
        int smaller = Math.min(c.rows(), c.columns());
        int block = BLOCK;
        while (true) {
            int size = block * (STEPS + 1);
            boolean whole = size >= smaller;
            DMatrixRMaj start = random.gaussianMatrix(c.columns(), whole ? smaller : block);
            BlockKrylov found = search(c, start, whole ? 1 : STEPS, backend).above(threshold);
            if (whole || found.values.length * ROOM <= size) {
                return found;
            }
            block *= 2;
        }
    }

    private static BlockKrylov search(Operator c, DMatrixRMaj start, int steps, DenseBackend backend) {
        int width = start.numCols;
        int most = Math.min(c.columns(), width * (steps + 1));
        DMatrixRMaj basis = new DMatrixRMaj(most, c.columns());
        DMatrixRMaj image = new DMatrixRMaj(most, c.rows());
        DMatrixRMaj next = start;
        int size = 0;
        for (int q = 0; q <= steps && size < most; q++) {
            int added = Orthogonal.append(basis, size, next, most);
            if (added == 0) {
                break;
            }
            DMatrixRMaj mapped = c.times(columns(basis, size, added));
            copyTransposed(mapped, image, size);
            size += added;
            if (q < steps && size < most) {
                next = c.transposedTimes(mapped);
            }
        }
        basis.reshape(size, c.columns(), true);
        image.reshape(size, c.rows(), true);
        return ritz(basis, image, backend);
    }

    /** Eigenpairs of (C Q)^T (C Q), largest first; rows of basis and image are the columns of Q and C Q. */
    private static BlockKrylov ritz(DMatrixRMaj basis, DMatrixRMaj image, DenseBackend backend) {
        int size = basis.numRows;
        DMatrixRMaj gram = new DMatrixRMaj(size, size);
        backend.syrk(1, image, 0, gram);
        SymmetricEigen eigen = backend.symmetricEigen(gram);
        double[] values = new double[size];
        DMatrixRMaj turn = new DMatrixRMaj(size, size);
        for (int k = 0; k < size; k++) {
            values[k] = Math.sqrt(Math.max(0, eigen.values()[size - 1 - k]));
            for (int a = 0; a < size; a++) {
                turn.data[a * size + k] = eigen.vectors().data[a * size + size - 1 - k];
            }
        }
        DMatrixRMaj right = backend.multiplyTransA(basis, turn);
        DMatrixRMaj left = backend.multiplyTransA(image, turn);
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < left.numRows; i++) {
                left.data[i * size + k] /= values[k] > 0 ? values[k] : 1;
            }
        }
        return new BlockKrylov(values, left, right);
    }

    private BlockKrylov above(double threshold) {
        int count = 0;
        while (count < values.length && values[count] > threshold) {
            count++;
        }
        return new BlockKrylov(Arrays.copyOf(values, count), first(left, count), first(right, count));
    }

    private static DMatrixRMaj first(DMatrixRMaj a, int count) {
        DMatrixRMaj part = new DMatrixRMaj(a.numRows, count);
        for (int i = 0; i < a.numRows; i++) {
            System.arraycopy(a.data, i * a.numCols, part.data, i * count, count);
        }
        return part;
    }

    private static DMatrixRMaj columns(DMatrixRMaj rows, int from, int count) {
        DMatrixRMaj part = new DMatrixRMaj(rows.numCols, count);
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < rows.numCols; i++) {
                part.data[i * count + k] = rows.data[(from + k) * rows.numCols + i];
            }
        }
        return part;
    }

    private static void copyTransposed(DMatrixRMaj from, DMatrixRMaj to, int row) {
        for (int i = 0; i < from.numRows; i++) {
            for (int k = 0; k < from.numCols; k++) {
                to.data[(row + k) * to.numCols + i] = from.data[i * from.numCols + k];
            }
        }
    }
}
