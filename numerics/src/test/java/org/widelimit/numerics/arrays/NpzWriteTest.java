package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;

class NpzWriteTest {

    @Provide
    Arbitrary<Map<String, NdArray>> archives() {
        Arbitrary<String> names = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(name -> name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
        return Arbitraries.maps(names, ArrayArbitraries.arrays()).ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void archivesComeBackEqualAndInOrder(@ForAll("archives") Map<String, NdArray> arrays) throws IOException {
        Path folder = Files.createTempDirectory("widelimit-npz");
        Path file = folder.resolve("a.npz");
        try {
            Npz.write(file, arrays);
            Map<String, NdArray> read = Npz.read(file);
            assertThat(read).isEqualTo(arrays);
            assertThat(List.copyOf(read.keySet())).isEqualTo(new ArrayList<>(arrays.keySet()));
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    @Test
    void bytesDependOnTheArraysAlone(@TempDir Path folder) throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("b", NdArray.of(new double[] {1, Double.longBitsToDouble(0xfff8_0000_0000_0001L)}));
        arrays.put("a", NdArray.of(ElementType.BOOL, new int[] {0}, new double[0]));
        Path first = folder.resolve("first.npz");
        Npz.write(first, arrays);
        arrays.put("b", NdArray.of(new double[] {1, Double.NaN}));
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Path second = folder.resolve("second.npz");
            Npz.write(second, arrays);
            assertThat(second).hasSameBinaryContentAs(first);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void entriesAreStoredWithoutExtras(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.npz");
        Npz.write(file, Map.of("x", NdArray.of(new double[1000])));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry("x.npy");
            assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(entry.getSize()).isEqualTo(128 + 8000);
            assertThat(entry.getExtra()).isNull();
        }
    }

    @Test
    void theMapThatWasReadCannotBeChanged(@TempDir Path folder) {
        Path file = folder.resolve("a.npz");
        Npz.write(file, Map.of("x", NdArray.of(new double[1])));
        assertThatThrownBy(Npz.read(file)::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void namesThatNoArchiveCanHold(@TempDir Path folder) {
        Path file = folder.resolve("a.npz");
        NdArray array = NdArray.of(new double[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npz.write(file, Map.of()))
                .withMessage("expected at least one array to write");
        for (String name : new String[] {"", "\ud800", "x".repeat(65532), "\u03bb".repeat(32766)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Npz.write(file, Map.of(name, array)))
                    .withMessageStartingWith("expected a name of");
        }
        assertThat(file).doesNotExist();
        String longest = "x".repeat(65531);
        Npz.write(file, Map.of(longest, array));
        assertThat(Npz.read(file)).containsOnlyKeys(longest);
    }

    @Test
    void theFolderMustExist(@TempDir Path folder) {
        Path file = folder.resolve("none").resolve("a.npz");
        assertThatThrownBy(() -> Npz.write(file, Map.of("x", NdArray.of(new double[1]))))
                .isInstanceOf(InputException.class)
                .hasMessage("file '" + file + "': folder '" + file.getParent() + "' does not exist");
        assertThatThrownBy(() -> Npy.write(file, NdArray.of(new double[1])))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("folder '" + file.getParent() + "' does not exist");
    }
}
