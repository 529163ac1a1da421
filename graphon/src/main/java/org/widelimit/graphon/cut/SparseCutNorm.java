package org.widelimit.graphon.cut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The cut norm of a sparse matrix minus a step graphon, as {@link CutNorm} has it for one that is written out, in memory
 * O(entries other than 0 + rows + columns + blocks): a mask of 10,000 by 10,000 with a million weights kept takes a
 * heap of 256 MB and not of several GB.
 *
 * <p>With B = [[sg, c^T], [r, A]] (r, c, sg row sums, column sums and total) the maximum is that of s^T B t / 4 over
 * signs, and
 *
 * <pre>  s^T B t &lt;= |diag(p)^(-1/2) B diag(q)^(-1/2)|_2 (sum p)^(1/2) (sum q)^(1/2)    for all p, q &gt; 0,</pre>
 *
 * which at its minimum is the semidefinite relaxation of Alon and Naor (Approximating the cut-norm via Grothendieck's
 * inequality, 2006). Its vector form gives p and q (Burer and Monteiro, 2003), {@link ChebyshevNorm} bounds the norm:
 * Cholesky's method, which proves the bound of {@link CutNorm}, needs the Schur complement written out. For noise the
 * upper end is 1.14 to 1.16 times the lower one, against 1.11 there, where the signs of the sum are bounded apart.
 */
public final class SparseCutNorm {

    private static final double LIFT = 0x1p-12;
    private static final int ROUNDINGS = 8;
    private static final int SMALLEST_RANK = 16;
    private static final int SAFE_EXPONENTS = 900;

    private final SparseDifference a;
    private final SparseSigns signs;
    private final CutNormOptions options;
    private final RandomStreams streams;
    private final List<double[]> columnSigns = new ArrayList<>();

    private SparseCutNorm(SparseDifference a, CutNormOptions options, RandomStreams streams) {
        this.a = a;
        this.signs = SparseSigns.of(a);
        this.options = options;
        this.streams = streams;
    }

    /** What stands behind the upper end. */
    public enum Proof {
        /**
         * Eight random vectors: a few seconds at 10,000 x 10,000. The upper end is wrong with a probability of 2^-40
         * at most over the choice of the streams, and {@link CutBracket#failureProbability} says so.
         */
        RANDOM_VECTORS,
        /** All unit vectors: a proof like any other, for columns x 16 products; about 5 % wider at 10,000 x 10,000. */
        ALL_VECTORS
    }

    /**
     * The cut norm, not enumerated however small the matrix is.
     *
     * @param options of the search; how the upper end is found does not matter here
     * @param streams for the starts of the search and for random vectors
     */
    public static CutBracket of(SparseDifference a, Proof proof, CutNormOptions options, RandomStreams streams) {
        double largest = a.largest();
        if (largest == 0) {
            return new CutBracket(0, 0, true, new int[0], new int[0]);
        }
        int exponent = Math.getExponent(largest) + 1;
        boolean tall = a.rows() >= a.columns();
        SparseDifference scaled = (tall ? a : a.transposed()).scaled(-exponent);
        CutBracket bracket = new SparseCutNorm(scaled, options, streams).bracket(proof, underflow(a, exponent));
        double divisor = (double) a.rows() * a.columns();
        CutBracket result = new CutBracket(
                Rounding.scaleDown(Rounding.divideDown(bracket.lower(), divisor), exponent),
                Rounding.scaleUp(Rounding.divideUp(bracket.upper(), divisor), exponent),
                bracket.exact(),
                bracket.rows(),
                bracket.columns(),
                bracket.failureProbability());
        return tall ? result : result.transposed();
    }

    /** What scaling may have lost of the sum of all absolute values. */
    private static double underflow(SparseDifference a, int exponent) {
        double least = Double.MAX_VALUE;
        for (double[] values : List.of(a.byRows().value(), a.byRows().blocks().data)) {
            for (double value : values) {
                least = value == 0 ? least : Math.min(least, Math.abs(value));
            }
        }
        boolean safe = Math.getExponent(least) > exponent - SAFE_EXPONENTS && Math.getExponent(least) > -SAFE_EXPONENTS;
        return safe ? 0 : 4 * Double.MIN_NORMAL * a.rows() * a.columns();
    }

    private CutBracket bracket(Proof proof, double underflow) {
        double sizes = sizes();
        double sure = oneSign(sizes);
        double relaxed = relaxed(proof, sizes);
        double upper = Math.min(sure, relaxed) + underflow;
        Witness witness = CutSearch.of(signs, columnSigns, options, streams);
        double lower = Math.max(0, valueAtLeast(witness) - underflow);
        boolean random = proof == Proof.RANDOM_VECTORS && relaxed < sure;
        return new CutBracket(
                lower,
                underflow == 0 ? upper : Math.nextUp(upper),
                lower >= sure * (1 - 0x1p-40),
                chosen(witness.rows()),
                chosen(witness.columns()),
                random ? ChebyshevNorm.FAILURE_PROBABILITY : 0);
    }

