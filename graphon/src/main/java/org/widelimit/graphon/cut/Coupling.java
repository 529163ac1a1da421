package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * A coupling of two partitions of the unit interval: piece k lies in block first[k] of one and in block second[k] of
 * the other, and has measure mass[k]. The pieces of a block add up to its measure, so a coupling is a pair of
 * measure-preserving maps that are constant on pieces; with equal blocks and one piece each it is a permutation.
 *
 * @param first blocks of the first partition
 * @param second blocks of the second one
 * @param mass positive measures, in sum 1 but for rounding
 */
public record Coupling(int[] first, int[] second, double[] mass) {

    /** A piece that is smaller than this is rounding. */
    static final double SMALLEST_MASS = 1e-14;

    public Coupling {
        if (first.length != second.length || first.length != mass.length) {
            throw new IllegalArgumentException("expected as many first blocks as second ones and masses, found "
                    + first.length + ", " + second.length + " and " + mass.length);
        }
        first = first.clone();
        second = second.clone();
        mass = mass.clone();
    }

    /** A copy: for each piece its block of the first partition. */
    @Override
    public int[] first() {
        return first.clone();
    }

    /** A copy: for each piece its block of the second one. */
    @Override
    public int[] second() {
        return second.clone();
    }

    /** A copy: the measure of each piece. */
    @Override
    public double[] mass() {
        return mass.clone();
    }

    /** Number of pieces. */
    public int size() {
        return mass.length;
    }

    /** Blocks of both sides laid along the unit interval in these orders, and cut where either has an edge. */
    static Coupling monotone(double[] mu, int[] firstOrder, double[] nu, int[] secondOrder) {
        DMatrixRMaj flow = new DMatrixRMaj(mu.length, nu.length);
        int k = 0;
        int l = 0;
        double left = mu[firstOrder[0]];
        double right = nu[secondOrder[0]];
        while (true) {
            double mass = Math.min(left, right);
            flow.add(firstOrder[k], secondOrder[l], mass);
            left -= mass;
            right -= mass;
            boolean lastLeft = k == mu.length - 1;
            boolean lastRight = l == nu.length - 1;
            if (lastLeft && lastRight) {
                return of(flow);
            }
            if (!lastLeft && left <= SMALLEST_MASS || lastRight) {
                left = mu[firstOrder[++k]];
            }
            if (!lastRight && right <= SMALLEST_MASS || lastLeft) {
                right = nu[secondOrder[++l]];
            }
        }
    }

    /** The positive entries of a matrix of masses. */
    static Coupling of(DMatrixRMaj flow) {
        int count =
                (int) Arrays.stream(flow.data).filter(x -> x > SMALLEST_MASS).count();
        int[] first = new int[count];
        int[] second = new int[count];
        double[] mass = new double[count];
        int k = 0;
        for (int at = 0; at < flow.data.length; at++) {
            if (flow.data[at] > SMALLEST_MASS) {
                first[k] = at / flow.numCols;
                second[k] = at % flow.numCols;
                mass[k++] = flow.data[at];
            }
        }
        return new Coupling(first, second, mass);
    }

    /** The masses as a matrix. */
    DMatrixRMaj flow(int firstBlocks, int secondBlocks) {
        DMatrixRMaj flow = new DMatrixRMaj(firstBlocks, secondBlocks);
        for (int k = 0; k < mass.length; k++) {
            flow.add(first[k], second[k], mass[k]);
        }
        return flow;
    }

    /**
     * Pieces k and l change partners, for as much mass as the smaller of them has.
     *
     * @return the new coupling, which has as many pieces or one more or less
     */
    Coupling swapped(int k, int l, int firstBlocks, int secondBlocks) {
        double moved = Math.min(mass[k], mass[l]);
        DMatrixRMaj flow = flow(firstBlocks, secondBlocks);
        flow.add(first[k], second[k], -moved);
        flow.add(first[l], second[l], -moved);
        flow.add(first[k], second[l], moved);
        flow.add(first[l], second[k], moved);
        return of(flow);
    }

    /**
     * How far the margins are from mu and nu in sum, rounded up. An exact coupling lies within three times this in the
     * L1 norm: scale rows and columns that have too much down, which takes at most the error away, and put what is
     * missing back as a product measure.
     */
    double marginError(double[] mu, double[] nu) {
        double[] rows = mu.clone();
        double[] columns = nu.clone();
        for (int k = 0; k < mass.length; k++) {
            rows[first[k]] -= mass[k];
            columns[second[k]] -= mass[k];
        }
        double error = Arrays.stream(rows).map(Math::abs).sum()
                + Arrays.stream(columns).map(Math::abs).sum();
        // Each measure is rounded once, and each subtraction by at most u times the measure.
        return Rounding.up(error + 2 * Rounding.gamma(mass.length + 4.0), mu.length + nu.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Coupling that
                && Arrays.equals(first, that.first)
                && Arrays.equals(second, that.second)
                && Arrays.equals(mass, that.mass);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {Arrays.hashCode(first), Arrays.hashCode(second), Arrays.hashCode(mass)});
    }

    @Override
    public String toString() {
        return "Coupling[" + mass.length + " pieces]";
    }
}
