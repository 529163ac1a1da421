package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activations;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.arrays.NpyMatrixFile;
import org.widelimit.numerics.random.RandomStreams;

/** Kernels that go somewhere else than into a matrix. */
class KernelSinkTest {

    private static final KernelOptions OPTIONS = KernelOptions.of(Activations.RELU, 2);

    private static final GraphonChain DENSE =
            GraphonChain.of(List.of(StepGraphon.dense(), StepGraphon.dense(), StepGraphon.dense()));

    private static DMatrixRMaj inputs(int n) {
        return RandomStreams.of(8).child("inputs", n).stream().gaussianMatrix(n, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aFileHoldsTheBitsOfTheMatrix(int threads, @TempDir Path folder) {
        DMatrixRMaj x = inputs(531);
        Path file = folder.resolve("theta.npy");
        try (NpyMatrixFile out = NpyMatrixFile.create(file, 531, 531)) {
            DenseNtk.of(OPTIONS).compute(x, KernelSinks.ofNtk(out::put), Execution.of(threads));
            out.commit();
        }
        assertThat(Npy.read(file).toMatrix().data)
                .isEqualTo(DenseNtk.of(OPTIONS).kernel(x).ntk().data);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 7", "64, 64", "300, 300", "600, 3", "3, 600"})
    void everyEntryComesOnce(int n, int m) {
        AtomicIntegerArray count = new AtomicIntegerArray(n * m);
        KernelSink counting = (row, column, values, offset, entries) -> {
            for (int k = 0; k < entries; k++) {
                count.incrementAndGet(row * m + column + k);
            }
        };
        KernelSinks sinks = new KernelSinks(counting, KernelSink.NONE);
        GraphonNtk graphon = GraphonNtk.of(DENSE, OPTIONS, Variant.MASKED);
        if (n == m) {
            DenseNtk.of(OPTIONS).compute(inputs(n), sinks, Execution.of(2));
            graphon.compute(inputs(n), Form.FORWARD, sinks, Execution.of(2));
        } else {
            DenseNtk.of(OPTIONS).compute(inputs(n), inputs(m), sinks, Execution.of(2));
            graphon.compute(inputs(n), inputs(m), Form.FORWARD, sinks, Execution.of(2));
        }
        for (int k = 0; k < n * m; k++) {
            assertThat(count.get(k)).isEqualTo(2);
        }
    }

    @Test
    void whatASinkThrowsComesOut() {
        KernelSink broken = (row, column, values, offset, entries) -> {
            throw new InputException("full");
        };
        assertThatThrownBy(() -> DenseNtk.of(OPTIONS).compute(inputs(100), KernelSinks.ofNtk(broken), Execution.of(2)))
                .isInstanceOf(InputException.class)
                .hasMessage("full");
    }

    /** Nobody may use the inputs' native memory once the call has come back. */
    @Test
    void anInterruptLeavesNeitherFileNorWorker(@TempDir Path folder) {
        Thread caller = Thread.currentThread();
        Execution execution = Execution.of(2).withProgress((done, total) -> caller.interrupt());
        try (NpyMatrixFile out = NpyMatrixFile.create(folder.resolve("theta.npy"), 2000, 2000)) {
            assertThatThrownBy(() -> DenseNtk.of(OPTIONS).compute(inputs(2000), KernelSinks.ofNtk(out::put), execution))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().values())
                .noneMatch(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(WorkQueue.class.getName())));
    }
}
