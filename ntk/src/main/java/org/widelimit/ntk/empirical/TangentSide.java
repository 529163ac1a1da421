package org.widelimit.ntk.empirical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Trace;

/**
 * What one side of a tangent kernel needs of its examples, layer by layer.
 *
 * @param activations H_(l-1) of weight layer l, (n, n_(l-1))
 * @param sensitivities B_l of all outputs, (n, n_l O): unit i of output k in column i O + k, so that a unit's columns lie together
 */
record TangentSide(List<DMatrixRMaj> activations, List<DMatrixRMaj> sensitivities) {

    static TangentSide of(Trace trace) {
        int outputs = trace.outputs().numCols;
        List<List<DMatrixRMaj>> byOutput = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            byOutput.add(trace.sensitivities(k));
        }
        List<DMatrixRMaj> sensitivities = new ArrayList<>();
        for (int l = 0; l < trace.activations().size(); l++) {
            sensitivities.add(interleaved(byOutput, l));
        }
        return new TangentSide(trace.activations(), sensitivities);
    }

    private static DMatrixRMaj interleaved(List<List<DMatrixRMaj>> byOutput, int layer) {
        int outputs = byOutput.size();
        DMatrixRMaj first = byOutput.get(0).get(layer);
        DMatrixRMaj all = new DMatrixRMaj(first.numRows, first.numCols * outputs);
        for (int k = 0; k < outputs; k++) {
            DMatrixRMaj one = byOutput.get(k).get(layer);
            for (int a = 0; a < one.numRows; a++) {
                for (int i = 0; i < one.numCols; i++) {
                    all.data[a * all.numCols + i * outputs + k] = one.data[a * one.numCols + i];
                }
            }
        }
        return all;
    }

    /** n. */
    int examples() {
        return activations.get(0).numRows;
    }

    /** The side of the examples from, ..., to - 1. */
    TangentSide rows(int from, int to) {
        if (from == 0 && to == examples()) {
            return this;
        }
        return new TangentSide(rows(activations, from, to), rows(sensitivities, from, to));
    }

    private static List<DMatrixRMaj> rows(List<DMatrixRMaj> matrices, int from, int to) {
        return matrices.stream()
                .map(m -> DMatrixRMaj.wrap(
                        to - from, m.numCols, Arrays.copyOfRange(m.data, from * m.numCols, to * m.numCols)))
                .toList();
    }
}
