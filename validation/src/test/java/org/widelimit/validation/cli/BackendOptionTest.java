package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

/** {@code --backend} decides all that a command calls: here the process has no other backend than the one that was asked for. */
class BackendOptionTest {

    private static final String NO_OTHER = "-D" + DenseBackends.PROPERTY + "=none";

    @TempDir
    private Path folder;

    private void computes(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--backend", "ejml"));
        try (CommandProcess process = CommandProcess.start(
                folder.resolve("output"), List.of(CommandProcess.JAVA, NO_OTHER), Main.class, all)) {
            assertThat(process.exitValue(300)).as(process.said()).isZero();
        }
    }

    private Path square(int size) {
        Path file = folder.resolve(size + ".npy");
        Npy.write(file, NdArray.of(RandomStreams.of(1).stream().gaussianMatrix(size, size)));
        return file;
    }

    @Test
    void ofTheCommands() throws IOException, InterruptedException {
        computes("cut", square(40).toString());
        computes("widths", "--method", "random", "--density", "0.3", "--widths", "16,32,64", "--seeds", "2");
    }

    /** The number of this claim is a certified cut norm, which takes the preferred backend. */
    @Test
    void ofCells() throws IOException, InterruptedException {
        computes(
                "verify",
                "graphon/C11-printed",
                "--out",
                folder.resolve("report").toString());
    }

    /** From 128 rows on its singular values come from the preferred backend. */
    @Test
    void ofTheFlows() throws IOException, InterruptedException {
        String square = square(130).toString();
        computes(
                "flow",
                "key-query",
                "--f",
                square,
                "--q",
                square,
                "--k",
                square,
                "--time",
                "0.1",
                "--out-q",
                folder.resolve("q.npy").toString(),
                "--out-k",
                folder.resolve("k.npy").toString());
    }
}
