package org.widelimit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Example;

/** What is spoilt is spoilt in many ways, and again in the same way from the same seed. */
class SpoilerTest {

    private static final int SEEDS = 1000;
    private static final String GOOD = "rows 12\nvalue 0.25\n";

    private static String spoilt(long seed) {
        return text(new Spoiler(seed, List.of("piece")).spoilt(GOOD.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Example
    void theSameSeedSpoilsInTheSameWay() {
        assertThat(spoilt(7)).isEqualTo(spoilt(7)).isNotEqualTo(spoilt(8));
    }

    @Example
    void textsAreCutLengthenedRenumberedAndGivenPieces() {
        Set<String> all = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            all.add(spoilt(seed));
        }
        assertThat(all)
                .hasSizeGreaterThan(SEEDS * 3 / 4)
                .anyMatch(text -> GOOD.startsWith(text) && text.length() < GOOD.length())
                .anyMatch(text -> text.length() > GOOD.length())
                .anyMatch(text -> text.contains("piece"))
                .anyMatch(text -> text.startsWith("rows 9223372036854775807\n"))
                .anyMatch(text -> text.startsWith("rows 21\n"));
    }

    @Example
    void archivesAreSpoiltInsideWithChecksumsThatAgree() throws IOException {
        byte[] good = archive();
        Set<String> contents = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            try (ZipInputStream zip =
                    new ZipInputStream(new ByteArrayInputStream(new ArchiveSpoiler(seed).spoilt(good)))) {
                StringBuilder content = new StringBuilder();
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    content.append(entry.getName()).append('=').append(text(zip.readAllBytes()));
                }
                contents.add(content.toString());
            } catch (IOException | IllegalArgumentException e) {
                // Spoilt from outside: one in three.
            }
        }
        assertThat(contents)
                .hasSizeGreaterThan(SEEDS / 4)
                .anyMatch(content -> content.contains("'shape': (6,)"))
                .anyMatch(content -> content.contains("'<i8'"))
                .anyMatch(content -> content.contains("True "))
                .anyMatch(content -> content.contains("xa.npy="))
                .anyMatch(content -> content.endsWith(text(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf8, 0x7f})));
    }

    private static byte[] archive() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
        byte[] array = new byte[128 + 48];
        byte[] start = "\u0093NUMPY\1\0\166\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] padded = (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, array, 0, start.length);
        System.arraycopy(padded, 0, array, start.length, padded.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            zip.write(array);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
