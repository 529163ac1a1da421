package org.widelimit.numerics.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** Triangles and transposes of row-major matrices, in blocks that stay in cache. */
final class Triangles {

    private static final int BLOCK = 64;

    private Triangles() {}

    /** Copies the lower triangle of a square matrix onto the upper one. */
    static void mirrorLower(DMatrixRMaj a) {
        int n = a.numRows;
        for (int rowBlock = 0; rowBlock < n; rowBlock += BLOCK) {
            int rowEnd = Math.min(n, rowBlock + BLOCK);
            for (int columnBlock = 0; columnBlock <= rowBlock; columnBlock += BLOCK) {
                for (int i = rowBlock; i < rowEnd; i++) {
                    int columnEnd = Math.min(i, columnBlock + BLOCK);
                    for (int j = columnBlock; j < columnEnd; j++) {
                        a.data[j * n + i] = a.data[i * n + j];
                    }
                }
            }
        }
    }

    /** Zeros above the diagonal of a square matrix. */
    static void clearUpper(DMatrixRMaj a) {
        int n = a.numRows;
        for (int i = 0; i < n; i++) {
            Arrays.fill(a.data, i * n + i + 1, (i + 1) * n, 0);
        }
    }

    /** Transposes a square matrix where it stands. */
    static void transposeSquare(DMatrixRMaj a) {
        int n = a.numRows;
        for (int rowBlock = 0; rowBlock < n; rowBlock += BLOCK) {
            int rowEnd = Math.min(n, rowBlock + BLOCK);
            for (int columnBlock = 0; columnBlock <= rowBlock; columnBlock += BLOCK) {
                for (int i = rowBlock; i < rowEnd; i++) {
                    int columnEnd = Math.min(i, columnBlock + BLOCK);
                    for (int j = columnBlock; j < columnEnd; j++) {
                        double swapped = a.data[i * n + j];
                        a.data[i * n + j] = a.data[j * n + i];
                        a.data[j * n + i] = swapped;
                    }
                }
            }
        }
    }

    /** The transpose, as a new matrix. */
    static DMatrixRMaj transposed(DMatrixRMaj a) {
        int rows = a.numRows;
        int columns = a.numCols;
        DMatrixRMaj t = new DMatrixRMaj(columns, rows);
        for (int rowBlock = 0; rowBlock < rows; rowBlock += BLOCK) {
            int rowEnd = Math.min(rows, rowBlock + BLOCK);
            for (int columnBlock = 0; columnBlock < columns; columnBlock += BLOCK) {
                int columnEnd = Math.min(columns, columnBlock + BLOCK);
                for (int i = rowBlock; i < rowEnd; i++) {
                    for (int j = columnBlock; j < columnEnd; j++) {
                        t.data[j * rows + i] = a.data[i * columns + j];
                    }
                }
            }
        }
        return t;
    }
}
