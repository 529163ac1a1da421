package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.ntk.spectrum.Spectrum;
import org.widelimit.numerics.linalg.DenseBackends;

/** Runs with numbers that a test decides on: what the sentences are made from. */
final class SyntheticRuns {

    static final RealInputOptions OPTIONS = new RealInputOptions(List.of(100, 400), 0.2, 2, 6, 1);

    private static final DMatrixRMaj DENSE = CommonOps_DDRM.diag(8, 4, 2, 1, 0.5, 0.25);

    private SyntheticRuns() {}

    /** What a method's networks are like at a width; the null networks are off by 10 % in trace throughout. */
    record Behaviour(double inheritedTrace, double newSignsTrace, double flatness) {}

    static Runs of(BiFunction<String, Integer, Behaviour> behaviour) {
        List<NetworkRun> runs = new ArrayList<>();
        Map<Integer, StepGraphon> empty = new LinkedHashMap<>();
        for (int width : OPTIONS.widths()) {
            empty.put(width, StepGraphon.of(new DMatrixRMaj(2, 2, true, 0.1, 0.2, 0.2, 0.3)));
            for (Pruner pruner : Pruner.all()) {
                runs.add(run(pruner.name(), width, behaviour.apply(pruner.name(), width)));
            }
        }
        return new Runs(OPTIONS, runs, empty, Spectrum.of(DENSE, DenseBackends.preferred()));
    }

    private static NetworkRun run(String method, int width, Behaviour behaviour) {
        StepGraphon histogram = StepGraphon.of(new DMatrixRMaj(2, 2, true, 0.1, 0.2, 0.2, 0.3));
        NetworkRun.Flatness flatness = new NetworkRun.Flatness(behaviour.flatness, 0.1);
        return new NetworkRun(
                method,
                width,
                new NetworkRun.Masks(
                        new double[] {0.2, 0.2, 0.2, 0.2}, 3, 3 * width, 0.0016, histogram, flatness, flatness),
                new NetworkRun.Kernels(
                        times(behaviour.inheritedTrace), times(behaviour.newSignsTrace), times(1), times(1.1)));
    }

    /** A network of its limit's shape but for a grain of salt, with this trace over the limit's. */
    static Comparison times(double trace) {
        DMatrixRMaj network = DENSE.copy();
        CommonOps_DDRM.scale(trace, network);
        network.set(0, 1, 0.1 * trace);
        network.set(1, 0, 0.1 * trace);
        return Comparison.of(DENSE, network, DENSE, DenseBackends.preferred());
    }
}
