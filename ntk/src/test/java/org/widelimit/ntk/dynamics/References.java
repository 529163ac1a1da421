package org.widelimit.ntk.dynamics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;

/** The problem and the values of {@code src/test/scripts/dynamics_references.py}. */
final class References {
    static final double[] TRAIN = {0.0, 0.5, 1.3, 2.1, 3.0};
    static final double[] TEST = {0.9, 4.0};
    static final double[] TARGETS = {1.0, -0.5, 0.25, 2.0, -1.0};

    private static final int[] CLASSES = {0, 1, 2, 1, 0};

    private References() {}

    record Row(String quantity, double time, double[] values) {}

    static List<Row> rows(String quantity) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(References.class.getResourceAsStream("dynamics.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split(",", -1))
                    .filter(cells -> cells[0].equals(quantity))
                    .map(cells -> new Row(
                            cells[0],
                            Double.parseDouble(cells[1]),
                            Arrays.stream(cells)
                                    .skip(2)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DMatrixRMaj nngp(double[] a, double[] b) {
        DMatrixRMaj kernel = new DMatrixRMaj(a.length, b.length);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                kernel.set(i, j, Math.exp(-Math.abs(a[i] - b[j])));
            }
        }
        return kernel;
    }

    static DMatrixRMaj ntk(double[] a, double[] b) {
        DMatrixRMaj kernel = nngp(a, b);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                kernel.set(i, j, (1 + a[i] * b[j]) * kernel.get(i, j));
            }
        }
        return kernel;
    }

    static DMatrixRMaj oneHot() {
        DMatrixRMaj y = new DMatrixRMaj(CLASSES.length, 3);
        for (int i = 0; i < CLASSES.length; i++) {
            y.set(i, CLASSES[i], 1);
        }
        return y;
    }
}
