package org.widelimit.validation.cli;

import org.widelimit.graphon.Flattening;
import org.widelimit.graphon.MaskReading;
import org.widelimit.graphon.MaskSource;
import org.widelimit.numerics.InputException;
import picocli.CommandLine.Option;

/** The options that say how a mask file is read. */
final class MaskArguments {

    /** What help texts say of a mask file. */
    static final String FORMATS = "PyTorch .pt or .pth, .npz, .npy, safetensors, Matrix Market or CSV";

    @Option(
            names = "--from-zeros",
            description = "Where a layer has weights and no mask: its mask is 0 where a weight is exactly 0.")
    private boolean fromZeros;

    @Option(
            names = "--flatten",
            paramLabel = "HOW",
            defaultValue = "none",
            description = {
                "Convolutions: out-by-in-kernel (each weight an entry, shape (out, in*kh*kw)),",
                "filters (the graph of the channels: 1 where any weight of the kernel is kept, shape (out, in))",
                "or none (refuse them, default)."
            })
    private String flatten = "none";

    MaskReading reading() {
        Flattening flattening = switch (flatten) {
            case "none" -> Flattening.NONE;
            case "out-by-in-kernel" -> Flattening.OUT_BY_IN_KERNEL;
            case "filters" -> Flattening.FILTERS;
            default ->
                throw new InputException(
                        "--flatten: expected none, out-by-in-kernel or filters, found \"" + flatten + '"');
        };
        return new MaskReading(fromZeros ? MaskSource.EXACT_ZEROS : MaskSource.MASKS, flattening);
    }
}
