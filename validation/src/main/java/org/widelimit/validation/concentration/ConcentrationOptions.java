package org.widelimit.validation.concentration;

import java.util.List;
import org.widelimit.validation.report.Scale;

/**
 * How much is looked at.
 *
 * @param widths n of the three hidden layers, at least two of them, ascending
 * @param replicates pruned networks for each method and width, at least 2: intervals come from them
 * @param draws of weights behind each network's masks, at least 1, over which its numbers are averaged
 * @param density kept fraction of the layers that are pruned, in (0, 1]
 * @param images digits that the kernels are taken on, 10 to 1797
 */
public record ConcentrationOptions(List<Integer> widths, int replicates, int draws, double density, int images) {

    private static final double DENSITY = 0.1;
    private static final int IMAGES = 48;
    private static final int FEWEST_IMAGES = 10;
    private static final int ALL_IMAGES = 1797;

    public ConcentrationOptions {
        widths = List.copyOf(widths);
        for (int k = 0; k < widths.size(); k++) {
            if (widths.get(k) <= (k == 0 ? 0 : widths.get(k - 1))) {
                throw new IllegalArgumentException("expected ascending widths of at least 1, found " + widths);
            }
        }
        if (widths.size() < 2 || replicates < 2) {
            throw new IllegalArgumentException(
                    "expected at least two widths and two replicates, found " + widths + " and " + replicates);
        }
        if (draws < 1) {
            throw new IllegalArgumentException("expected at least one draw of weights, found " + draws);
        }
        if (!(density > 0 && density <= 1)) {
            throw new IllegalArgumentException("expected a density in (0, 1], found " + density);
        }
        if (images < FEWEST_IMAGES || images > ALL_IMAGES) {
            throw new IllegalArgumentException(
                    "expected " + FEWEST_IMAGES + " to " + ALL_IMAGES + " images, found " + images);
        }
    }

    /** Density 0.1 and 48 digits; widths 64 to 256 at scale quick, with more networks and larger widths at the others. */
    public static ConcentrationOptions of(Scale scale) {
        return switch (scale) {
            case QUICK -> new ConcentrationOptions(List.of(64, 128, 256), 6, 2, DENSITY, IMAGES);
            case STANDARD -> new ConcentrationOptions(List.of(64, 128, 256, 512), 12, 4, DENSITY, IMAGES);
            case FULL -> new ConcentrationOptions(List.of(64, 128, 256, 512, 1024, 2048), 24, 8, DENSITY, IMAGES);
        };
    }

    int bottomWidth() {
        return widths.get(0);
    }

    int topWidth() {
        return widths.get(widths.size() - 1);
    }
}
