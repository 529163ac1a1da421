package org.widelimit.ntk.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import org.widelimit.ntk.kernel.Matrices;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.ArchiveSpoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;

/** Whatever is done to a predictor's file: it is read as one, or refused in one line. */
class HostileKernelPredictorTest {

    /** Deflate packs a thousandfold, and an array is held three times while it is read. */
    private static final long MOST_BYTES = 64 << 20;

    private static final byte[] GOOD =
            Trial.written("p.npz", new KernelPredictor(Matrices.inputs(1, 4, 4), Matrices.inputs(2, 4, 2))::write);

    @SpoiltFiles
    void predictorsAreReadOrRefused(@ForAll long seed) {
        Trial.on("p.npz", new ArchiveSpoiler(seed).spoilt(GOOD))
                .of(InputException.class, MOST_BYTES, KernelPredictor::read)
                .ifPresent(read -> {
                    assertThat(read.inputs().numRows).isPositive().isEqualTo(read.coefficients().numRows);
                    assertThat(read.inputs().numCols).isPositive();
                    assertThat(read.coefficients().numCols).isPositive();
                    assertThat(Arrays.stream(read.inputs().data)).allMatch(Double::isFinite);
                    assertThat(Arrays.stream(read.coefficients().data)).allMatch(Double::isFinite);
                });
    }
}
