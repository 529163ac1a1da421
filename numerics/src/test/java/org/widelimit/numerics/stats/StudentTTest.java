package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StudentTTest {

    static List<double[]> references() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(StudentTTest.class.getResourceAsStream("student-t.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("level"))
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void quantilesAgreeWithHighPrecision(double[] row) {
        double q = StudentT.twoSidedQuantile(row[0], row[1]);
        assertThat(q / row[2]).isCloseTo(1, within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("references")
    void tailsInvertQuantiles(double[] row) {
        assertThat(StudentT.twoSidedTail(row[2], row[1]) / row[0]).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 3", "0.01, 12.5", "0.001, 200"})
    void quantilesAgreeWithASecondLibrary(double level, double nu) {
        assertThat(StudentT.twoSidedQuantile(level, nu))
                .isCloseTo(new TDistribution(nu).inverseCumulativeProbability(1 - level / 2), within(1e-7));
    }
}
