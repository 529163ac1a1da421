package org.widelimit.ntk.empirical;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Trace;

/** One set of inputs with what a network makes of them. */
final class NetworkSide {
    private final DMatrixRMaj inputs;
    private final Trace trace;

    NetworkSide(Mlp network, DMatrixRMaj inputs) {
        this.inputs = inputs;
        this.trace = network.forwardTrace(inputs);
    }

    int size() {
        return inputs.numRows;
    }

    DMatrixRMaj inputs() {
        return inputs;
    }

    /** {@code H_(l-1)}, (n, n_(l-1)): what weight layer l is fed with. */
    DMatrixRMaj fed(int l) {
        return trace.activations().get(l - 1);
    }

    /** {@code B_1 .. B_(L+1)} of output k. */
    List<DMatrixRMaj> sensitivities(int k) {
        return trace.sensitivities(k);
    }
}
