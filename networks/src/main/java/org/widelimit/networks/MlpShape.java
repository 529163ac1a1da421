package org.widelimit.networks;

import java.util.Arrays;
import java.util.List;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ArrayLength;

/**
 * {@code n_0 = inputs, n_1, ..., n_L = hidden, n_(L+1) = outputs}: the unit counts of a multilayer perceptron.
 *
 * @param inputs input coordinates, at least 1
 * @param hidden units of the L hidden layers from the input on, each at least 1; may be empty
 * @param outputs outputs, at least 1
 */
public record MlpShape(int inputs, List<Integer> hidden, int outputs) {

    /**
     * Checks the sizes.
     *
     * @throws InputException if a layer has more weights than an array holds, 2^31 - 9
     */
    public MlpShape {
        hidden = List.copyOf(hidden);
        if (inputs < 1 || outputs < 1 || hidden.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(
                    "expected at least one unit in every layer, found " + inputs + ", " + hidden + ", " + outputs);
        }
        long in = inputs;
        for (int l = 1; l <= hidden.size() + 1; l++) {
            int out = l <= hidden.size() ? hidden.get(l - 1) : outputs;
            if (in * out > ArrayLength.LARGEST) {
                throw new InputException("expected at most " + ArrayLength.LARGEST + " weights in a layer, found " + out
                        + " x " + in + " in layer" + l);
            }
            in = out;
        }
    }

    /** The shape with these hidden layers. */
    public static MlpShape of(int inputs, int outputs, int... hidden) {
        return new MlpShape(inputs, Arrays.stream(hidden).boxed().toList(), outputs);
    }

    /** {@code L + 1}: the number of weight layers. */
    public int layers() {
        return hidden.size() + 1;
    }

    /** {@code n_l} for {@code l = 0 .. L+1}: 0 is the input. */
    public int units(int l) {
        if (l == 0) {
            return inputs;
        }
        return l == layers() ? outputs : hidden.get(l - 1);
    }

    /** {@code n_(l-1)} for weight layer {@code l = 1 .. L+1}. */
    public int fanIn(int l) {
        return units(l - 1);
    }
}
