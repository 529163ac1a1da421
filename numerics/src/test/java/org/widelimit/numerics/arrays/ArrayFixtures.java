package org.widelimit.numerics.arrays;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Files written by NumPy (src/test/scripts/make_npy_fixtures.py), and bytes put together by hand. */
final class ArrayFixtures {

    private ArrayFixtures() {}

    static byte[] bytes(String resource) {
        try (InputStream in = ArrayFixtures.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path copy(String resource, Path folder) {
        return write(folder.resolve(resource), bytes(resource));
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a CSV resource without its heading. */
    static List<String[]> rows(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .collect(Collectors.toList());
    }

    /** The bytes of each entry, unpacked without the code under test. */
    static Map<String, byte[]> entries(String resource) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(resource)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName().replaceFirst("\\.npy$", ""), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** The bytes of each entry by its full name, by way of the central directory: PyTorch's archives have no other. */
    static Map<String, byte[]> zipEntries(String resource) {
        try {
            Path copy = Files.write(Files.createTempFile("widelimit", ".zip"), bytes(resource));
            try (ZipFile zip = new ZipFile(copy.toFile())) {
                Map<String, byte[]> entries = new LinkedHashMap<>();
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
                return entries;
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An {@code .npy} file with this header text (padded as the format wants it) and these data. */
    static byte[] npy(int version, String header, byte[] data) {
        byte[] text = header.getBytes(version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        int prefix = version == 1 ? 10 : 12;
        int padded = (prefix + text.length + 1 + 63) / 64 * 64;
        ByteBuffer out = ByteBuffer.allocate(padded + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(Npy.MAGIC).put((byte) version).put((byte) 0);
        if (version == 1) {
            out.putShort((short) (padded - prefix));
        } else {
            out.putInt(padded - prefix);
        }
        out.put(text);
        while (out.position() < padded - 1) {
            out.put((byte) ' ');
        }
        return out.put((byte) '\n').put(data).array();
    }

    static String header(String descr, String fortran, String shape) {
        return "{'descr': " + descr + ", 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
    }

    static byte[] encoded(NdArray array) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            NpyEncoder.write(array, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static NdArray decoded(byte[] npy) {
        try {
            return NpyDecoder.read(
                    new ByteArrayInputStream(npy), new NpySource("test", npy.length, npy.length, Long.MAX_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int[] ints(String blankSeparated) {
        return Arrays.stream(blankSeparated.split(" "))
                .filter(s -> !s.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** Python's float.hex is what Java parses, but for the names of what is not finite. */
    static double[] doubles(String blankSeparated) {
        return Arrays.stream(blankSeparated.split(" "))
                .filter(s -> !s.isEmpty())
                .mapToDouble(s -> Double.parseDouble(s.replace("nan", "NaN").replace("inf", "Infinity")))
                .toArray();
    }
}
