package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.testing.ArchiveSpoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;

/** Whatever is done to a graphon's file: it is read as a graphon, or refused in one line. */
class HostileGraphonFileTest {

    /** Deflate packs a thousandfold, and an array is held three times while it is read. */
    private static final long MOST_BYTES = 64 << 20;

    private static final byte[] GOOD = Trial.written(
            "g.npz", file -> GraphonFiles.write(file, StepGraphonTest.random(RandomStreams.of(1).stream(), 2, 3)));

    @SpoiltFiles
    void graphonsAreReadOrRefused(@ForAll long seed) {
        Trial.on("g.npz", new ArchiveSpoiler(seed).spoilt(GOOD))
                .of(InputException.class, MOST_BYTES, GraphonFiles::read)
                .ifPresent(read -> assertThat(StepGraphon.problem(
                                read.density(), read.secondMoment(), read.rowEdges(), read.columnEdges()))
                        .isEmpty());
    }
}
