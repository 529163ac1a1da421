package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.testing.Spoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;

/** Whatever is done to one of the three files of an initial state: they are read as one, or refused in one line. */
class HostileStateTest {

    private static final long MOST_BYTES = 64 << 20;

    private static final List<byte[]> EFFECTIVE =
            List.of(npy(NdArray.of(new double[] {1, 2})), square(1, 2, 3, 5), npy(NdArray.of(new double[] {0.5, -1})));

    private static final List<byte[]> KEY_QUERY = List.of(square(1, 2, 3, 5), square(1, 0, 0, 1), square(0.5, 1, 2, 4));

    private interface Reader<T> {
        T read(Path first, Path second, Path third);
    }

    @SpoiltFiles
    void effectiveStatesAreReadOrRefused(@ForAll long seed) {
        spoilt(seed, EFFECTIVE)
                .of(InputException.class, MOST_BYTES, inFolder(EffectiveDynamics::read))
                .ifPresent(read -> {
                    assertThat(read.width()).isPositive();
                    assertThat(read.state()).hasSize(read.width() * (read.width() + 2));
                    // What the energy, a product of three weights, needs.
                    assertThat(Arrays.stream(read.state())).allMatch(weight -> Math.abs(weight) <= 1e90);
                });
    }

    @SpoiltFiles
    void keyQueryStatesAreReadOrRefused(@ForAll long seed) {
        spoilt(seed, KEY_QUERY)
                .of(InputException.class, MOST_BYTES, inFolder(KeyQueryDynamics::read))
                .ifPresent(read -> {
                    assertThat(read.state()).hasSizeGreaterThanOrEqualTo(2);
                    assertThat(Arrays.stream(read.state())).allMatch(Double::isFinite);
                });
    }

    private static Trial spoilt(long seed, List<byte[]> good) {
        Spoiler spoiler = new Spoiler(seed, List.of("'<f8'", "'<f4'", "(2, 2)", "(2,)", "True"));
        int which = spoiler.below(good.size());
        Trial trial = Trial.on("0.npy", which == 0 ? spoiler.spoilt(good.get(0)) : good.get(0));
        for (int k = 1; k < good.size(); k++) {
            trial = trial.beside(k + ".npy", which == k ? spoiler.spoilt(good.get(k)) : good.get(k));
        }
        return trial;
    }

    private static <T> Function<Path, T> inFolder(Reader<T> reader) {
        return first -> reader.read(first, first.resolveSibling("1.npy"), first.resolveSibling("2.npy"));
    }

    private static byte[] square(double... entries) {
        return npy(NdArray.of(new DMatrixRMaj(2, 2, true, entries)));
    }

    private static byte[] npy(NdArray array) {
        return Trial.written("a.npy", file -> Npy.write(file, array));
    }
}
