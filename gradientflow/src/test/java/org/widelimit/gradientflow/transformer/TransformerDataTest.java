package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;

class TransformerDataTest {
    private static final NdArray TOKENS =
            NdArray.of(ElementType.FLOAT64, new int[] {2, 2, 3}, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13});
    private static final NdArray LABELS = NdArray.of(new double[] {1, -1});

    @Test
    void refusesMoreNumbersThanAnArrayHolds() {
        // 2^16 2^15 2 = 2^32 wraps round to 0, and 4 d^2 + d to d for d = 2^15.
        assertThatThrownBy(() -> TransformerData.gaussian(1 << 16, 1 << 15, 2, Laws.stream(1, "large")))
                .isInstanceOf(InputException.class)
                .hasMessage("expected at most 2147483639 entries, found 4294967296");
        assertThatThrownBy(() -> TransformerShape.square(1 << 15))
                .isInstanceOf(InputException.class)
                .hasMessage("expected at most 2147483639 weights, found 4295000064");
        assertThat(TransformerShape.square(23169).size()).isEqualTo(2147233413);
        assertThatThrownBy(() -> TransformerShape.square(Integer.MAX_VALUE))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("expected at most 2147483639 weights, found 1844674405");
    }

    @Test
    void sumsAndMeansByHand() {
        TransformerData data = TransformerData.of(TOKENS, LABELS);
        assertThat(new int[] {data.samples(), data.tokens(), data.width()}).containsExactly(2, 2, 3);
        assertThat(data.labelledSum()).containsExactly(-12, -12, -13);
        assertThat(data.direction())
                .containsExactly(
                        new double[] {-12 / Math.sqrt(457), -12 / Math.sqrt(457), -13 / Math.sqrt(457)}, within(1e-15));
        assertThat(data.lastTokens().data).containsExactly(4, 5, 6, 10, 11, 13);
        assertThat(data.meanTokens().data).containsExactly(2.5, 3.5, 4.5, 8.5, 9.5, 11);
        assertThat(data.sequence(1).data).containsExactly(7, 8, 9, 10, 11, 13);
        assertThat(data.label(1)).isEqualTo(-1);
        assertThat(data.rescaledTime(8, 0.5, MarginLoss.EXPONENTIAL)).isCloseTo(Math.sqrt(457), offset(1e-14));
        assertThat(data.rescaledTime(8, 0.5, MarginLoss.LOGISTIC)).isCloseTo(Math.sqrt(457) / 2, offset(1e-14));
    }

    @Test
    void aFileIsTheSameAsTheArrays(@TempDir Path folder) {
        Path file = folder.resolve("data.npz");
        Npz.write(file, Map.of("X", TOKENS, "y", NdArray.of(ElementType.INT64, new int[] {2}, new double[] {1, -1})));
        TransformerData data = TransformerData.read(file);
        assertThat(data.labelledSum())
                .containsExactly(TransformerData.of(TOKENS, LABELS).labelledSum());
    }

    @Test
    void refusesWhatIsNoDataSet(@TempDir Path folder) {
        refused(
                () -> TransformerData.of(LABELS, LABELS),
                "expected X of shape (n, s, d), none of them zero, found shape (2,)");
        refused(
                () -> TransformerData.of(NdArray.of(ElementType.FLOAT64, new int[] {2, 0, 3}, new double[0]), LABELS),
                "found shape (2, 0, 3)");
        refused(
                () -> TransformerData.of(TOKENS, NdArray.of(new double[] {1, 1, -1})),
                "expected y of shape (2,), found shape (3,)");
        refused(
                () -> TransformerData.of(
                        NdArray.of(ElementType.INT32, new int[] {2, 1, 1}, new double[] {1, 2}), LABELS),
                "expected X of type float64, found INT32");
        refused(() -> TransformerData.of(TOKENS, NdArray.of(new double[] {1, 0})), "found 0.0 at position 1");
        refused(() -> TransformerData.of(TOKENS, NdArray.of(new double[] {Double.NaN, 1})), "found NaN at position 0");
        refused(
                () -> TransformerData.of(1, 1, 2, new double[] {1, Double.POSITIVE_INFINITY}, new double[] {1}),
                "expected finite numbers in X, found Infinity at position 1");
        Map<String, NdArray> unnamed = new LinkedHashMap<>();
        unnamed.put("X", TOKENS);
        unnamed.put("labels", LABELS);
        Path file = folder.resolve("data.npz");
        Npz.write(file, unnamed);
        refused(() -> TransformerData.read(file), file + ": expected arrays X and y, found [X, labels]");
        Npz.write(file, Map.of("X", TOKENS, "y", NdArray.of(new double[] {1, 2})));
        refused(() -> TransformerData.read(file), file + ": expected labels -1 and 1 in y, found 2.0 at position 1");
        refused(() -> TransformerData.read(folder.resolve("none.npz")), "none.npz");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransformerData.of(1, 2, 3, new double[5], new double[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransformerData.of(0, 2, 3, new double[0], new double[0]));
    }

    @Test
    void withoutADirectionTheFirstStageHasNone() {
        TransformerData data = TransformerData.of(2, 1, 1, new double[] {1, 1}, new double[] {1, -1});
        refused(data::direction, "no direction to condense to");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InputException.class).hasMessageContaining(message);
    }
}
