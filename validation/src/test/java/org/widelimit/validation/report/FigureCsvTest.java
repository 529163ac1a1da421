package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class FigureCsvTest {

    private static List<List<String>> lines(Figure figure) {
        return CsvReader.builder().ofCsvRecord(FigureCsv.toCsv(figure)).stream()
                .map(CsvRecord::getFields)
                .toList();
    }

    private static double number(String field) {
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }

    @Property(tries = 300)
    void everyNumberComesBackBitForBit(@ForAll @Size(4) double[] x, @ForAll @Size(4) double[] y, @ForAll String name) {
        Series series = Series.scatter("n" + name, Series.Role.MEASURED, x, y).withIntervals(y, x);
        Figure figure = XyFigure.of("f", "t", Axis.linear("x"), Axis.linear("y"), List.of(series));
        List<List<String>> lines = lines(figure);
        assertThat(lines).hasSize(5);
        for (int i = 0; i < 4; i++) {
            List<String> line = lines.get(i + 1);
            assertThat(line.get(0)).isEqualTo("n" + name);
            assertThat(number(line.get(3))).isEqualTo(series.x().get(i));
            assertThat(number(line.get(4))).isEqualTo(series.y().get(i));
            assertThat(number(line.get(5))).isEqualTo(series.y().get(i));
            assertThat(number(line.get(6))).isEqualTo(series.x().get(i));
        }
    }

    @Test
    void theTargetBandIsTheLastLine() {
        Figure figure = XyFigure.of(
                        "f",
                        "t",
                        Axis.category("layer", List.of("input", "hidden")),
                        Axis.linear("y"),
                        List.of(Series.bar(
                                "s", Series.Role.REFERENCE, new double[] {0, 1}, new double[] {0.1, Double.NaN})))
                .withBand(TargetBand.around("target", 0.5, 0.25));
        assertThat(FigureCsv.toCsv(figure)).isEqualTo("""
                        series,kind,role,x,y,lower,upper
                        s,bar,reference,input,0.1,,
                        s,bar,reference,hidden,,,
                        target,band,predicted,,0.5,0.25,0.75
                        """);
    }

    @Test
    void aHeatMapHasALineForEachBlockWithItsBoundaries() {
        HeatMap map = HeatMap.of("m", new DMatrixRMaj(2, 2, true, 0.1, 0.2, 0.3, 1.0 / 3))
                .withEdges(new double[] {0, 0.25, 1}, new double[] {0, 0.5, 1});
        assertThat(FigureCsv.toCsv(HeatmapFigure.ofDensities("h", "t", List.of(map), 1)))
                .isEqualTo("""
                        map,row,column,row_from,row_to,column_from,column_to,value
                        m,0,0,0.0,0.25,0.0,0.5,0.1
                        m,0,1,0.0,0.25,0.5,1.0,0.2
                        m,1,0,0.25,1.0,0.0,0.5,0.3
                        m,1,1,0.25,1.0,0.5,1.0,0.3333333333333333
                        """);
    }

    @Test
    void equalBlocksHaveEqualBoundaries() {
        HeatMap map = HeatMap.of("m", new DMatrixRMaj(1, 4, true, 1, 2, 3, 4));
        assertThat(lines(HeatmapFigure.ofDensities("h", "t", List.of(map), 1)).get(3))
                .containsExactly("m", "0", "2", "0.0", "1.0", "0.5", "0.75", "3.0");
    }
}
