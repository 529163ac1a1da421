package org.widelimit.validation.transformer;

import java.util.List;
import org.widelimit.validation.report.Scale;

/**
 * How large the two runs are.
 *
 * @param width d of the random sequences, at least 2; the digits have rows of 8 pixels
 * @param tokens s of the random sequences, at least 2; the digits have 8 rows
 * @param samples n of the random sequences, at least 4 d: fewer are separable, and then there is no second plateau
 * @param images digits, 64 to 1797
 * @param initialScale epsilon, in (0, 0.1]
 * @param smallerScales from which the digits are trained again, descending below epsilon
 */
public record TransformerSectionOptions(
        int width, int tokens, int samples, int images, double initialScale, List<Double> smallerScales) {

    private static final int FEWEST_IMAGES = 64;
    private static final int ALL_IMAGES = 1797;
    private static final int SAMPLES_PER_WIDTH = 4;
    private static final double LARGEST_SCALE = 0.1;

    public TransformerSectionOptions {
        if (width < 2 || tokens < 2) {
            throw new IllegalArgumentException(
                    "expected at least two entries and two tokens, found " + width + " and " + tokens);
        }
        if (samples < SAMPLES_PER_WIDTH * width) {
            throw new IllegalArgumentException(
                    "expected at least " + SAMPLES_PER_WIDTH * width + " samples, found " + samples);
        }
        if (images < FEWEST_IMAGES || images > ALL_IMAGES) {
            throw new IllegalArgumentException(
                    "expected " + FEWEST_IMAGES + " to " + ALL_IMAGES + " images, found " + images);
        }
        if (!(initialScale > 0 && initialScale <= LARGEST_SCALE)) {
            throw new IllegalArgumentException("expected an initial scale in (0, 0.1], found " + initialScale);
        }
        smallerScales = List.copyOf(smallerScales);
        double above = initialScale;
        for (double scale : smallerScales) {
            if (!(scale > 0 && scale < above)) {
                throw new IllegalArgumentException(
                        "expected positive scales descending below " + initialScale + ", found " + smallerScales);
            }
            above = scale;
        }
    }

    /** Width 8 throughout; smaller initial weights and more digits at the larger scales. */
    public static TransformerSectionOptions of(Scale scale) {
        return switch (scale) {
            case QUICK -> new TransformerSectionOptions(8, 8, 48, 128, 1e-2, List.of(1e-3, 1e-4, 1e-6));
            case STANDARD -> new TransformerSectionOptions(8, 8, 48, 512, 1e-3, List.of(1e-4, 1e-6, 1e-8));
            case FULL -> new TransformerSectionOptions(8, 8, 48, ALL_IMAGES, 1e-3, List.of(1e-4, 1e-6, 1e-8));
        };
    }
}
