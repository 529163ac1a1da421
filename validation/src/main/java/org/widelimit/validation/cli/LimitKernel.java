package org.widelimit.validation.cli;

import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.ntk.kernel.Architecture;
import org.widelimit.ntk.kernel.ArchitectureNtk;
import org.widelimit.ntk.kernel.DenseNtk;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.Form;
import org.widelimit.ntk.kernel.GraphonNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelSink;
import org.widelimit.ntk.kernel.KernelSinks;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.numerics.arrays.NpyMatrixFile;

/**
 * The kernel of the limit for the inputs of a command, into memory or straight into files.
 *
 * @param architecture of a dense network in another than the NTK parametrisation; else null
 * @param chain null for a dense network
 * @param y null for the kernel of x with itself
 */
record LimitKernel(
        KernelOptions options,
        @Nullable Architecture architecture,
        @Nullable GraphonChain chain,
        Variant variant,
        DMatrixRMaj x,
        @Nullable DMatrixRMaj y,
        Execution execution) {

    int columns() {
        return y == null ? x.numRows : y.numRows;
    }

    /** The kernel of x with itself. */
    LimitKernel square() {
        return new LimitKernel(options, architecture, chain, variant, x, null, execution);
    }

    /** The tangent kernel; the NNGP kernel goes into {@code nngp} where that is given. */
    DMatrixRMaj inMemory(@Nullable DMatrixRMaj nngp) {
        DMatrixRMaj ntk = new DMatrixRMaj(x.numRows, columns());
        compute(new KernelSinks(nngp == null ? KernelSink.NONE : KernelSink.into(nngp), KernelSink.into(ntk)));
        return ntk;
    }

    /** Both kernels into files, without ever being in memory as a whole. */
    void intoFiles(Path ntk, @Nullable Path nngp) {
        try (NpyMatrixFile ntkFile = NpyMatrixFile.create(ntk, x.numRows, columns())) {
            if (nngp == null) {
                compute(KernelSinks.ofNtk(ntkFile::put));
            } else {
                try (NpyMatrixFile nngpFile = NpyMatrixFile.create(nngp, x.numRows, columns())) {
                    compute(new KernelSinks(nngpFile::put, ntkFile::put));
                    nngpFile.commit();
                }
            }
            ntkFile.commit();
        }
    }

    private void compute(KernelSinks sinks) {
        if (architecture != null) {
            ArchitectureNtk network = ArchitectureNtk.of(architecture);
            if (y == null) {
                network.compute(x, sinks, execution);
            } else {
                network.compute(x, y, sinks, execution);
            }
        } else if (chain == null) {
            DenseNtk dense = DenseNtk.of(options);
            if (y == null) {
                dense.compute(x, sinks, execution);
            } else {
                dense.compute(x, y, sinks, execution);
            }
        } else {
            GraphonNtk graphon = GraphonNtk.of(chain, options, variant);
            if (y == null) {
                graphon.compute(x, Form.FORWARD, sinks, execution);
            } else {
                graphon.compute(x, y, Form.FORWARD, sinks, execution);
            }
        }
    }
}
