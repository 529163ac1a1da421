package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.DMatrixSparseTriplet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.Trial;

/** Matrix Market and CSV files written by hand; those of SciPy and NumPy are read in graphon's MaskFixturesTest. */
class TextMatrixTest {

    private static final String GENERAL = "%%MatrixMarket matrix coordinate real general;";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%%MatrixMarket matrix coordinate real general;% c;;3 4 2;1 4 -2.5e1;3 1 0.0; | 3 4 | {1 4=-25.0, 3 1=0.0}",
                "%%matrixmarket MATRIX Coordinate Pattern General;3 4 1;2 2 | 3 4 | {2 2=1.0}",
                "%%MatrixMarket matrix coordinate integer symmetric;2 2 2;1 1 3;2 1 4 | 2 2 | {1 1=3.0, 1 2=4.0, 2 1=4.0}",
                "%%MatrixMarket matrix coordinate real skew-symmetric;2 2 1;2 1 4 | 2 2 | {1 2=-4.0, 2 1=4.0}",
                "%%MatrixMarket matrix array real general;2 2;1;0;3;4 | 2 2 | {1 1=1.0, 1 2=3.0, 2 2=4.0}",
                "%%MatrixMarket matrix array real symmetric;2 2;1;2;3 | 2 2 | {1 1=1.0, 1 2=2.0, 2 1=2.0, 2 2=3.0}",
                "%%MatrixMarket matrix array real skew-symmetric;2 2;7 | 2 2 | {1 2=-7.0, 2 1=7.0}",
                "%%MatrixMarket matrix coordinate pattern general;2000000000 2000000000 1;2000000000 5; | 2000000000 2000000000 | {2000000000 5=1.0}",
                "%%MatrixMarket matrix array real general;0 2000000000; | 0 2000000000 | {}",
            })
    void matrixMarketIsRead(String lines, String shape, String entries) {
        DMatrixSparseTriplet matrix = MatrixMarket.read(file("m.mtx", lines));
        Map<String, Double> found = new TreeMap<>();
        for (var at = matrix.createCoordinateIterator(); at.hasNext(); ) {
            var entry = at.next();
            found.put((entry.row + 1) + " " + (entry.col + 1), entry.value);
        }
        assertThat(matrix.numRows + " " + matrix.numCols).isEqualTo(shape);
        assertThat(found).hasToString(entries);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 | line 1: expected %%MatrixMarket matrix",
                "%%MatrixMarket vector coordinate real general;1 | expected matrix, found \"vector\"",
                "%%MatrixMarket matrix coordinate complex general;1 1 0 | found \"complex\"",
                "%%MatrixMarket matrix coordinate real hermitian;1 1 0 | found \"hermitian\"",
                "%%MatrixMarket matrix array pattern general;1 1 | found a pattern",
                GENERAL + "1 1 | line 2: expected a line with rows, columns and number of entries",
                GENERAL + " | expected a line with rows, columns and number of entries",
                GENERAL + "-1 1 0 | found \"-1\"",
                GENERAL + "3000000000 1 0 | found \"3000000000\"",
                GENERAL + "1 1 9223372036854775807 | truncated: says 9223372036854775807 entries",
                GENERAL + "2 2 2;1 1 1 | truncated: expected 2 entries, found 1",
                GENERAL + "2 2 1;1 1 1;2 2 1 | line 4: expected 1 entries, found more",
                GENERAL + "2 2 1;0 1 1 | line 3: expected a row from 1 to 2, found 0",
                GENERAL + "2 2 1;1 3 1 | line 3: expected a column from 1 to 2, found 3",
                GENERAL + "2 2 1;1 1 | line 3: expected 3 numbers, found 2",
                GENERAL + "2 2 1;1 1 0x1p3 | expected a number, found \"0x1p3\"",
                GENERAL + "2 2 1;1.0 1 1 | found \"1.0\"",
                "%%MatrixMarket matrix coordinate real symmetric;2 3 0 | as many rows as columns",
                "%%MatrixMarket matrix coordinate real skew-symmetric;2 2 1;1 1 1 | no diagonal",
                "%%MatrixMarket matrix array real general;60000 60000;1 | truncated: says 3600000000 entries",
            })
    void malformedMatrixMarketIsRefused(String lines, String part) {
        Path file = file("m.mtx", lines);
        assertThatThrownBy(() -> MatrixMarket.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("file '" + file + "', line ")
                .hasMessageContaining(part);
    }

    @Test
    void longLinesAreRefusedWithoutBeingHeld() {
        Path file = file("m.mtx", "%%MatrixMarket" + " ".repeat(1 << 20));
        assertThatThrownBy(() -> MatrixMarket.read(file))
                .hasMessageContaining("line 1: expected at most 4096 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1,0;-2.5e1,+4;|2 2|[1.0, 0.0, -25.0, 4.0]",
                "1\t0;0\t1|2 2|[1.0, 0.0, 0.0, 1.0]",
                "# made by savetxt;1 0 nan;inf 1 -inf|2 3|[1.0, 0.0, NaN, Infinity, 1.0, -Infinity]",
                "a,b;;1, 0;# so;0,1|2 2|[1.0, 0.0, 0.0, 1.0]",
                "\"1\",\"0\"|1 2|[1.0, 0.0]",
                "7|1 1|[7.0]",
            })
    void csvIsRead(String lines, String shape, String values) {
        NdArray array = Csv.read(file("m.csv", lines));
        assertThat(array.shape()[0] + " " + array.shape()[1]).isEqualTo(shape);
        assertThat(Arrays.toString(array.values())).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,0;0 | line 2: expected 2 cells, found 1",
                "1,0;0,1,1 | line 2: expected 2 cells, found 3",
                "1,0;0,x | line 2, column 2: expected a number, found \"x\"",
                "1,0;0, | line 2, column 2: expected a number, found \"\"",
                "a,b;1,c | line 2, column 2",
                "a,b | expected at least one line of numbers",
                ",0,1;0,1,1 | line 1, column 1: expected a number, found \"\"",
                "1,0;0x10,1 | found \"0x10\"",
                "1,0;1d,1 | found \"1d\"",
                "1,\"0 | not readable as CSV",
            })
    void malformedCsvIsRefused(String lines, String part) {
        Path file = file("m.csv", lines);
        assertThatThrownBy(() -> Csv.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("file '" + file + "'")
                .hasMessageContaining(part);
    }

    @Test
    void aCellWithoutEndIsRefusedWithoutBeingHeld() {
        Path file = file("m.csv", "1,".repeat(10) + "\"" + "1".repeat(8 << 20));
        // The first call loads the reader's classes, which is counted to the thread too.
        assertThatThrownBy(() -> Csv.read(file)).isInstanceOf(InputException.class);
        long before = Trial.allocated();
        assertThatThrownBy(() -> Csv.read(file)).isInstanceOf(InputException.class);
        assertThat(Trial.allocated() - before).isLessThan(2 << 20);
    }

    /** {@code ;} stands for a line break. */
    private Path file(String name, String lines) {
        return ArrayFixtures.write(
                folder.resolve(name), lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8));
    }
}
