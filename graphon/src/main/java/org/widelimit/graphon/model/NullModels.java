package org.widelimit.graphon.model;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Random masks that keep a mask's density, its number of weights or its degrees, and have no other structure. */
public final class NullModels {

    private NullModels() {}

    /**
     * Erdos-Renyi: every weight is kept with probability c, independently. One uniform number is drawn for each entry.
     *
     * @param density c in [0, 1]
     */
    public static Mask erdosRenyi(String name, int rows, int columns, double density, RandomStream stream) {
        if (!(density >= 0 && density <= 1)) {
            throw new IllegalArgumentException("expected a density in [0, 1], found " + density);
        }
        return StepGraphon.constant(density).sample(name, rows, columns, stream);
    }

    /**
     * Erdos-Renyi with the shape and the density of a mask. Where that is the adjacency matrix of a simple graph, so is
     * this: every pair of units is joined with the probability (edges) / (pairs), and one number is drawn for each pair.
     */
    public static Mask erdosRenyi(String name, Mask like, RandomStream stream) {
        if (!like.isGraph()) {
            return erdosRenyi(name, like.rows(), like.columns(), like.density(), stream);
        }
        int n = like.rows();
        double density = n > 1 ? like.keptCount() / ((double) n * (n - 1)) : 0;
        Mask drawn = Mask.of(name, n, n, (i, j) -> i > j && stream.nextDouble() < density);
        return Mask.of(name, n, n, (i, j) -> drawn.kept(i, j) || drawn.kept(j, i));
    }

    /**
     * Erdos-Renyi with the shapes and densities of the layers of a network, of which none is taken for a graph.
     *
     * @param streams layer l draws from the child ("mask", l)
     */
    public static MaskChain erdosRenyi(MaskChain like, RandomStreams streams) {
        List<Mask> masks = new ArrayList<>();
        for (Mask mask : like.layers()) {
            RandomStreams layer = streams.child("mask", masks.size());
            masks.add(erdosRenyi(mask.name(), mask.rows(), mask.columns(), mask.density(), layer.stream()));
        }
        return MaskChain.of(masks);
    }

    /**
     * Uniform over the masks with so many kept weights: what random pruning makes. Goes through the entries once and
     * keeps each with probability (weights still to keep) / (entries left).
     *
     * @param kept from 0 to rows x columns
     */
    public static Mask uniform(String name, int rows, int columns, long kept, RandomStream stream) {
        long entries = (long) rows * columns;
        if (kept < 0 || kept > entries) {
            throw new IllegalArgumentException("expected 0 to " + entries + " kept weights, found " + kept);
        }
        long[] left = {kept, entries};
        return Mask.of(name, rows, columns, (i, j) -> {
            boolean keep = stream.nextDouble() * left[1] < left[0];
            left[1]--;
            left[0] -= keep ? 1 : 0;
            return keep;
        });
    }

    /**
     * Configuration model: uniform over the masks with the row and column degrees of this one, by {@code trades} steps
     * of the curveball chain. One step takes two different rows at random, puts together the columns that one of them
     * has and the other has not, and deals them out again at random, to each row as many as before.
     *
     * <p>Source: Strona, Nappo, Boccacci, Fattorini and San-Miguel-Ayanz, A fast and unbiased procedure to randomize
     * ecological binary matrices with fixed row and column totals (2014). The chain is symmetric and connected, so its
     * limit is uniform; about five trades for each row are enough in practice.
     *
     * @param trades at least 0
     */
    public static Mask configuration(Mask mask, long trades, RandomStream stream) {
        if (trades < 0) {
            throw new IllegalArgumentException("expected at least 0 trades, found " + trades);
        }
        return Curveball.of(mask).traded(trades, stream);
    }
}
