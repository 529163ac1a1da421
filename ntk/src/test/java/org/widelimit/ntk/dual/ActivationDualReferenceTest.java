package org.widelimit.ntk.dual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.networks.Activation;

/**
 * Every dual against references of 17 digits: largest and root mean square error over a grid with rho = +-1, +-(1 - 1e-15), zero, tiny and huge variances, in units of
 * {@code sqrt(T(q11) T(q22))}.
 */
class ActivationDualReferenceTest {

    /** Largest and RMS errors of value and derivative. A wrong constant is an error of 1e-2 and more. */
    private record Limit(double largest, double rms) {}

    /** A few units in the last place of the closed forms. */
    private static final Limit CLOSED = new Limit(4e-15, 6e-16);

    /** The promise of Hermite expansion: 1e-12; what it keeps is better. */
    private static final Limit SMOOTH = new Limit(2e-13, 6e-14);

    /** The promise of quadrature at kinks: 1e-10; what it keeps is better. */
    private static final Limit KINKED = new Limit(1e-13, 2e-14);

    private record Row(
            double q11,
            double q22,
            double q12,
            double value,
            double slope,
            double size,
            double slopeSize,
            double gap) {}

    static Stream<String> names() throws IOException {
        return rows().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void errorsAreSmall(String name) throws IOException {
        Activation phi = Activation.named(name);
        DualActivation dual = DualActivation.of(phi);
        Limit limit = limit(phi);
        Errors value = new Errors();
        Errors slope = new Errors();
        for (Row r : rows().getOrDefault(name, List.of())) {
            // Rounding of an exponent x is multiplied by x.
            double growth = 1 + (name.startsWith("exp") ? r.q11 + r.q22 : 0);
            value.add((dual.value(r.q11, r.q22, r.q12) - r.value) / (growth * unit(r.size)));
            value.add((dual.value(r.q22, r.q11, r.q12) - r.value) / (growth * unit(r.size)));
            slope.add((dual.derivative(r.q11, r.q22, r.q12) - r.slope) / (growth * unit(r.slopeSize)));
        }
        assertThat(value.count).isGreaterThan(15);
        assertThat(value.largest).as("largest error of T of %s", name).isLessThan(limit.largest);
        assertThat(value.rms()).as("RMS error of T of %s", name).isLessThan(limit.rms);
        assertThat(slope.largest).as("largest error of T' of %s", name).isLessThan(limit.largest);
        assertThat(slope.rms()).as("RMS error of T' of %s", name).isLessThan(limit.rms);
    }

    /** Where the next layer takes the square root of the gap, it has to be right relatively. */
    @ParameterizedTest
    @MethodSource("names")
    void gapsOfKinkedActivationsAreRelativelyAccurate(String name) throws IOException {
        Activation phi = Activation.named(name);
        if (phi.kinks().isEmpty() || name.startsWith("rectified-power")) {
            return;
        }
        double tolerance = Duals.closedForm(phi).isPresent() ? 1e-14 : 1e-6;
        DualActivation dual = DualActivation.of(phi);
        for (Row r : rows().getOrDefault(name, List.of())) {
            double gap = Covariances.evaluate(dual, r.q11, r.q22, r.q12).valueGap()[0];
            // 1e-28: a square of a rounding of phi.
            assertThat(Math.abs(gap - r.gap)).as("%s", r).isLessThanOrEqualTo(tolerance * r.gap + 1e-28 * r.size);
        }
    }

    private static double unit(double size) {
        return size > 0 ? size : 1;
    }

    private static Limit limit(Activation phi) {
        if (Duals.closedForm(phi).isPresent()) {
            return CLOSED;
        }
        return phi.kinks().isEmpty() ? SMOOTH : KINKED;
    }

    private static final class Errors {
        private int count;
        private double squares;
        private double largest;

        void add(double error) {
            count++;
            squares += error * error;
            largest = Double.isNaN(error) ? Double.NaN : Math.max(largest, Math.abs(error));
        }

        double rms() {
            return Math.sqrt(squares / count);
        }
    }

    private static Map<String, List<Row>> rows() throws IOException {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ActivationDualReferenceTest.class.getResourceAsStream("activation-duals.csv")),
                StandardCharsets.UTF_8))) {
            in.lines().skip(2).forEach(line -> {
                int quote = line.lastIndexOf('"');
                String[] cells = line.substring(quote + 2).split(",");
                double[] x = new double[cells.length];
                for (int k = 0; k < x.length; k++) {
                    x[k] = Double.parseDouble(cells[k]);
                }
                rows.computeIfAbsent(line.substring(1, quote), key -> new ArrayList<>())
                        .add(new Row(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]));
            });
        }
        return rows;
    }
}
