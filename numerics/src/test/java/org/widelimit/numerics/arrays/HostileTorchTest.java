package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.StatisticsReport;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.Spoiler;
import org.widelimit.testing.Trial;

/** Whatever a PyTorch file says: it is read, or refused in one line, and memory stays within bounds. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class HostileTorchTest {

    private static final List<String> FILES = List.of(
            "state-dict",
            "state-dict-protocol4",
            "pruned",
            "nested-masks",
            "checkpoint",
            "types",
            "types-deflated",
            "views",
            "parameters",
            "refused-os-system",
            "refused-cycle",
            "refused-unfolding",
            "refused-torchscript");

    private static final List<Contents> PICKLES =
            FILES.stream().map(Contents::of).toList();

    private static final List<byte[]> ARCHIVES = Stream.concat(FILES.stream(), Stream.of("refused-legacy"))
            .map(name -> ArrayFixtures.bytes("torch/" + name + ".pt"))
            .toList();

    private static final List<String> OPERATIONS =
            List.of(("N\u0088KMJ\u008a\u008bG\u0080\u0095\u008cUXT\u008dCB\u008e\u0096])\u008f}lt\u0091d"
                            + "\u0085\u0086\u0087ae\u0090su(012qr\u0094hjc\u0093iR\u0081\u0092bQ.")
                    .split(""));

    /** Values that any file may have (2^22), the operations of a pickle, and what the JDK takes. */
    private static final long MOST_BYTES = 512L << 20;

    @Property(tries = 6000, edgeCases = EdgeCasesMode.NONE)
    void spoiltPicklesAreReadOrRefused(@ForAll long seed) {
        Spoiler spoiler = new Spoiler(seed, OPERATIONS);
        Contents contents = spoiler.oneOf(PICKLES);
        byte[] pickle = spoiler.spoilt(contents.pickle);
        check(() -> TorchTensors.read(pickle, contents, "test"));
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void spoiltArchivesAreReadOrRefused(@ForAll long seed) {
        Spoiler spoiler = new Spoiler(seed, OPERATIONS);
        Trial.on("a.pt", spoiler.spoilt(spoiler.oneOf(ARCHIVES)))
                .of(InputException.class, MOST_BYTES, TorchFiles::read);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void programsOfAnyOperationsAreReadOrRefused(@ForAll("programs") byte[] program) {
        check(() -> TorchTensors.read(program, new Contents(program, Map.of("0", new byte[48])), "test"));
    }

    /** Operations in any order, with arguments of their form: most reach far deeper than random bytes do. */
    @Provide
    Arbitrary<byte[]> programs() {
        Arbitrary<byte[]> small = Arbitraries.of(
                        "N",
                        "\u0088",
                        "K\0",
                        "K\1",
                        "K\3",
                        "K\5",
                        "J\377\377\377\377",
                        "\u008a\b\377\377\377\377\377\377\377\177",
                        "]",
                        ")",
                        "}",
                        "\u008f",
                        "(",
                        "(",
                        "(",
                        "l",
                        "t",
                        "t",
                        "d",
                        "a",
                        "e",
                        "s",
                        "u",
                        "0",
                        "1",
                        "2",
                        "\u0085",
                        "\u0086",
                        "\u0087",
                        "q\0",
                        "q\1",
                        "\u0094",
                        "h\0",
                        "h\1",
                        "h\2",
                        "R",
                        "R",
                        "b",
                        "\u0081",
                        "\u0090")
                .map(HostileTorchTest::latin);
        Arbitrary<byte[]> objects = Arbitraries.of(
                        "ccollections\nOrderedDict\n",
                        "ctorch\nSize\n",
                        "ctorch._utils\n_rebuild_parameter\n",
                        TENSOR,
                        "ctorch._utils\n_rebuild_tensor_v2\n",
                        STORAGE,
                        "U\1a",
                        "X\2\0\0\0\316\273",
                        "ccollections\nCounter\n",
                        "ctorch._tensor\n_rebuild_from_type_v2\n",
                        TENSOR + "a",
                        "}U\1k" + TENSOR + "s",
                        "Q")
                .map(HostileTorchTest::latin);
        return Arbitraries.frequencyOf(Tuple.of(3, small), Tuple.of(1, objects))
                .list()
                .ofMaxSize(40)
                .map(HostileTorchTest::program);
    }

    private static final String STORAGE = "(U\7storagectorch\nFloatStorage\nU\0010U\3cpuK\14tQ";
    private static final String TENSOR =
            "ctorch._utils\n_rebuild_tensor_v2\n(" + STORAGE + "K\1K\2K\3\u0086K\3K\1\u0086\u0089}tR";

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] program(List<byte[]> operations) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(latin("\u0080\2"));
        operations.forEach(out::writeBytes);
        out.write('.');
        return out.toByteArray();
    }

    private static void check(Runnable read) {
        long before = Trial.allocated();
        try {
            read.run();
        } catch (InputException e) {
            assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(2000);
        }
        assertThat(Trial.allocated() - before).isLessThan(MOST_BYTES);
    }

    /** A file of tensors in memory. */
    private record Contents(byte[] pickle, Map<String, byte[]> storages) implements TorchStorages {

        static Contents of(String name) {
            Map<String, byte[]> storages = new HashMap<>();
            byte[] pickle = new byte[0];
            for (Map.Entry<String, byte[]> entry :
                    ArrayFixtures.zipEntries("torch/" + name + ".pt").entrySet()) {
                storages.put(entry.getKey().replaceFirst("^[^/]*/data/", ""), entry.getValue());
                pickle = entry.getKey().endsWith("/data.pkl") ? entry.getValue() : pickle;
            }
            return new Contents(pickle, storages);
        }

        @Override
        public long length(String key) {
            return storages.containsKey(key) ? storages.get(key).length : -1;
        }

        @Override
        public ByteBuffer bytes(String key) {
            return ByteBuffer.wrap(storages.get(key)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
