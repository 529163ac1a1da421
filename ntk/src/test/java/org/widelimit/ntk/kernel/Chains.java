package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Chains of graphons for tests. */
public final class Chains {
    private Chains() {}

    /** All layers the same constant. */
    public static GraphonChain constant(double c, int layers) {
        List<StepGraphon> list = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            list.add(StepGraphon.constant(c));
        }
        return GraphonChain.of(list);
    }

    /** The first {@code masked} layers the constant c, the others dense. */
    public static GraphonChain constantFirst(double c, int masked, int layers) {
        List<StepGraphon> list = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            list.add(l < masked ? StepGraphon.constant(c) : StepGraphon.dense());
        }
        return GraphonChain.of(list);
    }

    public static DMatrixRMaj uniform(RandomStream stream, int rows, int columns) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int k = 0; k < matrix.getNumElements(); k++) {
            matrix.data[k] = stream.nextDouble();
        }
        return matrix;
    }

    /** Edges of random unequal blocks. */
    public static double[] edges(RandomStream stream, int blocks) {
        double[] edges = new double[blocks + 1];
        double total = 0;
        for (int k = 1; k <= blocks; k++) {
            total += 0.2 + stream.nextDouble();
            edges[k] = total;
        }
        for (int k = 1; k < blocks; k++) {
            edges[k] /= total;
        }
        edges[blocks] = 1;
        return edges;
    }

    /** Random layers whose neighbours do not share their edges; the last has one row. */
    public static GraphonChain random(long seed, int layers, Moments moments) {
        RandomStreams streams = RandomStreams.of(seed).child("chain");
        List<StepGraphon> list = new ArrayList<>();
        for (int l = 1; l <= layers; l++) {
            RandomStream stream = streams.child("layer", l).stream();
            int rows = l == layers ? 1 : 1 + stream.nextInt(4);
            int columns = 1 + stream.nextInt(4);
            DMatrixRMaj density = uniform(stream, rows, columns);
            DMatrixRMaj moment = uniform(stream, rows, columns);
            double[] rowEdges = edges(stream, rows);
            double[] columnEdges = edges(stream, columns);
            list.add(StepGraphon.of(density, moments == Moments.SAME ? null : moment, rowEdges, columnEdges));
        }
        return GraphonChain.of(list);
    }

    /** Random hidden and output layers above this first one. */
    public static GraphonChain above(StepGraphon first, long seed, int layers) {
        List<StepGraphon> list =
                new ArrayList<>(random(seed, layers, Moments.SAME).layers());
        list.set(0, first);
        return GraphonChain.of(list);
    }

    /** Whether V = W. */
    public enum Moments {
        SAME,
        OTHER
    }
}
