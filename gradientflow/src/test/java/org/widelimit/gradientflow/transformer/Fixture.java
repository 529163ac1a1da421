package org.widelimit.gradientflow.transformer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Reference tables under src/test/resources; their recipes are in src/test/scripts. */
final class Fixture {
    private Fixture() {}

    /** The lines of a table without its comments and header, split at commas. */
    static List<String[]> rows(String name) {
        try (InputStream in = Fixture.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static double[] numbers(String cell) {
        return Arrays.stream(cell.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    static DMatrixRMaj matrix(int rows, int columns, String cell) {
        return DMatrixRMaj.wrap(rows, columns, numbers(cell));
    }
}
