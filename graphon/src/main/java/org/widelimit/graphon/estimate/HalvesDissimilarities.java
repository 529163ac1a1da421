package org.widelimit.graphon.estimate;

import java.util.List;
import org.widelimit.graphon.Mask;

/**
 * Mean squared differences of the rows of W, estimated without bias from two halves of T masks,
 *
 * <pre>  d_ij = (1 / n) sum_k (F_ik - F_jk) (S_ik - S_jk),</pre>
 *
 * F and S the means of the first and of the second half: the noise of the two is independent, so it does not add to d as
 * it would to the square of one difference. d can be negative. In a graph the positions k = i and k = j do not count.
 *
 * <p>Source: Airoldi, Costa and Chan, Stochastic blockmodel approximation of a graphon (2013), eq. 5.
 */
final class HalvesDissimilarities implements Dissimilarities {

    private final List<Mask> first;
    private final List<Mask> second;
    private final boolean graph;
    private final long[][][] firstBits;
    private final long[][][] secondBits;
    private final long[] own;

    private HalvesDissimilarities(List<Mask> first, List<Mask> second, boolean graph) {
        this.first = first;
        this.second = second;
        this.graph = graph;
        this.firstBits = bits(first);
        this.secondBits = bits(second);
        this.own = new long[first.get(0).rows()];
        for (int i = 0; i < own.length; i++) {
            own[i] = common(i, i);
        }
    }

    /** Of the rows of at least two masks; of an odd number the last half has one more. */
    static HalvesDissimilarities ofRows(List<Mask> masks, boolean graph) {
        int half = masks.size() / 2;
        return new HalvesDissimilarities(masks.subList(0, half), masks.subList(half, masks.size()), graph);
    }

    @Override
    public void add(int p, double[] sums) {
        double scale = (double) first.size() * second.size() * first.get(0).columns();
        for (int j = 0; j < sums.length; j++) {
            long difference = own[p] - common(p, j) - common(j, p) + own[j];
            if (graph && j != p) {
                difference -= (long) count(first, j, p) * count(second, j, p)
                        + (long) count(first, p, j) * count(second, p, j);
            }
            sums[j] += difference / scale;
        }
    }

    private static int count(List<Mask> masks, int i, int j) {
        int count = 0;
        for (Mask mask : masks) {
            count += mask.kept(i, j) ? 1 : 0;
        }
        return count;
    }

    /** sum over pairs of masks of the number of positions that row i has in the first and row j in the second. */
    private long common(int i, int j) {
        long common = 0;
        for (long[][] a : firstBits) {
            for (long[][] b : secondBits) {
                for (int w = 0; w < a[i].length; w++) {
                    common += Long.bitCount(a[i][w] & b[j][w]);
                }
            }
        }
        return common;
    }

    private static long[][][] bits(List<Mask> masks) {
        long[][][] bits = new long[masks.size()][masks.get(0).rows()][];
        for (int t = 0; t < bits.length; t++) {
            for (int i = 0; i < bits[t].length; i++) {
                bits[t][i] = masks.get(t).rowBits(i);
            }
        }
        return bits;
    }
}
