package org.widelimit.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.testing.ArchiveSpoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;

/** Whatever is done to a file of weights: it is read as a network, or refused in one line. */
class HostileWeightFileTest {

    /** Deflate packs a thousandfold, and an array is held three times while it is read. */
    private static final long MOST_BYTES = 64 << 20;

    @SpoiltFiles
    void weightsAreReadOrRefused(@ForAll long seed, @ForAll boolean biased) {
        MlpOptions options = MlpOptions.standard(Activations.RELU, 1, biased ? 1 : 0);
        Mlp network = Mlp.initialise(MlpShape.of(3, 2, 3), options, RandomStreams.of(1));
        byte[] good = Trial.written("w.npz", file -> WeightFiles.write(file, network));
        Trial.on("w.npz", new ArchiveSpoiler(seed).spoilt(good))
                .of(InputException.class, MOST_BYTES, file -> WeightFiles.read(file, options))
                .ifPresent(read -> {
                    assertThat(read.biases()).hasSize(biased ? read.layers() : 0);
                    assertThat(Arrays.stream(read.parameters())).allMatch(Double::isFinite);
                    for (int l = 1; l < read.layers(); l++) {
                        assertThat(read.weights().get(l).numCols)
                                .isEqualTo(read.weights().get(l - 1).numRows);
                    }
                });
    }
}
