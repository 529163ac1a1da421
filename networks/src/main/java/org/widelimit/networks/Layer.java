package org.widelimit.networks;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.Mask;

/**
 * {@code E = s M o W}, {@code beta = t b}: one layer's stored parameters and what the forward pass makes of them.
 *
 * <p>{@code s} and {@code t} are the factors of the parametrisation, {@code M} the mask, {@code o} the entry-wise product.
 */
final class Layer {
    private final DMatrixRMaj weight;
    private final double @Nullable [] bias;
    private final Mask mask;
    private final boolean dense;
    private final double weightScale;
    private final double biasScale;

    /** Made when it is first asked for: a network that is only masked or given other parameters never is. */
    private volatile @Nullable DMatrixRMaj effective;

    Layer(DMatrixRMaj weight, double @Nullable [] bias, Mask mask, double weightScale, double biasScale) {
        if (mask.rows() != weight.numRows || mask.columns() != weight.numCols) {
            throw new IllegalArgumentException("expected a mask of shape (" + weight.numRows + ", " + weight.numCols
                    + "), found (" + mask.rows() + ", " + mask.columns() + ") in layer \"" + mask.name() + "\"");
        }
        this.weight = weight;
        this.bias = bias;
        this.mask = mask;
        this.dense = mask.keptCount() == (long) mask.rows() * mask.columns();
        this.weightScale = weightScale;
        this.biasScale = biasScale;
    }

    /** {@code A <- s M o A}: maps a derivative with respect to {@code E} to one with respect to {@code W}, and W itself to E. */
    void toParameterSpace(DMatrixRMaj a) {
        if (weightScale != 1) {
            CommonOps_DDRM.scale(weightScale, a);
        }
        if (!dense) {
            mask.applyTo(a);
        }
    }

    /** {@code a <- t a} for a bias. */
    void toParameterSpace(double[] a) {
        for (int i = 0; i < a.length; i++) {
            a[i] *= biasScale;
        }
    }

    Layer withMask(Mask other) {
        return new Layer(weight, bias, other, weightScale, biasScale);
    }

    Layer withParameters(DMatrixRMaj otherWeight, double @Nullable [] otherBias) {
        return new Layer(otherWeight, otherBias, mask, weightScale, biasScale);
    }

    DMatrixRMaj weight() {
        return weight;
    }

    double @Nullable [] bias() {
        return bias;
    }

    Mask mask() {
        return mask;
    }

    double weightScale() {
        return weightScale;
    }

    double biasScale() {
        return biasScale;
    }

    /** E. Two threads that ask at once make the same. */
    DMatrixRMaj effective() {
        DMatrixRMaj made = effective;
        if (made == null) {
            made = weight.copy();
            toParameterSpace(made);
            effective = made;
        }
        return made;
    }
}
