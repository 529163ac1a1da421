package org.widelimit.networks;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.widelimit.numerics.InputException;

/**
 * Activations of one name, told apart by parameters: {@code name:p1,p2,...}.
 *
 * @param name as it is written
 * @param parameters names of the parameters, for help
 * @param defaults their values where none is written; empty when they have to be written
 * @param most how many may be written
 * @param factory from the values
 */
record ActivationFamily(
        String name, List<String> parameters, double[] defaults, int most, Function<double[], Activation> factory) {

    /** Without parameters. */
    static ActivationFamily of(Activation only) {
        return new ActivationFamily(only.name(), List.of(), new double[0], 0, p -> only);
    }

    /** With parameters that have defaults, all of which are written or none. */
    static ActivationFamily optional(
            String name, String parameters, Function<double[], Activation> factory, double... defaults) {
        return new ActivationFamily(name, List.of(parameters.split(",")), defaults, defaults.length, factory);
    }

    /** With so many parameters that have to be written. */
    static ActivationFamily required(String name, String parameters, int most, Function<double[], Activation> factory) {
        return new ActivationFamily(name, List.of(parameters.split(",")), new double[0], most, factory);
    }

    /** How it is written: {@code leaky[:slope]}, {@code monomial:n}. */
    String usage() {
        String list = String.join(",", parameters);
        if (list.isEmpty()) {
            return name;
        }
        return needsParameters() ? name + ":" + list : name + "[:" + list + "]";
    }

    boolean needsParameters() {
        return defaults.length == 0 && most > 0;
    }

    /**
     * The member with these parameters.
     *
     * @param text what is written after the colon
     * @param written all that is written, for messages
     */
    Activation member(String text, String written) {
        String[] parts = text.split(",", -1);
        if (!accepts(parts.length)) {
            throw new InputException(expectation(written));
        }
        try {
            return factory.apply(
                    Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray());
        } catch (NumberFormatException e) {
            throw new InputException(expectation(written), e);
        } catch (IllegalArgumentException e) {
            throw new InputException(expectation(written) + " (" + e.getMessage() + ")", e);
        }
    }

    /** The member with the default parameters. */
    Activation member(String written) {
        if (needsParameters()) {
            throw new InputException(expectation(written));
        }
        return factory.apply(defaults.clone());
    }

    /** All parameters are written, except where their list is open. */
    private boolean accepts(int count) {
        return parameters.size() == most ? count == most : count <= most;
    }

    private String expectation(String written) {
        return "expected the activation as " + usage() + (most > 0 ? " with finite numbers" : "") + ", found \""
                + written + '"';
    }
}
