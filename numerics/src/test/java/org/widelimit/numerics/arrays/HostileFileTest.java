package org.widelimit.numerics.arrays;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.StatisticsReport;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.ArchiveSpoiler;
import org.widelimit.testing.Spoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;

/** Whatever is done to a good file: it is read, or refused in one line, and memory stays in proportion to the file. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class HostileFileTest {

    /** Buffers of the JDK and of the decoder, independent of the file. */
    private static final long FIXED_BYTES = 4 << 20;

    private static final List<byte[]> ARRAYS = ArrayFixtures.entries("npy-variants.npz").values().stream()
            .filter(bytes -> bytes.length < 400)
            .toList();

    private static final List<byte[]> ARCHIVES = List.of(
                    "npz-savez.npz",
                    "npz-savez-compressed.npz",
                    "npz-streamed-stored.npz",
                    "npz-streamed-deflated.npz",
                    "npz-zip64.npz",
                    "npz-paths.npz")
            .stream()
            .map(ArrayFixtures::bytes)
            .toList();

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void arraysAreReadOrRefused(@ForAll long seed) {
        Spoiler spoiler = new Spoiler(seed, List.of("'", "(", ")", ",", "<f8", ">i4", "|b1", "True"));
        byte[] bytes = spoiler.spoilt(spoiler.oneOf(ARRAYS));
        // A bool of one byte becomes a double of eight, twice where the order is turned.
        Trial.on("a.npy", bytes).of(InputException.class, FIXED_BYTES + 16L * bytes.length, Npy::read);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void archivesAreReadOrRefused(@ForAll long seed) {
        Spoiler spoiler = new Spoiler(seed, List.of("PK\3\4", "PK\1\2", "PK\5\6", "PK\7\b", "PK\6\6"));
        byte[] bytes = spoiler.spoilt(spoiler.oneOf(ARCHIVES));
        Trial.on("a.npz", bytes).of(InputException.class, most(bytes), Npz::read);
    }

    @SpoiltFiles
    void archivesOfSpoiltArraysAreReadOrRefused(@ForAll long seed) {
        byte[] good = ARCHIVES.get(Math.floorMod(seed, 2));
        byte[] bytes = new ArchiveSpoiler(seed).spoilt(good);
        Trial.on("a.npz", bytes).of(InputException.class, most(bytes), Npz::read);
    }

    private static long most(byte[] bytes) {
        return FIXED_BYTES + 3 * 8 * 1032L * bytes.length;
    }
}
