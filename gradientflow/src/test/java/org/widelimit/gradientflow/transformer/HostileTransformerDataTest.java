package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.testing.ArchiveSpoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;

/** Whatever is done to the file of labelled sequences: it is read as them, or refused in one line. */
class HostileTransformerDataTest {

    /** Deflate packs a thousandfold, and an array is held three times while it is read. */
    private static final long MOST_BYTES = 64 << 20;

    private static final byte[] GOOD = good();

    @SpoiltFiles
    void sequencesAreReadOrRefused(@ForAll long seed) {
        Trial.on("data.npz", new ArchiveSpoiler(seed).spoilt(GOOD))
                .of(InputException.class, MOST_BYTES, TransformerData::read)
                .ifPresent(read -> {
                    assertThat(new int[] {read.samples(), read.tokens(), read.width()})
                            .doesNotContain(0);
                    assertThat(read.entries()).hasSize(read.samples() * read.tokens() * read.width());
                    assertThat(Arrays.stream(read.entries())).allMatch(Double::isFinite);
                    assertThat(read.labels()).hasSize(read.samples());
                    assertThat(Arrays.stream(read.labels())).allMatch(label -> Math.abs(label) == 1);
                    // Computed when the data is made: means of finite numbers are finite.
                    assertThat(Arrays.stream(read.meanTokens().data)).allMatch(Double::isFinite);
                });
    }

    private static byte[] good() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        double[] tokens = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13};
        arrays.put("X", NdArray.of(ElementType.FLOAT64, new int[] {2, 2, 3}, tokens));
        arrays.put("y", NdArray.of(new double[] {1, -1}));
        return Trial.written("data.npz", file -> Npz.write(file, arrays));
    }
}
