package org.widelimit.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.kernel.AngleEvaluator;
import org.widelimit.numerics.kernel.AngleSeries;
import org.widelimit.numerics.kernel.PlainKernel;

/** Both evaluators against the series itself, bit by bit. */
class VectorAngleEvaluatorTest {

    private static final double[] CORNERS = {-1, 1, 0, -0.0, 1 - 1e-16, -1 + 1e-16, 0.99, -0.99, 1e-300};

    private static AngleSeries series(int terms) {
        double[] even = new double[terms];
        double[] odd = new double[terms];
        for (int m = 0; m < terms; m++) {
            even[m] = Math.cos(3 * m + 1) / (m + 1);
            odd[m] = Math.sin(5 * m + 2) / (m + 1);
        }
        return AngleSeries.of(even, odd);
    }

    private static Stream<AngleEvaluator> both(AngleSeries series) {
        return Stream.of(new PlainKernel().evaluator(series), new VectorKernel().evaluator(series));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 33, 511, 512, 513, 1100})
    void everyEntryHasTheBitsOfTheSeries(int count) {
        Random random = new Random(count);
        double[] right = random.doubles(count + 3).toArray();
        for (int terms : new int[] {1, 2, 4, 7, 20, 24}) {
            AngleSeries series = series(terms);
            both(series).forEach(rows -> {
                double[] row = random.doubles(count + 9, -1, 1).toArray();
                System.arraycopy(CORNERS, 0, row, 5, Math.min(CORNERS.length, count));
                double[] expected = row.clone();
                for (int k = 0; k < count; k++) {
                    double c = row[5 + k];
                    expected[5 + k] = series.value(Math.sqrt((1 - c) * (1 + c)), c) * 1.7 * right[3 + k];
                }
                rows.evaluate(count, row, 5, 1.7, right, 3);
                assertThat(row).as("%s", rows.getClass()).isEqualTo(expected);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 16, 40})
    void anyBeyondFindsEachPlace(int count) {
        both(series(2)).forEach(rows -> {
            double[] row = new double[count + 4];
            Arrays.fill(row, 0.5);
            row[1] = 1;
            row[count + 2] = -1;
            assertThat(rows.anyBeyond(0.5, count, row, 2)).isFalse();
            for (int k = 0; k < count; k++) {
                row[2 + k] = k % 2 == 0 ? 0.51 : -0.51;
                assertThat(rows.anyBeyond(0.5, count, row, 2)).as("%d", k).isTrue();
                row[2 + k] = -0.5;
            }
        });
    }
}
