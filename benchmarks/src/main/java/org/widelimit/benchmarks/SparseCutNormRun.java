package org.widelimit.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.ejml.data.DMatrixSparseCSC;
import org.widelimit.graphon.cut.CutBracket;
import org.widelimit.graphon.cut.CutNormOptions;
import org.widelimit.graphon.cut.SparseCutNorm;
import org.widelimit.graphon.cut.SparseDifference;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Cut norm of a random sparse mask minus its density: {@code benchmarks/run --main SparseCutNormRun [n] [density]
 * [RANDOM_VECTORS|ALL_VECTORS]}, with {@code JAVA_OPTS=-Xmx256m} to see that the memory is that of the entries.
 */
public final class SparseCutNormRun {

    private static final double MEGABYTE = 1 << 20;

    private SparseCutNormRun() {}

    public static void main(String[] args) {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        double density = args.length > 1 ? Double.parseDouble(args[1]) : 0.01;
        SparseCutNorm.Proof proof =
                args.length > 2 ? SparseCutNorm.Proof.valueOf(args[2]) : SparseCutNorm.Proof.RANDOM_VECTORS;
        RandomStreams streams = RandomStreams.of(1);
        DMatrixSparseCSC mask = mask(n, density, streams.child("mask").stream());
        SparseDifference difference = SparseDifference.of(mask).minus(density);
        long start = System.nanoTime();
        CutBracket bracket = SparseCutNorm.of(difference, proof, CutNormOptions.STANDARD, streams);
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(
                Locale.ROOT,
                "n %d, entries %d, %s: lower %.8g, upper %.8g, ratio %.4f, %.1f s, heap of %.0f MB%n",
                n,
                difference.entries(),
                proof,
                bracket.lower(),
                bracket.upper(),
                bracket.upper() / bracket.lower(),
                seconds,
                Runtime.getRuntime().maxMemory() / MEGABYTE);
    }

    /** Kept with the density each, column by column, by geometric gaps. */
    private static DMatrixSparseCSC mask(int n, double density, RandomStream stream) {
        int capacity = (int) Math.min(Integer.MAX_VALUE, 1.1 * density * n * n + 1000);
        DMatrixSparseCSC mask = new DMatrixSparseCSC(n, n, capacity);
        int count = 0;
        for (int j = 0; j < n; j++) {
            double i = gap(density, stream) - 1;
            while (i < n) {
                mask.nz_rows[count++] = (int) i;
                i += gap(density, stream);
            }
            mask.col_idx[j + 1] = count;
        }
        mask.nz_length = count;
        Arrays.fill(mask.nz_values, 0, count, 1);
        return mask;
    }

    private static double gap(double density, RandomStream stream) {
        return 1 + Math.floor(Math.log1p(-stream.nextDouble()) / Math.log1p(-density));
    }
}
