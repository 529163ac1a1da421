package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.report.HeatMap;
import org.widelimit.validation.report.HeatmapFigure;

class LayerMapsTest {

    private static final StepGraphon GRAPHON = StepGraphon.of(
            new DMatrixRMaj(new double[][] {{0.1, 0.2}, {0.3, 0.4}}), null, new double[] {0, 0.25, 1}, new double[] {
                0, 0.5, 1
            });
    private static final StepGraphon NOTHING = StepGraphon.constant(0.3);

    private static HeatmapFigure figure(Mask mask) {
        return new LayerMaps(mask, GRAPHON, NOTHING, "sorted-histogram", "Structure: some." + System.lineSeparator())
                .figure("graphon", "Layer");
    }

    private static double[] values(HeatMap map) {
        double[] values = new double[map.values().size()];
        Arrays.setAll(values, map.values()::get);
        return values;
    }

    @Test
    void theMaskOfFewUnitsIsDrawnAsItIsAndSortedByDegrees() {
        Mask mask = Mask.from("m", new DMatrixRMaj(new double[][] {{1, 1, 0}, {0, 0, 0}, {0, 1, 0}, {0, 1, 1}}));
        HeatmapFigure figure = figure(mask);
        assertThat(figure.maps())
                .extracting(HeatMap::name)
                .containsExactly(
                        "mask, units in the order of the file",
                        "mask, units by ascending degree",
                        "graphon of the mask, sorted-histogram",
                        "the same of a random mask of this density");
        assertThat(figure.perRow()).isEqualTo(4);
        assertThat(values(figure.maps().get(0))).containsExactly(mask.toMatrix().data);
        // Rows have degrees 2, 0, 1, 2, columns 1, 3, 1: rows 1, 2, 0, 3 and columns 0, 2, 1, ties by number.
        assertThat(values(figure.maps().get(1))).containsExactly(0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1);
        assertThat(values(figure.maps().get(2))).containsExactly(0.1, 0.2, 0.3, 0.4);
        assertThat(figure.maps().get(2).rowEdges().get(1)).isEqualTo(0.25);
        assertThat(values(figure.maps().get(3))).containsExactly(0.3);
        assertThat(figure.caption())
                .startsWith("4 x 3 weights (outputs x inputs), 5 kept, density 0.4167;"
                        + " 1 dead outputs and 0 dead inputs. Structure: some. A cell is a mean");
    }

    @Test
    void cellsOfManyUnitsAreTheirKeptFractions() {
        // Two rows and three columns a cell: of the six weights of a cell one is kept where the cell's row is even.
        Mask mask = Mask.of("m", 128, 192, (i, j) -> i % 4 == 0 && j % 3 == 1);
        HeatMap cells = figure(mask).maps().get(0);
        assertThat(cells.rows()).isEqualTo(64);
        assertThat(cells.columns()).isEqualTo(64);
        for (int k = 0; k < 64 * 64; k++) {
            assertThat(cells.values().get(k)).isEqualTo(k / 64 % 2 == 0 ? 1.0 / 6 : 0);
        }
        HeatMap sorted = figure(mask).maps().get(1);
        // A quarter of the rows and a third of the columns have all kept weights, and come last.
        assertThat(sorted.values().get(64 * 64 - 1)).isEqualTo(1);
        assertThat(sorted.values().get(47 * 64 + 63)).isZero();
        assertThat(sorted.values().get(48 * 64 + 63)).isEqualTo(1);
        assertThat(sorted.values().get(63 * 64 + 41)).isZero();
    }

    @Test
    void unitsThatDoNotDivideEvenlyAreInOneCellEach() {
        // Of 65 units 64 cells: the first holds two, and each other one unit.
        Mask mask = Mask.of("m", 65, 65, (i, j) -> i == 0 && j != 1);
        HeatMap cells = figure(mask).maps().get(0);
        assertThat(cells.values().get(0)).isEqualTo(0.25);
        for (int k = 1; k < 64 * 64; k++) {
            assertThat(cells.values().get(k)).isEqualTo(k < 64 ? 0.5 : 0);
        }
    }

    /** One range for all four, or the same colour would be two densities. */
    @Test
    void theColoursEndAtTheLargestDensityOfAll() {
        // A third of the rows and of the columns have all kept weights, and side by side they are a block of ones.
        Mask spread = Mask.of("m", 192, 192, (i, j) -> i % 3 == 0 && j % 3 == 0);
        assertThat(figure(spread).lower()).isZero();
        assertThat(figure(spread).upper()).isEqualTo(1);
        Mask empty = Mask.of("m", 4, 4, (i, j) -> false);
        assertThat(figure(empty).upper()).isEqualTo(0.4);
        StepGraphon zero = StepGraphon.constant(0);
        LayerMaps nowhere = new LayerMaps(empty, zero, zero, "usvt", "");
        assertThat(nowhere.figure("graphon", "Layer").upper()).isEqualTo(1);
    }

    @Test
    void sortingKeepsTheWeights() {
        RandomStream stream = RandomStreams.of(4).stream();
        Mask mask = Mask.of("m", 64, 128, (i, j) -> stream.nextDouble() < 0.2);
        for (HeatMap map : figure(mask).maps().subList(0, 2)) {
            assertThat(Arrays.stream(values(map)).average().orElseThrow()).isCloseTo(mask.density(), within(1e-15));
        }
    }
}
