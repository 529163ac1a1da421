package org.widelimit.ntk.empirical;

import org.ejml.data.DMatrixRMaj;

/**
 * What one unit of a masked layer sees of the examples of one side: those at which an output depends on the unit at all, with their sensitivities and the inputs that the unit's mask
 * keeps. Its arrays are used again for the next unit.
 */
final class UnitSide {

    private final DMatrixRMaj activations;
    private final DMatrixRMaj sensitivities;
    private final int outputs;
    private final int[] examples;
    private final DMatrixRMaj b;
    private final DMatrixRMaj h;

    /**
     * @param activations H_(l-1), (n, n_(l-1))
     * @param sensitivities B_l of all outputs, (n, n_l O), as {@link TangentSide} has them
     */
    UnitSide(DMatrixRMaj activations, DMatrixRMaj sensitivities, int outputs) {
        this.activations = activations;
        this.sensitivities = sensitivities;
        this.outputs = outputs;
        this.examples = new int[activations.numRows];
        this.b = new DMatrixRMaj(activations.numRows, outputs);
        this.h = new DMatrixRMaj(activations.numRows, activations.numCols);
    }

    /** Turns to this unit with its kept inputs {@code kept[0], ..., kept[keptCount - 1]}. */
    void select(int unit, int[] kept, int keptCount) {
        int count = 0;
        for (int a = 0; a < activations.numRows; a++) {
            if (depends(a, unit)) {
                examples[count++] = a;
            }
        }
        b.reshape(count, outputs);
        h.reshape(count, keptCount);
        for (int r = 0; r < count; r++) {
            int a = examples[r];
            System.arraycopy(
                    sensitivities.data, a * sensitivities.numCols + unit * outputs, b.data, r * outputs, outputs);
            pick(activations.data, a * activations.numCols, kept, keptCount, h.data, r * keptCount);
        }
    }

    private boolean depends(int example, int unit) {
        int from = example * sensitivities.numCols + unit * outputs;
        for (int k = from; k < from + outputs; k++) {
            if (sensitivities.data[k] != 0) {
                return true;
            }
        }
        return false;
    }

    private static void pick(double[] from, int row, int[] kept, int keptCount, double[] to, int at) {
        for (int c = 0; c < keptCount; c++) {
            to[at + c] = from[row + kept[c]];
        }
    }

    /** How many examples there are. */
    int count() {
        return b.numRows;
    }

    /** Their numbers; the first {@link #count}. */
    int[] examples() {
        return examples;
    }

    /** Their sensitivities, (count, O). */
    DMatrixRMaj sensitivities() {
        return b;
    }

    /** Their kept inputs, (count, kept). */
    DMatrixRMaj activations() {
        return h;
    }
}
