package org.widelimit.graphon;

import java.util.List;
import java.util.Objects;
import org.widelimit.numerics.arrays.ArrayFormat;

/**
 * What was read from a mask file, and what was not.
 *
 * @param format the format, as the content says
 * @param chain the masks
 * @param skipped the arrays that are no masks, in the order of the file
 */
public record MaskFile(ArrayFormat format, MaskChain chain, List<Skipped> skipped) {

    public MaskFile {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(chain, "chain");
        skipped = List.copyOf(skipped);
    }

    /**
     * An array that was passed over.
     *
     * @param name its name in the file
     * @param reason why
     */
    public record Skipped(String name, Reason reason) {}

    /** Why an array is passed over. */
    public enum Reason {
        /** It has fewer than two dimensions: a bias, a scale, a running mean, a counter. */
        VECTOR("fewer than two dimensions"),
        /** It belongs to the optimiser. */
        OPTIMISER("state of the optimiser"),
        /** It holds the weights of a layer that has a mask. */
        MASK_IS_READ("weights of a layer whose mask is read"),
        /** It holds the weights of a layer that has none. */
        NO_MASK("weights without a mask (--from-zeros takes their exact zeros)");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** In words. */
        public String text() {
            return text;
        }
    }
}
