package org.widelimit.validation.realinput;

import java.util.List;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.validation.report.Scale;

/**
 * How much is looked at.
 *
 * @param widths n of the three hidden layers, at least two of them, ascending; kernels are compared at all, spectra shown at the last
 * @param density kept fraction of all weights, in (0, 1]
 * @param blocks K of the estimators, at least 1
 * @param images digits that the kernels are taken on, 6 to 1797
 * @param nullTrials Erdos-Renyi masks behind each flatness of the null, at least 1
 */
public record RealInputOptions(List<Integer> widths, double density, int blocks, int images, int nullTrials) {

    private static final List<Integer> WIDTHS = List.of(128, 256, 512, 1024);
    private static final double DENSITY = 0.2;
    private static final int BLOCKS = 32;

    /** More than the five eigenvalues of which the energy is reported. */
    private static final int FEWEST_IMAGES = 6;

    private static final int ALL_IMAGES = 1797;

    public RealInputOptions {
        widths = List.copyOf(widths);
        if (widths.size() < 2 || widths.get(0) < 1) {
            throw new IllegalArgumentException("expected at least two widths of at least 1, found " + widths);
        }
        for (int k = 1; k < widths.size(); k++) {
            if (widths.get(k) <= widths.get(k - 1)) {
                throw new IllegalArgumentException("expected ascending widths, found " + widths);
            }
        }
        if (!(density > 0 && density <= 1)) {
            throw new IllegalArgumentException("expected a density in (0, 1], found " + density);
        }
        if (blocks < 1 || nullTrials < 1) {
            throw new IllegalArgumentException(
                    "expected at least one block and one trial, found " + blocks + " and " + nullTrials);
        }
        if (images < FEWEST_IMAGES || images > ALL_IMAGES) {
            throw new IllegalArgumentException(
                    "expected " + FEWEST_IMAGES + " to " + ALL_IMAGES + " images, found " + images);
        }
    }

    /** Widths 128 to 1024, density 0.2 and 32 blocks; 96 images at scale quick, more at the others. */
    public static RealInputOptions of(Scale scale) {
        return switch (scale) {
            case QUICK -> new RealInputOptions(WIDTHS, DENSITY, BLOCKS, 96, 3);
            case STANDARD -> new RealInputOptions(WIDTHS, DENSITY, BLOCKS, 256, 30);
            case FULL -> new RealInputOptions(WIDTHS, DENSITY, BLOCKS, 512, 100);
        };
    }

    /** The largest width. */
    int topWidth() {
        return widths.get(widths.size() - 1);
    }

    EstimatorOptions estimator() {
        return new EstimatorOptions(blocks, Sorting.IN_SAMPLE);
    }
}
