package org.widelimit.numerics.kernel;

import org.widelimit.numerics.linalg.Transpose;

/**
 * Shapes of a batch of products C_m = op(A_m) B_m, all matrices stored row by row and one after the other.
 *
 * @param left whether each A_m is stored as it is, shape (rows, inner), or transposed, shape (inner, rows)
 * @param count how many products, the number of m
 * @param rows of each C_m
 * @param inner the index that is summed over
 * @param columns of each B_m and C_m
 */
public record Products(Transpose left, int count, int rows, int inner, int columns) {
    /**
     * One product.
     *
     * @param left whether A is stored transposed
     * @param rows of C
     * @param inner the index that is summed over
     * @param columns of C
     * @return its shape
     */
    public static Products one(Transpose left, int rows, int inner, int columns) {
        return new Products(left, 1, rows, inner, columns);
    }

    /**
     * A row times a matrix, for each of many.
     *
     * @param count how many
     * @param inner entries of each row
     * @param columns of each matrix
     * @return their shape
     */
    public static Products ofRows(int count, int inner, int columns) {
        return new Products(Transpose.NO, count, 1, inner, columns);
    }

    /**
     * Where op(A_m) has its entry (i, 0).
     *
     * @param m which product
     * @param i row
     * @return the index
     */
    public int leftAt(int m, int i) {
        return m * rows * inner + i * down();
    }

    /**
     * From one row of op(A_m) to the next.
     *
     * @return the stride
     */
    public int down() {
        return left == Transpose.NO ? inner : 1;
    }

    /**
     * From one column of op(A_m) to the next.
     *
     * @return the stride
     */
    public int across() {
        return left == Transpose.NO ? 1 : rows;
    }

    /**
     * Where B_m has its entry (0, j).
     *
     * @param m which product
     * @param j column
     * @return the index
     */
    public int rightAt(int m, int j) {
        return m * inner * columns + j;
    }

    /**
     * Where C_m has its entry (i, j).
     *
     * @param m which product
     * @param i row
     * @param j column
     * @return the index
     */
    public int at(int m, int i, int j) {
        return (m * rows + i) * columns + j;
    }
}
