package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.InputException;

class NdArrayTest {

    private static final int[] TWO_BY_THREE = {2, 3};

    @Test
    void aMatrixAndAVectorComeBack() {
        DMatrixRMaj matrix = new DMatrixRMaj(2, 3, true, 1, 2, 3, 4, 5, 6);
        NdArray array = NdArray.of(matrix);
        assertThat(array.type()).isEqualTo(ElementType.FLOAT64);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.rank()).isEqualTo(2);
        assertThat(array.size()).isEqualTo(6);
        assertThat(array.value(3)).isEqualTo(4);
        DMatrixRMaj back = array.toMatrix();
        assertThat(back.numRows).isEqualTo(2);
        assertThat(back.numCols).isEqualTo(3);
        assertThat(back.get(1, 0)).isEqualTo(4);
        assertThat(NdArray.of(new double[] {7, 8}).toVector()).containsExactly(7, 8);
    }

    @Test
    void aMatrixThatWasReshapedTakesOnlyWhatItHas() {
        DMatrixRMaj matrix = new DMatrixRMaj(4, 4);
        matrix.reshape(1, 2);
        assertThat(NdArray.of(matrix).values()).hasSize(2);
    }

    @Test
    void nothingThatGoesInOrOutIsShared() {
        int[] shape = {2};
        double[] values = {1, 2};
        NdArray array = NdArray.of(ElementType.FLOAT64, shape, values);
        NdArray vector = NdArray.of(values);
        DMatrixRMaj matrix = new DMatrixRMaj(1, 1, true, 5);
        NdArray ofMatrix = NdArray.of(matrix);
        shape[0] = 9;
        values[0] = 9;
        matrix.set(0, 0, 9);
        array.shape()[0] = 9;
        array.values()[0] = 9;
        array.toVector()[0] = 9;
        ofMatrix.toMatrix().set(0, 0, 9);
        assertThat(array.shape()).containsExactly(2);
        assertThat(array.values()).containsExactly(1, 2);
        assertThat(vector.values()).containsExactly(1, 2);
        assertThat(ofMatrix.values()).containsExactly(5);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 2",
        "BOOL, -1",
        "BOOL, 0.5",
        "INT8, 128",
        "INT8, -129",
        "UINT8, 256",
        "UINT8, -1",
        "INT16, 32768",
        "UINT16, 65536",
        "INT32, 2147483648",
        "UINT32, 4294967296",
        "INT64, 9.223372036854775807E18",
        "UINT64, 1.8446744073709551616E19",
        "INT64, NaN",
        "UINT8, Infinity",
        "FLOAT16, 65505",
        "FLOAT16, 65536",
        "FLOAT16, 0.1",
        "FLOAT16, 1e-8",
        "FLOAT16, 4.9e-324",
        "FLOAT32, 0.1",
        "FLOAT32, 1e39",
        "FLOAT32, 1e-50"
    })
    void valuesThatTheTypeCannotHold(ElementType type, double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(type, new int[] {2}, new double[] {0, value}))
                .withMessage(type + " cannot hold the value " + value + " at position 1 exactly");
    }

    @Test
    void shapesThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(ElementType.FLOAT64, TWO_BY_THREE, new double[5]))
                .withMessage("shape (2, 3) does not fit 5 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(ElementType.FLOAT64, new int[] {-1, -1}, new double[1]))
                .withMessage("expected extents >= 0, found shape (-1, -1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(ElementType.FLOAT64, new int[] {1 << 16, 1 << 16}, new double[0]))
                .withMessage("shape (65536, 65536) does not fit 0 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.of(ElementType.FLOAT64, new int[65], new double[0]))
                .withMessage("expected at most 64 dimensions, found 65");
    }

    @Test
    void theWrongRankIsRefusedWithTheShapeAndTheFile(@TempDir Path folder) {
        NdArray cube = NdArray.of(ElementType.INT8, new int[] {1, 1, 2}, new double[] {1, 2});
        assertThatThrownBy(cube::toMatrix)
                .isInstanceOf(InputException.class)
                .hasMessage("array: expected a 2-D array, found shape (1, 1, 2)");
        assertThatThrownBy(NdArray.of(ElementType.INT8, new int[0], new double[1])::toVector)
                .isInstanceOf(InputException.class)
                .hasMessage("array: expected a 1-D array, found shape ()");
        Path file = folder.resolve("k.npy");
        Npy.write(file, NdArray.of(new double[3]));
        assertThatThrownBy(Npy.read(file)::toMatrix)
                .isInstanceOf(InputException.class)
                .hasMessage("file '" + file + "': expected a 2-D array, found shape (3,)");
    }

    @Test
    void equalityIsThatOfTypeShapeAndBits() {
        NdArray array = NdArray.of(ElementType.FLOAT32, TWO_BY_THREE, new double[] {0, 1, 2, 3, 4, Double.NaN});
        NdArray same = NdArray.of(ElementType.FLOAT32, TWO_BY_THREE, new double[] {0, 1, 2, 3, 4, Double.NaN});
        assertThat(array).isEqualTo(same).hasSameHashCodeAs(same).hasToString("FLOAT32 (2, 3)");
        assertThat(array)
                .isNotEqualTo(
                        NdArray.of(ElementType.FLOAT32, TWO_BY_THREE, new double[] {-0.0, 1, 2, 3, 4, Double.NaN}))
                .isNotEqualTo(NdArray.of(ElementType.FLOAT64, TWO_BY_THREE, array.values()))
                .isNotEqualTo(NdArray.of(ElementType.FLOAT32, new int[] {3, 2}, array.values()))
                .isNotEqualTo(null);
    }

    @Test
    void integersHaveOneZero() {
        NdArray array = NdArray.of(ElementType.INT8, new int[] {1}, new double[] {-0.0});
        assertThat(1 / array.value(0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void valuesThatAreNotFiniteAreRefusedWithTheirPlace() {
        NdArray finite = NdArray.of(new double[] {1, -Double.MAX_VALUE, 0});
        assertThat(finite.requireFinite()).isSameAs(finite);
        DMatrixRMaj matrix = new DMatrixRMaj(2, 3);
        matrix.set(1, 2, Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> NdArray.of(matrix).requireFinite())
                .isInstanceOf(InputException.class)
                .hasMessage("array: expected finite values, found -Infinity in row 1, column 2");
        assertThatThrownBy(() -> NdArray.of(new double[] {0, Double.NaN}).requireFinite())
                .isInstanceOf(InputException.class)
                .hasMessage("array: expected finite values, found NaN at position 1 of shape (2,)");
    }
}
