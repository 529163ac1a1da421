package org.widelimit.benchmarks;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.kernel.DenseNtk;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelSink;
import org.widelimit.ntk.kernel.KernelSinks;
import org.widelimit.numerics.random.RandomStreams;

/** A tangent kernel of 5 hidden layers among n normal inputs of d coordinates, into a matrix that was there before. */
final class KernelCase {

    private static final int HIDDEN_LAYERS = 5;

    private final DMatrixRMaj inputs;
    private final DMatrixRMaj kernel;
    private final DenseNtk ntk;
    private final Execution execution;

    KernelCase(String activation, double biasVariance, int n, int d, int threads) {
        inputs = RandomStreams.of(1).child("inputs").stream().gaussianMatrix(n, d);
        kernel = new DMatrixRMaj(n, n);
        ntk = DenseNtk.of(
                KernelOptions.of(Activation.named(activation), HIDDEN_LAYERS).withVariances(2, biasVariance));
        execution = Execution.of(threads);
    }

    DMatrixRMaj inputs() {
        return inputs;
    }

    double run() {
        ntk.compute(inputs, KernelSinks.ofNtk(KernelSink.into(kernel)), execution);
        return kernel.data[0];
    }
}
