package org.widelimit.graphon;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.widelimit.numerics.InputException;

/**
 * The masks of a network's weight layers, in order from the input. Layer l maps n_(l-1) units to n_l, so it has n_l
 * rows and n_(l-1) columns.
 *
 * <p>A chain read from a file need not fit together (a convolution may sit between two layers); {@link #consistent}
 * says whether it does. Immutable.
 */
public final class MaskChain {

    private final List<Mask> layers;

    private MaskChain(List<Mask> layers) {
        this.layers = layers;
    }

    /**
     * A chain of these layers, the one next to the input first.
     *
     * @throws IllegalArgumentException if there is none, or two have the same name
     */
    public static MaskChain of(List<Mask> layers) {
        List<Mask> copy = List.copyOf(layers);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("expected at least one mask");
        }
        Set<String> names = new HashSet<>();
        for (Mask mask : copy) {
            if (!names.add(mask.name())) {
                throw new IllegalArgumentException("two masks have the name \"" + mask.name() + "\"");
            }
        }
        return new MaskChain(copy);
    }

    /** The layers in order from the input; not modifiable. */
    public List<Mask> layers() {
        return layers;
    }

    /** Whether each layer has as many rows as the next one has columns. */
    public boolean consistent() {
        for (int l = 1; l < layers.size(); l++) {
            if (layers.get(l - 1).rows() != layers.get(l).columns()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The layer with this name.
     *
     * @throws InputException if there is none; the message lists the names that exist
     */
    public Mask layer(String name) {
        for (Mask mask : layers) {
            if (mask.name().equals(name)) {
                return mask;
            }
        }
        throw new InputException("expected one of the layers "
                + layers.stream().map(Mask::name).collect(Collectors.joining(", ")) + ", found \"" + name + "\"");
    }

    /** Kept fraction over all layers together. */
    public double density() {
        long kept = 0;
        double all = 0;
        for (Mask mask : layers) {
            kept += mask.keptCount();
            all += (double) mask.rows() * mask.columns();
        }
        return kept / all;
    }

    /**
     * Path density (1 / prod_l n_l) 1^T M_(L+1) ... M_1 1: the fraction of all input-output paths of the dense network
     * of which every weight is kept.
     *
     * @throws InputException if consecutive layers do not fit
     */
    public double pathDensity() {
        requireConsistent();
        double[] flow = new double[layers.get(0).columns()];
        Arrays.fill(flow, 1);
        for (Mask mask : layers) {
            double[] next = new double[mask.rows()];
            for (int i = 0; i < mask.rows(); i++) {
                double sum = 0;
                for (int j = 0; j < mask.columns(); j++) {
                    if (mask.kept(i, j)) {
                        sum += flow[j];
                    }
                }
                next[i] = sum / mask.columns();
            }
            flow = next;
        }
        return Arrays.stream(flow).sum() / flow.length;
    }

    /**
     * Returns this chain if consecutive layers fit.
     *
     * @throws InputException naming the first two layers that do not
     */
    public MaskChain requireConsistent() {
        for (int l = 1; l < layers.size(); l++) {
            Mask below = layers.get(l - 1);
            Mask above = layers.get(l);
            if (below.rows() != above.columns()) {
                throw new InputException("expected layer \"" + above.name() + "\" to have the " + below.rows()
                        + " outputs of layer \"" + below.name() + "\" as its columns, found shape (" + above.rows()
                        + ", "
                        + above.columns() + ")");
            }
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaskChain that && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(layers);
    }

    @Override
    public String toString() {
        return "MaskChain" + layers;
    }
}
