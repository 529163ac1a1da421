package org.widelimit.graphon.estimate;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/**
 * Groups of units by Lloyd's algorithm, least squares quantization in PCM (1982), from the starts of Arthur and
 * Vassilvitskii, k-means++ (2007); the best of a few starts.
 */
final class KMeans {

    private static final int STARTS = 3;
    private static final int ROUNDS = 30;

    private final DMatrixRMaj features;
    private final int units;
    private final int groups;
    private final DMatrixRMaj centres;
    private final int[] groupOf;
    private final double[] distances;

    private KMeans(DMatrixRMaj features, int groups) {
        this.features = features;
        this.units = features.numCols;
        this.groups = groups;
        this.centres = new DMatrixRMaj(features.numRows, groups);
        this.groupOf = new int[units];
        this.distances = new double[units];
    }

    /**
     * The group of each unit, numbers from 0 without gaps.
     *
     * @param features one row for each coordinate, one column for each unit
     * @param groups at least 1; fewer come out where there are fewer different units
     */
    static int[] groups(DMatrixRMaj features, int groups, RandomStream random) {
        double best = Double.POSITIVE_INFINITY;
        int[] result = new int[features.numCols];
        for (int start = 0; start < (groups == 1 ? 1 : STARTS); start++) {
            KMeans run = new KMeans(features, Math.min(groups, features.numCols));
            double sum = run.run(random);
            if (sum < best) {
                best = sum;
                result = run.groupOf.clone();
            }
        }
        return compact(result);
    }

    private double run(RandomStream random) {
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        int chosen = random.nextInt(units);
        for (int g = 0; g < groups; g++) {
            for (int f = 0; f < features.numRows; f++) {
                centres.data[f * groups + g] = features.data[f * units + chosen];
            }
            takeNearer(g);
            chosen = proportional(random);
        }
        double before = Double.POSITIVE_INFINITY;
        double sum = Arrays.stream(distances).sum();
        for (int round = 0; round < ROUNDS && sum < before; round++) {
            before = sum;
            moveCentres();
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
            for (int g = 0; g < groups; g++) {
                takeNearer(g);
            }
            sum = Arrays.stream(distances).sum();
        }
        return sum;
    }

    /** Units nearer to centre g than to their own so far go over to it. */
    private void takeNearer(int g) {
        double[] squares = new double[units];
        for (int f = 0; f < features.numRows; f++) {
            double centre = centres.data[f * groups + g];
            for (int i = 0; i < units; i++) {
                double difference = features.data[f * units + i] - centre;
                squares[i] += difference * difference;
            }
        }
        for (int i = 0; i < units; i++) {
            if (squares[i] < distances[i]) {
                distances[i] = squares[i];
                groupOf[i] = g;
            }
        }
    }

    private int proportional(RandomStream random) {
        double rest = random.nextDouble() * Arrays.stream(distances).sum();
        int last = 0;
        for (int i = 0; i < units && rest >= 0; i++) {
            rest -= distances[i];
            last = distances[i] > 0 ? i : last;
        }
        return last;
    }

    /** To the means of their units; a centre without units stays. */
    private void moveCentres() {
        int[] sizes = new int[groups];
        for (int g : groupOf) {
            sizes[g]++;
        }
        for (int f = 0; f < features.numRows; f++) {
            double[] sums = new double[groups];
            for (int i = 0; i < units; i++) {
                sums[groupOf[i]] += features.data[f * units + i];
            }
            for (int g = 0; g < groups; g++) {
                if (sizes[g] > 0) {
                    centres.data[f * groups + g] = sums[g] / sizes[g];
                }
            }
        }
    }

    /** The same groups with numbers from 0 without gaps, by first appearance. */
    static int[] compact(int[] groupOf) {
        int[] number = new int[Arrays.stream(groupOf).max().orElse(0) + 1];
        Arrays.fill(number, -1);
        int next = 0;
        int[] result = new int[groupOf.length];
        for (int i = 0; i < result.length; i++) {
            if (number[groupOf[i]] < 0) {
                number[groupOf[i]] = next++;
            }
            result[i] = number[groupOf[i]];
        }
        return result;
    }
}
