package org.widelimit.graphon;

import java.util.Objects;

/**
 * How a mask file is read.
 *
 * @param source what its arrays are
 * @param flattening what becomes of convolutions
 */
public record MaskReading(MaskSource source, Flattening flattening) {

    /** Masks alone, of two dimensions. */
    public static final MaskReading STANDARD = new MaskReading(MaskSource.MASKS, Flattening.NONE);

    public MaskReading {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(flattening, "flattening");
    }

    /** The same with another source. */
    public MaskReading withSource(MaskSource newSource) {
        return new MaskReading(newSource, flattening);
    }

    /** The same with another flattening. */
    public MaskReading withFlattening(Flattening newFlattening) {
        return new MaskReading(source, newFlattening);
    }
}
