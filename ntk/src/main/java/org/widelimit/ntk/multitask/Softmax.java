package org.widelimit.ntk.multitask;

import java.util.Arrays;

/** exp(x_i) / sum_j exp(x_j). */
final class Softmax {
    private Softmax() {}

    static double[] of(double[] x) {
        double largest = Arrays.stream(x).max().orElse(0);
        double[] powers =
                Arrays.stream(x).map(value -> Math.exp(value - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(p -> p / sum).toArray();
    }
}
