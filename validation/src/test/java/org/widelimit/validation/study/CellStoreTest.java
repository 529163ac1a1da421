package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.report.Scale;

class CellStoreTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("cells.jsonl");
    }

    private static StudyKey key() {
        return key(1, Scale.QUICK, Map.of("blocks", "64"), "0.1 abc", "c0de", "HotSpot 17", "openblas SKYLAKEX");
    }

    private static StudyKey key(long seed, Scale scale, Map<String, String> options, String... rest) {
        return new StudyKey(seed, scale, options, rest[0], rest[1], rest[2], rest[3]);
    }

    private static CellResult result(int replicate) {
        return new CellResult(
                new Cell("test/1", 0.1, replicate),
                Measurement.of("x", Math.PI * replicate).and("y @ \"q\"", -0.0).withNote("note", "two\nlines, ünïcode"),
                null,
                0.25);
    }

    private void write(int records) {
        try (CellStore store = CellStore.open(file, key())) {
            for (int r = 0; r < records; r++) {
                store.append(result(r));
            }
        }
    }

    private List<CellResult> read() {
        try (CellStore store = CellStore.open(file, key())) {
            return List.copyOf(store.earlier());
        }
    }

    @Property(tries = 200)
    void numbersComeBackBitForBit(@ForAll double x, @ForAll long seed) {
        CellLines lines = new CellLines();
        double value = Double.isFinite(x) ? x : Double.MIN_VALUE;
        double any = Double.longBitsToDouble(seed);
        double other = Double.isFinite(any) ? any : Double.MAX_VALUE;
        CellResult result = new CellResult(
                new Cell("test/1", Math.abs(value) + 1e-300, 3),
                Measurement.of("x", value).and("any", other),
                null,
                1);
        String line = new String(lines.line(result), StandardCharsets.UTF_8);
        CellResult back = lines.cell(line.substring(0, line.length() - 1)).orElseThrow();
        assertThat(back).isEqualTo(result);
        assertThat(Double.doubleToLongBits(back.measurement().number("any"))).isEqualTo(Double.doubleToLongBits(other));
    }

    @Test
    void keepsResultsAndFailuresInOrder() {
        write(2);
        CellResult failure = new CellResult(new Cell("test/2", 3, 0), null, "it \"broke\"", 1);
        try (CellStore store = CellStore.open(file, key())) {
            store.append(failure);
        }
        assertThat(read()).containsExactly(result(0), result(1), failure);
    }

    @Test
    void aLineTornAtAnyByteIsDroppedAndWrittenOver() throws IOException {
        write(3);
        byte[] whole = Files.readAllBytes(file);
        int two = whole.length - line(2).length;
        for (int length = two; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (CellStore store = CellStore.open(file, key())) {
                assertThat(store.earlier()).containsExactly(result(0), result(1));
                store.append(result(2));
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void aFileTornInItsHeaderBeginsAnew() throws IOException {
        write(1);
        byte[] whole = Files.readAllBytes(file);
        int header = whole.length - line(0).length;
        for (int length : new int[] {0, 1, header / 2, header - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(read()).isEmpty();
            assertThat(Files.size(file)).isEqualTo(header);
        }
    }

    private static byte[] line(int replicate) {
        return new CellLines().line(result(replicate));
    }

    @Test
    void zerosAfterAPowerCutAreDropped() throws IOException {
        write(2);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 100));
        assertThat(read()).hasSize(2);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void damageInTheMiddleIsRefused() throws IOException {
        write(3);
        byte[] bytes = Files.readAllBytes(file);
        int inSecondRecord = bytes.length - line(2).length - 30;
        bytes[inSecondRecord] ^= 1;
        Files.write(file, bytes);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(this::read)
                .withMessage("expected a whole record in line 3 of " + file
                        + ", found a damaged one before others that are whole");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void anotherStudyIsRefusedByTheNameOfWhatDiffers() {
        write(1);
        Map<String, String> blocks = key().options();
        String[] rest = {"0.1 abc", "c0de", "HotSpot 17", "openblas SKYLAKEX"};
        Map<StudyKey, String> others = new LinkedHashMap<>();
        others.put(key(2, Scale.QUICK, blocks, rest), "seed 1");
        others.put(key(1, Scale.FULL, blocks, rest), "scale quick");
        others.put(key(1, Scale.QUICK, Map.of("blocks", "32"), rest), "option blocks 64");
        others.put(key(1, Scale.QUICK, Map.of(), rest), "found none");
        others.put(key(1, Scale.QUICK, blocks, "0.1 def", rest[1], rest[2], rest[3]), "version 0.1 abc");
        others.put(
                key(1, Scale.QUICK, blocks, rest[0], "cafe", rest[2], rest[3]),
                "expected code (SHA-256 of the classes) c0de as in the run that began " + file + ", found cafe");
        others.put(
                key(1, Scale.QUICK, blocks, rest[0], rest[1], "HotSpot 21", rest[3]),
                "expected java HotSpot 17 as in the run that began " + file + ", found HotSpot 21");
        others.put(key(1, Scale.QUICK, blocks, rest[0], rest[1], rest[2], "ejml"), "backend openblas SKYLAKEX");
        others.forEach((other, words) -> assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> CellStore.open(file, other))
                .withMessageContaining(words)
                .withMessageContaining(file.toString()));
        assertThat(read()).hasSize(1);
    }

    @Test
    void aSecondRunIsRefusedWhileTheFirstHasTheFileOpen() {
        try (CellStore store = CellStore.open(file, key())) {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> CellStore.open(file, key()))
                    .withMessage("expected one run at a time in " + file + ", found that another run has it open");
            store.append(result(0));
        }
        assertThat(read()).hasSize(1);
    }

    @Test
    void aSecondProcessIsRefusedToo() throws Exception {
        try (CellStore store = CellStore.open(file, key())) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SecondProcess.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isEqualTo(2);
            assertThat(output).contains("another run has it open");
            store.append(result(0));
        }
        assertThat(read()).hasSize(1);
    }

    /** Opens a store and says what happened. */
    static final class SecondProcess {

        private SecondProcess() {}

        public static void main(String[] arguments) {
            try (CellStore store = CellStore.open(Path.of(arguments[0]), key())) {
                System.out.println("opened with " + store.earlier().size());
            } catch (InputException e) {
                System.out.println(e.getMessage());
                System.exit(2);
            }
        }
    }

    @Test
    void replacingForgetsTheCellsUnlessARunHasTheFileOpen() throws IOException {
        write(2);
        try (CellStore store = CellStore.open(file, key())) {
            byte[] before = Files.readAllBytes(file);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> CellStore.replace(file, key()))
                    .withMessageContaining("another run has it open");
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> CellStore.requireFree(file))
                    .withMessageContaining("another run has it open");
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }
        CellStore.requireFree(file);
        StudyKey other = key(2, Scale.FULL, Map.of(), "0.2", "cafe", "HotSpot 21", "ejml");
        try (CellStore store = CellStore.replace(file, other)) {
            assertThat(store.earlier()).isEmpty();
            store.append(result(5));
        }
        assertThat(StoredCells.read(file)).isEqualTo(new StoredCells(Scale.FULL, List.of(result(5))));
        CellStore.requireFree(folder.resolve("none"));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void readersDropATornLineAsARunThatResumesDoes() throws IOException {
        write(3);
        byte[] whole = Files.readAllBytes(file);
        for (int cut : new int[] {1, 2, line(2).length - 1}) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            assertThat(StoredCells.read(file))
                    .isEqualTo(new StoredCells(Scale.QUICK, List.of(result(0), result(1)), 4));
        }
        assertThat(read()).hasSize(2);
    }

    @Test
    void aLineLongerThanAnyRecordIsDamageAndNotKeptInMemory() throws IOException {
        write(2);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + CellScan.LONGEST_LINE + 5));
        assertThat(StoredCells.read(file).damagedLine()).isEqualTo(4);
        assertThat(read()).hasSize(2);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);

        CellResult endless = new CellResult(new Cell("test/1", 1, 0), null, "x".repeat(CellScan.LONGEST_LINE), 1);
        try (CellStore store = CellStore.open(file, key())) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> store.append(endless));
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void aCellThatNoRunWritesIsDamage() throws IOException {
        write(2);
        String record = "{\"claim\":\"test/1\",\"knob\":-1.0,\"replicate\":2,\"numbers\":{\"x\":1.0}}";
        CRC32 crc = new CRC32();
        crc.update(record.getBytes(StandardCharsets.UTF_8));
        String line = String.format("{\"crc\":\"%08x\",\"record\":%s}\n", crc.getValue(), record);
        Files.writeString(file, line, StandardOpenOption.APPEND);
        assertThat(StoredCells.read(file).damagedLine()).isEqualTo(4);
        assertThat(read()).containsExactly(result(0), result(1));
    }

    @Test
    void needsItsFolder() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> CellStore.open(folder.resolve("none").resolve("cells.jsonl"), key()))
                .withMessageContaining("an existing folder");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aFileThatIsNoStoreIsRefused() throws IOException {
        for (String content :
                List.of("hello\nworld\n", "hello", "{\"crc\":\"00000000\",\"record\":{}}\n", "x".repeat(1000))) {
            Files.writeString(file, content);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(this::read)
                    .withMessage("expected the cells of a study in " + file + ", found another kind of file");
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> StoredCells.read(file))
                    .withMessage("expected the cells of a study in " + file + ", found another kind of file");
            assertThat(Files.readString(file)).isEqualTo(content);
        }
    }
}
