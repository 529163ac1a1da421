package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.function.Executable;
import org.widelimit.numerics.InputException;

/** Whatever is done to a good file: it is read, or refused in one line, and memory stays in proportion to the file. */
class HostileFileTest {

    /** Buffers of the JDK and of the decoder, independent of the file. */
    private static final long FIXED_BYTES = 4 << 20;

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("widelimit-hostile");
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Provide
    Arbitrary<byte[]> spoiltArrays() {
        List<byte[]> good = ArrayFixtures.entries("npy-variants.npz").values().stream()
                .filter(bytes -> bytes.length < 400)
                .toList();
        return Arbitraries.of(good).flatMap(HostileFileTest::spoilt);
    }

    @Provide
    Arbitrary<byte[]> spoiltArchives() {
        return Arbitraries.of(
                        "npz-savez.npz",
                        "npz-savez-compressed.npz",
                        "npz-streamed-stored.npz",
                        "npz-streamed-deflated.npz",
                        "npz-zip64.npz",
                        "npz-paths.npz")
                .map(ArrayFixtures::bytes)
                .flatMap(HostileFileTest::spoilt);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void arraysAreReadOrRefused(@ForAll("spoiltArrays") byte[] bytes) {
        Path file = ArrayFixtures.write(folder.resolve("a.npy"), bytes);
        // A bool of one byte becomes a double of eight, twice where the order is turned.
        check(() -> Npy.read(file), FIXED_BYTES + 16L * bytes.length);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void archivesAreReadOrRefused(@ForAll("spoiltArchives") byte[] bytes) {
        Path file = ArrayFixtures.write(folder.resolve("a.npz"), bytes);
        check(() -> Npz.read(file), FIXED_BYTES + 3 * 8 * 1032L * bytes.length);
    }

    private static void check(Executable read, long mostBytes) {
        long before = Allocation.bytes();
        Throwable thrown = catchThrowable(read::execute);
        long allocated = Allocation.bytes() - before;
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(InputException.class);
            assertThat(thrown.getMessage()).startsWith("file '" + folder).hasLineCount(1);
        }
        assertThat(allocated).isLessThan(mostBytes);
    }

    /** Some bytes replaced; then, at times, the end cut off, or a piece taken out or doubled. */
    private static Arbitrary<byte[]> spoilt(byte[] good) {
        Arbitrary<Integer> position = Arbitraries.integers().between(0, good.length - 1);
        Arbitrary<Byte> value = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.bytes()),
                Tuple.of(1, Arbitraries.of((byte) 0, (byte) -1, (byte) 127, (byte) '9', (byte) '\'')));
        Arbitrary<List<Tuple.Tuple2<Integer, Byte>>> changes = Combinators.combine(position, value)
                .as(Tuple::of)
                .list()
                .ofMinSize(0)
                .ofMaxSize(6);
        return Combinators.combine(changes, Arbitraries.integers().between(0, 5), position, position)
                .as((edits, surgery, a, b) -> {
                    byte[] bytes = good.clone();
                    edits.forEach(edit -> bytes[edit.get1()] = edit.get2());
                    return cut(bytes, surgery, Math.min(a, b), Math.max(a, b));
                });
    }

    private static byte[] cut(byte[] bytes, int surgery, int from, int to) {
        byte[] head = Arrays.copyOf(bytes, surgery == 1 ? to : from);
        byte[] tail = Arrays.copyOfRange(bytes, surgery == 1 ? from : to, bytes.length);
        if (surgery == 2) {
            return head;
        }
        if (surgery > 2) {
            return bytes;
        }
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