    /** The bound of the relaxation; infinite if nothing could be shown. */
    private double relaxed(Proof proof, double sizes) {
        int m = a.rows() + 1;
        int n = a.columns() + 1;
        int affordable = Math.max(SMALLEST_RANK, a.entries() / (m + n));
        RandomStream stream = streams.child("cut-relaxation-sparse").stream();
        BlockAscent.Solution solution = BlockAscent.solve(
                signs, new double[m], new double[n], Math.min(affordable, BlockAscent.rank(m, n)), stream);
        addRoundings(solution.v(), stream);
        double[] rowFactors = factors(solution.p());
        double[] columnFactors = factors(solution.q());
        if (!Double.isFinite(rowFactors[0]) || !Double.isFinite(columnFactors[0])) {
            return Double.POSITIVE_INFINITY;
        }
        ChebyshevNorm norm = new ChebyshevNorm(signs, rowFactors, columnFactors);
        double sigma = proof == Proof.ALL_VECTORS ? norm.provenBound() : norm.likelyBound(stream);
        double form = sigma * Math.sqrt(sum(rowFactors)) * Math.sqrt(sum(columnFactors));
        // r, c and the total were rounded, each sum by at most gamma of the sum of the absolute values.
        double rounding = 3 * Rounding.gamma(signs.chain() + m + n) * sizes;
        return Rounding.up(form + rounding, 2.0 * (m + n)) / 4;
    }

    /** (p_i + lift)^(-1/2): whatever they are, the bound is taken for the numbers that come out. */
    private static double[] factors(double[] p) {
        double lift = LIFT * Arrays.stream(p).sum() / p.length;
        return Arrays.stream(p).map(x -> 1 / Math.sqrt(x + lift)).toArray();
    }

    /** The sum of 1 / a_i^2. */
    private static double sum(double[] factors) {
        return Arrays.stream(factors).map(x -> 1 / (x * x)).sum();
    }

    private void addRoundings(DMatrixRMaj v, RandomStream stream) {
        for (int k = 0; k < ROUNDINGS; k++) {
            double[] products = DenseSigns.product(v, stream.gaussians(v.numCols));
            columnSigns.add(Arrays.stream(products).map(x -> x < 0 ? -1 : 1).toArray());
        }
    }

    /** sum |s_ij| + |w_ij|, rounded up. */
    private double sizes() {
        double[] ones = new double[a.columns()];
        Arrays.fill(ones, 1);
        double[] rows = new double[a.rows()];
        SparseSide absolute = a.byRows().absolute();
        absolute.times(ones, rows, 1);
        return Rounding.up(Arrays.stream(rows).sum(), absolute.chain() + rows.length);
    }

    /** max(sum of the positive entries, minus the sum of the negative ones), rounded up. */
    private double oneSign(double sizes) {
        SparseSide side = a.byRows();
        CarefulSum positive = new CarefulSum();
        CarefulSum negative = new CarefulSum();
        long[][] blockSizes = blockSizes(filled(a.rows()), filled(a.columns()));
        for (int k = 0; k < side.blocks().data.length; k++) {
            double w = side.blocks().data[k];
            double count = blockSizes[k / side.blocks().numCols][k % side.blocks().numCols];
            (w < 0 ? positive : negative).add(Math.abs(w) * count);
        }
        for (int i = 0; i < a.rows(); i++) {
            for (int at = side.start()[i]; at < side.start()[i + 1]; at++) {
                double w = side.blocks().unsafe_get(side.own()[i], side.other()[side.index()[at]]);
                double entry = side.value()[at] - w;
                positive.add(Math.max(entry, 0) - Math.max(-w, 0));
                negative.add(Math.max(-entry, 0) - Math.max(w, 0));
            }
        }
        double most = Math.max(positive.absoluteAtMost(), negative.absoluteAtMost());
        boolean whole = Arrays.stream(side.blocks().data).allMatch(w -> w == 0);
        // An entry, its difference to w and the product of w with a count are rounded, each relative to its size.
        return whole ? most : Rounding.up(most + 8 * Rounding.U * 3 * sizes, 4);
    }

    /** At most |sum over S x T|, every rounding counted. */
    private double valueAtLeast(Witness witness) {
        SparseSide side = a.byRows();
        CarefulSum sum = new CarefulSum();
        for (int i = 0; i < a.rows(); i++) {
            for (int at = side.start()[i]; witness.rows()[i] && at < side.start()[i + 1]; at++) {
                if (witness.columns()[side.index()[at]]) {
                    sum.add(side.value()[at]);
                }
            }
        }
        long[][] counts = blockSizes(witness.rows(), witness.columns());
        for (int k = 0; k < side.blocks().data.length; k++) {
            double w = -side.blocks().data[k];
            double count = counts[k / side.blocks().numCols][k % side.blocks().numCols];
            double product = w * count;
            sum.add(product);
            sum.add(Math.fma(w, count, -product));
        }
        return sum.absoluteAtLeast();
    }

    /** Number of chosen entries in each block. */
    private long[][] blockSizes(boolean[] rows, boolean[] columns) {
        SparseSide side = a.byRows();
        long[] rowCounts = new long[side.blocks().numRows];
        for (int i = 0; i < rows.length; i++) {
            rowCounts[side.own()[i]] += rows[i] ? 1 : 0;
        }
        long[] columnCounts = new long[side.blocks().numCols];
        for (int j = 0; j < columns.length; j++) {
            columnCounts[side.other()[j]] += columns[j] ? 1 : 0;
        }
        long[][] sizes = new long[rowCounts.length][columnCounts.length];
        for (int k = 0; k < rowCounts.length; k++) {
            for (int l = 0; l < columnCounts.length; l++) {
                sizes[k][l] = rowCounts[k] * columnCounts[l];
            }
        }
        return sizes;
    }

    private static boolean[] filled(int size) {
        boolean[] all = new boolean[size];
        Arrays.fill(all, true);
        return all;
    }

    private static int[] chosen(boolean[] set) {
        return java.util.stream.IntStream.range(0, set.length)
                .filter(k -> set[k])
                .toArray();
    }
}
