package org.widelimit.graphon.cut;

import org.widelimit.numerics.random.RandomStream;

/**
 * Tabu search over single sign flips (Glover, Tabu search, 1989): always the flip with the largest gain, down as well
 * as up, but none that was made lately unless it beats the best value so far.
 *
 * <p>With f = B t and g = B^T s kept up to date, flipping s_i gains -2 s_i f_i, flipping t_j gains -2 t_j g_j, and a
 * move costs O(rows + columns).
 */
final class TabuSearch {

    /** A flip is forbidden for this many moves, plus a part of the number of units, plus a random part. */
    private static final int TENURE = 8;

    private static final int UNITS_PER_TENURE = 40;
    private static final int RANDOM_TENURE = 10;

    private final SignProblem problem;
    private final RandomStream stream;
    private final double[] s;
    private final double[] t;
    private final double[] f;
    private final double[] g;
    private final long[] freeRow;
    private final long[] freeColumn;
    private double value;

    TabuSearch(SignProblem problem, SignProblem.State start, RandomStream stream) {
        this.problem = problem;
        this.stream = stream;
        s = start.s().clone();
        t = start.t().clone();
        f = problem.rowFields(t);
        g = problem.columnFields(s);
        freeRow = new long[s.length];
        freeColumn = new long[t.length];
        value = start.value();
    }

    /** Column signs of the best state met. */
    double[] run(long moves) {
        double best = value;
        double[] bestColumns = t.clone();
        int tenure = TENURE + (s.length + t.length) / UNITS_PER_TENURE;
        for (long move = 0; move < moves; move++) {
            int row = bestFlip(s, f, freeRow, move, best);
            int column = bestFlip(t, g, freeColumn, move, best);
            double rowGain = row < 0 ? Double.NEGATIVE_INFINITY : -2 * s[row] * f[row];
            double columnGain = column < 0 ? Double.NEGATIVE_INFINITY : -2 * t[column] * g[column];
            if (row < 0 && column < 0) {
                continue; // everything is forbidden; time frees it
            }
            long free = move + tenure + stream.nextInt(RANDOM_TENURE);
            if (rowGain >= columnGain) {
                problem.addRow(row, -2 * s[row], g);
                s[row] = -s[row];
                freeRow[row] = free;
                value += rowGain;
            } else {
                problem.addColumn(column, -2 * t[column], f);
                t[column] = -t[column];
                freeColumn[column] = free;
                value += columnGain;
            }
            if (value > best) {
                best = value;
                System.arraycopy(t, 0, bestColumns, 0, t.length);
            }
        }
        return bestColumns;
    }

    /** The allowed flip of the largest gain, or -1. */
    private int bestFlip(double[] signs, double[] field, long[] free, long move, double best) {
        int flip = -1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < signs.length; k++) {
            double gain = -2 * signs[k] * field[k];
            if (gain > largest && (free[k] <= move || value + gain > best)) {
                largest = gain;
                flip = k;
            }
        }
        return flip;
    }
}
