package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.Spoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;
import org.widelimit.validation.JsonSpoiler;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.report.Scale;

/** Whatever is done to the cells of a study: those that are read are cells that were written, or the file is refused in one line. */
class HostileCellFileTest {

    private static final String NAME = "cells.jsonl";

    /** A few dozen times the file, and what Jackson keeps for itself. */
    private static final long MOST_BYTES = 64 << 20;

    private static final StudyKey KEY =
            new StudyKey(1, Scale.QUICK, Map.of("blocks", "64"), "0.1 abc", "17", "code", "openblas SKYLAKEX");

    private static final List<CellResult> CELLS = List.of(
            result(0),
            result(1),
            new CellResult(new Cell("test/2", 3, 0), null, "it \"broke\"", 1),
            result(2),
            result(3));

    private static final byte[] GOOD = Trial.written(NAME, HostileCellFileTest::write);

    private static final List<String> PIECES =
            List.of("\n", "\r\n", "\0\0\0\0", "{", "}", "\"", "\u00ff", ",\"record\":");

    private static CellResult result(int replicate) {
        return new CellResult(
                new Cell("test/1", 0.1, replicate),
                Measurement.of("x", Math.PI * replicate).and("y", -0.0).withNote("note", "two\nlines, ünïcode"),
                null,
                0.25);
    }

    private static void write(Path file) {
        try (CellStore store = CellStore.open(file, KEY)) {
            CELLS.forEach(store::append);
        }
    }

    @SpoiltFiles
    void cellsAreThoseThatWereWrittenOrTheFileIsRefused(@ForAll long seed) {
        Trial.on(NAME, new Spoiler(seed, PIECES).spoilt(GOOD))
                .of(InputException.class, MOST_BYTES, StoredCells::read)
                .ifPresent(read -> {
                    assertThat(read.scale()).isEqualTo(Scale.QUICK);
                    assertThat(CELLS).containsAll(read.cells());
                    assertThat(read.damagedLine()).isIn(0, 2 + read.cells().size());
                });
    }

    @SpoiltFiles
    void aRunResumesWithWhatWasWrittenOrRefusesTheFile(@ForAll long seed) {
        byte[] bytes = new Spoiler(seed, PIECES).spoilt(GOOD);
        Trial.on(NAME, bytes)
                .of(InputException.class, MOST_BYTES, HostileCellFileTest::resumed)
                .ifPresent(read -> {
                    assertThat(CELLS).containsAll(read.cells);
                    assertThat(read.bytes.length).isGreaterThanOrEqualTo(header());
                    boolean cut = read.bytes.length <= bytes.length
                            && Arrays.equals(read.bytes, Arrays.copyOf(bytes, read.bytes.length));
                    // What was not even a header begins anew with one; else nothing but a tail is gone.
                    assertThat(cut || (read.cells.isEmpty() && bytes.length < header()))
                            .isTrue();
                });
    }

    @SpoiltFiles
    void recordsOfAnyKindWithTheirChecksumAreReadOrRefused(@ForAll long seed) {
        Trial.on(NAME, spoiltInside(new JsonSpoiler(seed)))
                .of(InputException.class, MOST_BYTES, StoredCells::read)
                .ifPresent(read -> assertThat(read.cells()).hasSizeLessThanOrEqualTo(CELLS.size()));
    }

    @SpoiltFiles
    void aRunResumesOrRefusesRecordsOfAnyKindWithTheirChecksum(@ForAll long seed) {
        Trial.on(NAME, spoiltInside(new JsonSpoiler(seed)))
                .of(InputException.class, MOST_BYTES, HostileCellFileTest::resumed)
                .ifPresent(read -> assertThat(read.cells).hasSizeLessThanOrEqualTo(CELLS.size()));
    }

    /** A text was read as 0 once. */
    @Test
    void aRecordWhoseNumberIsNoneIsDamaged(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        for (String number : List.of("\"abc\"", "1e999", "null", "[1]", "true")) {
            String record = "{\"claim\":\"test/1\",\"knob\":0.1,\"replicate\":7,\"seconds\":1,\"numbers\":{\"x\":%s}}"
                    .formatted(number);
            Files.write(file, GOOD);
            Files.writeString(file, underItsChecksum(record) + "\n", StandardOpenOption.APPEND);
            assertThat(StoredCells.read(file).damagedLine()).as(number).isEqualTo(2 + CELLS.size());
        }
    }

    /** What a run would go on from. */
    record Resumed(List<CellResult> cells, byte[] bytes) {}

    /** Opens the store, which may cut off the file's tail, and puts the file back. */
    static Resumed resumed(Path file) {
        try {
            byte[] before = Files.readAllBytes(file);
            List<CellResult> cells;
            try (CellStore store = CellStore.open(file, KEY)) {
                cells = List.copyOf(store.earlier());
            }
            Resumed resumed = new Resumed(cells, Files.readAllBytes(file));
            Files.write(file, before);
            return resumed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int header() {
        return new String(GOOD, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    }

    /** One record is another JSON text, under a checksum that agrees. */
    static byte[] spoiltInside(JsonSpoiler spoiler) {
        List<String> lines =
                new ArrayList<>(new String(GOOD, StandardCharsets.UTF_8).lines().toList());
        int at = spoiler.below(lines.size());
        String start = "{\"crc\":\"01234567\",\"record\":";
        String record = lines.get(at).substring(start.length(), lines.get(at).length() - 1);
        String spoilt = spoiler.spoiltTree(record);
        lines.set(at, underItsChecksum(spoilt));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String underItsChecksum(String record) {
        CRC32 crc = new CRC32();
        crc.update(record.getBytes(StandardCharsets.UTF_8));
        return "{\"crc\":\"%08x\",\"record\":%s}".formatted(crc.getValue(), record);
    }
}
