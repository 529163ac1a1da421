package org.widelimit.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.GraphonFiles;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activations;
import org.widelimit.ntk.kernel.GraphonNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.numerics.arrays.Npy;

/**
 * Our side of the case {@code graphon} of benchmarks/peers/ntk.py, warm: {@code benchmarks/run --main GraphonKernelRun x.npy g0.npz g1.npz ...} prints the
 * median seconds of a relu kernel with these graphons.
 */
public final class GraphonKernelRun {

    private static final int WARM_UP = 4;
    private static final int ROUNDS = 5;

    private GraphonKernelRun() {}

    public static void main(String[] args) {
        DMatrixRMaj x = Npy.read(Path.of(args[0])).toMatrix();
        List<StepGraphon> layers = new ArrayList<>();
        for (String file : List.of(args).subList(1, args.length)) {
            layers.add(GraphonFiles.read(Path.of(file)));
        }
        KernelOptions options = KernelOptions.of(Activations.RELU, layers.size() - 1);
        GraphonNtk kernel = GraphonNtk.of(GraphonChain.of(layers), options, Variant.MASKED);
        double[] seconds = new double[ROUNDS];
        for (int k = -WARM_UP; k < ROUNDS; k++) {
            long start = System.nanoTime();
            kernel.kernel(x);
            if (k >= 0) {
                seconds[k] = (System.nanoTime() - start) * 1e-9;
            }
        }
        Arrays.sort(seconds);
        System.out.printf(Locale.ROOT, "%.6f%n", seconds[ROUNDS / 2]);
    }
}
