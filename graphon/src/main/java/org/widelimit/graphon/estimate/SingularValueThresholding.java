package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.numerics.linalg.SymmetricPart;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Universal singular value thresholding, sharpened: of the singular values of the mask only those above the edge of the
 * noise stay, and what they add up to is clipped to [0, 1],
 *
 * <pre>  P = clip( sum over s_k > t of shrunk(s_k) u_k v_k^T ).</pre>
 *
 * <p>Chatterjee, Matrix estimation by universal singular value thresholding (2015), has t = (2 + eta) n^(1/2) whatever
 * the variances are, and keeps the values as they are. Here rows and columns are first scaled to noise of variance
 * about 1, t = (1 + eta) (m^(1/2) + n^(1/2)) is the very edge of the noise of a rectangular matrix, and the values that
 * pass are shrunk; see {@link LowRank}. Shrinking takes mass away, which matters to narrow layers, so before it is
 * clipped P is scaled to the density of the mask. A graph's diagonal counts as missing. Without any value above the edge, P is the
 * density.
 *
 * <p><b>Chains.</b> Each layer is estimated for itself, on the units it shares with the next. What of W is below or near
 * the edge, its parts s_k x_k y_k^T, is dropped or shrunk, and what that takes from the path density is to first order
 *
 * <pre>  p_hat - p = - sum over layers l and dropped k of s_k (b_l, x_k) (y_k, a_(l-1)),</pre>
 *
 * a the in-flows, b the out-flows: up to n^(-1/2) of p, and all of one sign where in- and out-flows have opposite orders,
 * so that they lie in the second singular direction and not in the first. So in a chain the means of each mask against
 * the flows that meet there are restored ({@link FlowMeans}). Left of the error are the clipping and products of the
 * errors of two layers.
 */
public final class SingularValueThresholding implements GraphonEstimator {

    /** What {@code --estimator} calls it. */
    public static final String NAME = "usvt";

    private final OptionalInt blocks;

    private SingularValueThresholding(OptionalInt blocks) {
        this.blocks = blocks;
    }

    /** The graphon with a block for each unit. */
    public static SingularValueThresholding ofUnits() {
        return new SingularValueThresholding(OptionalInt.empty());
    }

    /** The means of the same over so many blocks of units, at least 1. */
    public static SingularValueThresholding ofBlocks(int blocks) {
        return new SingularValueThresholding(
                OptionalInt.of(EstimatorOptions.STANDARD.withBlocks(blocks).blocks()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GraphonEstimate estimate(List<Mask> masks, RandomStreams streams) {
        Mask mask = Replicates.one(NAME, masks);
        Degrees degrees = Degrees.of(mask);
        LowRank found = lowRank(mask, degrees, streams);
        FittedLayers.Fit fit = fit(found, product(found, degrees), why(found, mask));
        return FittedLayers.single(fit, degrees.graph(), blocks);
    }

    @Override
    public ChainEstimate estimateChain(List<MaskChain> chains, RandomStreams streams) {
        List<Mask> masks = Replicates.one(NAME, chains).requireConsistent().layers();
        UnitFlows flows = UnitFlows.of(masks.stream().map(Half::all).toList());
        List<FittedLayers.Fit> fits = new ArrayList<>();
        for (int l = 0; l < masks.size(); l++) {
            Mask mask = masks.get(l);
            Degrees degrees = Degrees.ofLayer(mask);
            LowRank found = lowRank(mask, degrees, streams.child("layer", l));
            DMatrixRMaj p = product(found, degrees);
            FlowMeans.restore(p, mask, flows.out().get(l + 1), flows.in().get(l));
            fits.add(fit(found, p, why(found, mask) + "; then the means of the mask against in- and out-flows"));
        }
        return FittedLayers.chain(masks, fits, blocks);
    }

    private static LowRank lowRank(Mask mask, Degrees degrees, RandomStreams streams) {
        return LowRank.of(List.of(mask), degrees, streams.child("usvt").stream());
    }

    /** Clips in place. */
    private static FittedLayers.Fit fit(LowRank found, DMatrixRMaj p, String why) {
        for (int k = 0; k < p.data.length; k++) {
            p.data[k] = Math.max(0, Math.min(1, p.data[k]));
        }
        return new FittedLayers.Fit(p, found.threshold(), why);
    }

    private static DMatrixRMaj product(LowRank found, Degrees degrees) {
        DMatrixRMaj p = new DMatrixRMaj(degrees.rows(), degrees.columns());
        if (found.rank() == 0) {
            Arrays.fill(p.data, degrees.density());
            return p;
        }
        int rank = found.rank();
        DMatrixRMaj y = CommonOps_DDRM.transpose(found.y(), null);
        for (int i = 0; i < p.numRows; i++) {
            int from = i * p.numCols;
            for (int k = 0; k < rank; k++) {
                double factor = found.x().data[i * rank + k];
                for (int j = 0; j < p.numCols; j++) {
                    p.data[from + j] += factor * y.data[k * p.numCols + j];
                }
            }
        }
        if (degrees.graph()) {
            // Left and right vectors agree but for the error of the Krylov space.
            SymmetricPart.replace(p);
        }
        double scale = scale(found, degrees);
        for (int k = 0; k < p.data.length; k++) {
            p.data[k] *= scale;
        }
        return p;
    }

    /** Density of the mask over the mean of X Y^T, which is (mean of the rows of X) . (mean of the rows of Y). */
    private static double scale(LowRank found, Degrees degrees) {
        double mean = 0;
        for (int k = 0; k < found.rank(); k++) {
            mean += columnMean(found.x(), k) * columnMean(found.y(), k);
        }
        return mean > 0 ? degrees.density() / mean : 1;
    }

    private static double columnMean(DMatrixRMaj a, int k) {
        double sum = 0;
        for (int i = 0; i < a.numRows; i++) {
            sum += a.data[i * a.numCols + k];
        }
        return sum / a.numRows;
    }

    private static String why(LowRank found, Mask mask) {
        String threshold = String.format(
                Locale.ROOT,
                "%.4g = %.2f (%d^(1/2) + %d^(1/2)), the edge of noise of variance 1",
                found.threshold(),
                1 + LowRank.ETA,
                mask.rows(),
                mask.columns());
        if (found.rank() == 0) {
            return "no singular value of the scaled mask is above " + threshold + ", so the estimate is constant";
        }
        return String.format(
                Locale.ROOT,
                "rank %d: of the singular values of the scaled mask %s above %s; the largest is %.4g, the last kept %.4g",
                found.rank(),
                found.rank() == 1 ? "one is" : found.rank() + " are",
                threshold,
                found.values()[0],
                found.values()[found.rank() - 1]);
    }
}
