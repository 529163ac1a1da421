package org.widelimit.validation.widths;

import java.util.Locale;
import org.widelimit.numerics.InputException;

/** How many networks of the largest width fit into memory side by side. */
final class Memory {

    /**
     * Copies of the weights, as doubles, that a pruner has at the same time: stored, masked, absolute, gradient, scores
     * and a direction.
     */
    private static final double COPIES = 8;

    private static final double GIGABYTE = 1 << 30;

    private Memory() {}

    /**
     * As many of the threads as there is memory for; fewer threads change no number.
     *
     * @throws InputException if there is not enough for one
     */
    static int threads(WidthsOptions options, int threads) {
        return threads(options, threads, Runtime.getRuntime().maxMemory());
    }

    static int threads(WidthsOptions options, int threads, double available) {
        double width = options.largestWidth();
        double need = COPIES * Double.BYTES * (options.hiddenLayers() - 1) * width * width;
        if (need > available) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "widths: expected networks that fit into memory, found %d, which takes about %.1f GB where there "
                            + "are %.1f",
                    options.largestWidth(),
                    need / GIGABYTE,
                    available / GIGABYTE));
        }
        return (int) Math.max(1, Math.min(threads, Math.floor(available / Math.max(need, 1))));
    }
}
