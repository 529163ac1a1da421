package org.widelimit.validation.transformer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.HeatMap;
import org.widelimit.validation.report.HeatmapFigure;

/** Cosines between the units of each weight matrix, before, between and after the stages (as Figure 1 of arXiv 2510.06954). */
final class CosineMaps {

    private static final int TIMES = 3;

    private CosineMaps() {}

    static Figure of(TwoStageRun run) {
        List<Moment> moments = List.of(run.moments().get(0), run.atRest(), run.atSecondEscape());
        List<HeatMap> maps = new ArrayList<>();
        add(maps, "W_V", moments, weights -> CommonOps_DDRM.transpose(weights.wv(), null));
        add(maps, "W1", moments, TransformerWeights::w1);
        add(maps, "W_Q", moments, TransformerWeights::wq);
        return new HeatmapFigure(
                "stages-" + run.task().id() + "-cosines",
                "Cosines between units, " + run.task().name(),
                "Columns of W_V, rows of W1, rows of W_Q. Two blocks of ±1 mean one line: every unit points along it or against it."
                        + " Units keep their places from left to right; they are sorted by what the last map shows.",
                "cosine",
                -1,
                1,
                "unit",
                "unit",
                maps,
                TIMES);
    }

    private static void add(
            List<HeatMap> maps, String name, List<Moment> moments, Function<TransformerWeights, DMatrixRMaj> units) {
        List<String> when = List.of("at the start", "between the stages", "after the second plateau");
        List<Integer> order = order(units(units.apply(moments.get(TIMES - 1).weights())));
        for (int k = 0; k < TIMES; k++) {
            DMatrixRMaj rows = units(units.apply(moments.get(k).weights()));
            DMatrixRMaj cosines = new DMatrixRMaj(order.size(), order.size());
            for (int i = 0; i < order.size(); i++) {
                for (int j = 0; j < order.size(); j++) {
                    cosines.set(i, j, Math.max(-1, Math.min(1, dot(rows, order.get(i), order.get(j)))));
                }
            }
            maps.add(HeatMap.of(name, cosines).withNote(when.get(k)));
        }
    }

    /** Rows in ascending order of their entry in the leading left singular vector. */
    private static List<Integer> order(DMatrixRMaj rows) {
        DMatrixRMaj u = DenseBackends.named("ejml").svd(rows).u();
        return IntStream.range(0, rows.numRows)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> u.get(i, 0)))
                .toList();
    }

    /** Rows of unit length; a row of zeros stays. */
    private static DMatrixRMaj units(DMatrixRMaj matrix) {
        DMatrixRMaj rows = matrix.copy();
        for (int i = 0; i < rows.numRows; i++) {
            double norm = Math.sqrt(dot(matrix, i, i));
            for (int k = 0; k < rows.numCols && norm > 0; k++) {
                rows.set(i, k, matrix.get(i, k) / norm);
            }
        }
        return rows;
    }

    private static double dot(DMatrixRMaj matrix, int i, int j) {
        double sum = 0;
        for (int k = 0; k < matrix.numCols; k++) {
            sum += matrix.get(i, k) * matrix.get(j, k);
        }
        return sum;
    }
}
