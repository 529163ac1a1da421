package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;

/** Runs commands that answer in JSON, on small files of a folder of its own. */
abstract class CommandTestCase {

    @TempDir
    Path folder;

    CommandLineRunner json(Object... arguments) {
        Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        CommandLineRunner run = CommandLineRunner.run(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    Path matrix(String name, int rows, int columns, double... values) {
        Path file = folder.resolve(name);
        Npy.write(file, NdArray.of(new DMatrixRMaj(rows, columns, true, values)));
        return file;
    }

    Path vector(String name, double... values) {
        Path file = folder.resolve(name);
        Npy.write(file, NdArray.of(values));
        return file;
    }
}
