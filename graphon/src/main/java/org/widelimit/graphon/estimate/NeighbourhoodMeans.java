package org.widelimit.graphon.estimate;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.Mask;

/** Means of a mask over pairs of neighbourhoods, P_ij = mean of m_kl over k in N_i and l in N'_j. */
final class NeighbourhoodMeans {

    private static final int WORD = 64;

    private NeighbourhoodMeans() {}

    /** The means; those of a graph leave the diagonal out, and N' = N. */
    static DMatrixRMaj of(Mask mask, boolean graph, Neighbourhoods rows, Neighbourhoods columns) {
        // Row l: the sums over k in N_i of m_kl, for each i.
        Lanes sums = rowSums(Lanes.of(mask), rows).transposed();
        int atOnce = Lanes.LIMIT / Math.max(1, sums.largest());
        DMatrixRMaj means = new DMatrixRMaj(columns.members().length, mask.rows());
        long[] part = new long[sums.stride()];
        int[] total = new int[mask.rows()];
        for (int j = 0; j < means.numRows; j++) {
            int[] list = columns.members()[j];
            int count = graph ? j + 1 : mask.rows();
            Arrays.fill(total, 0, count, 0);
            for (int from = 0; from < list.length; from += atOnce) {
                int words = (count + Lanes.WIDTH - 1) / Lanes.WIDTH;
                Arrays.fill(part, 0, words, 0);
                sums.add(list, from, Math.min(list.length, from + atOnce), words, part);
                for (int i = 0; i < count; i++) {
                    total[i] += Lanes.count(part[i / Lanes.WIDTH], i % Lanes.WIDTH);
                }
            }
            for (int i = 0; i < count; i++) {
                means.data[j * means.numCols + i] = total[i] / ((double) rows.members()[i].length * list.length);
            }
        }
        if (graph) {
            withoutDiagonal(means, rows);
            return means;
        }
        return CommonOps_DDRM.transpose(means, null);
    }

    private static Lanes rowSums(Lanes entries, Neighbourhoods rows) {
        // A neighbourhood of 2^16 units would overflow, and so would the array of a square mask that has so many.
        Lanes sums = Lanes.zeros(entries.rows(), entries.length());
        long[] sum = new long[sums.stride()];
        for (int i = 0; i < entries.rows(); i++) {
            int[] list = rows.members()[i];
            Arrays.fill(sum, 0);
            entries.add(list, 0, list.length, sum.length, sum);
            System.arraycopy(sum, 0, sums.words(), i * sum.length, sum.length);
        }
        return sums;
    }

    /** From the mean over |N_i| |N_j| pairs to that over the pairs of two different units; fills the upper triangle. */
    private static void withoutDiagonal(DMatrixRMaj means, Neighbourhoods units) {
        int n = means.numRows;
        int words = (n + WORD - 1) / WORD;
        long[] sets = new long[n * words];
        for (int i = 0; i < n; i++) {
            for (int k : units.members()[i]) {
                sets[i * words + k / WORD] |= 1L << k;
            }
        }
        for (int i = 0; i < n; i++) {
            double size = units.members()[i].length;
            for (int j = 0; j <= i; j++) {
                int common = 0;
                for (int w = 0; w < words; w++) {
                    common += Long.bitCount(sets[i * words + w] & sets[j * words + w]);
                }
                double pairs = size * units.members()[j].length;
                double factor = common == pairs ? 1 : pairs / (pairs - common);
                means.data[i * n + j] = Math.min(1, means.data[i * n + j] * factor);
                means.data[j * n + i] = means.data[i * n + j];
            }
        }
    }
}
