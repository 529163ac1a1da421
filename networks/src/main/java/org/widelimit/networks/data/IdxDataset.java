package org.widelimit.networks.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.files.InputFiles;

/**
 * The IDX format of Y. LeCun, C. Cortes and C. Burges (the MNIST database): two zero bytes, a type, the number of axes, the
 * extents as big-endian 32-bit integers, then the elements in C order, big-endian.
 */
final class IdxDataset {
    private static final String GZ = ".gz";
    // DEFLATE packs at most 258 bytes into 2 bits: no stream unpacks to more than this many times its length.
    private static final long DEFLATE_RATIO = 1032;

    private IdxDataset() {}

    static Dataset read(Path images, Path labels) {
        NdArray x = array(images);
        NdArray y = array(labels);
        return NpzDataset.assemble(InputFiles.name(images), MaskFiles.sha256(images), x, y);
    }

    /** The labels that go with images under the names in which MNIST comes. */
    static Path labelsBeside(Path images) {
        String name = String.valueOf(images.getFileName());
        String expected = name.replace("images", "labels").replaceFirst("idx\\d", "idx1");
        if (expected.equals(name)) {
            throw new InputException(
                    InputFiles.name(images) + ": expected \"images\" and \"idx3\" in the name, from which that of the"
                            + " labels follows, found neither");
        }
        Path other = images.resolveSibling(expected);
        Path packed = images.resolveSibling(expected + GZ);
        Path plain = images.resolveSibling(expected.replaceFirst("\\.gz$", ""));
        if (Files.exists(other)) {
            return other;
        }
        return Files.exists(packed) ? packed : plain;
    }

    static NdArray array(Path file) {
        long length = InputFiles.size(file);
        try (DataInputStream in = new DataInputStream(DatasetFiles.open(file))) {
            if (in.readUnsignedShort() != 0) {
                throw refused(file, "expected an IDX file, which begins with two zero bytes, found other bytes");
            }
            ElementType type = type(file, in.readUnsignedByte());
            int[] shape = shape(file, in, in.readUnsignedByte());
            long count = Arrays.stream(shape).asLongStream().reduce(1, IdxDataset::product);
            checkLength(file, length, 4 + 4L * shape.length, product(count, type.bytes()));
            checkHeap(file, count, product(count, type.bytes()));
            double[] values = values(file, in, type, (int) count);
            if (in.read() >= 0) {
                throw refused(file, "expected the end after " + Arrays.toString(shape) + " elements, found more bytes");
            }
            return NdArray.of(type, shape, values);
        } catch (EOFException e) {
            throw new InputException(InputFiles.name(file) + ": expected an IDX header, found the end of the file", e);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    /** Before anything is allocated: whether the file can hold what its header promises. */
    private static void checkLength(Path file, long length, long header, long payload) {
        long most = DatasetFiles.isCompressed(file) ? product(length, DEFLATE_RATIO) : length;
        boolean fits = DatasetFiles.isCompressed(file) ? header + payload <= most : header + payload == most;
        if (!fits) {
            throw refused(file, "expected " + payload + " bytes of elements, found a file of " + length + " bytes");
        }
    }

    /** A compressed file may unpack to a thousand times its length, and bytes become doubles. */
    private static void checkHeap(Path file, long count, long payload) {
        if (count > Runtime.getRuntime().maxMemory() / Double.BYTES) {
            throw tooLarge(file, count);
        }
        if (payload > Integer.MAX_VALUE) {
            throw refused(file, "expected at most " + Integer.MAX_VALUE + " bytes of elements, found " + payload);
        }
    }

    private static double[] values(Path file, DataInputStream in, ElementType type, int count) throws IOException {
        try {
            return elements(file, type, in.readNBytes(count * type.bytes()), count);
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, count);
        }
    }

    private static InputException tooLarge(Path file, long count) {
        return refused(
                file,
                String.format(
                        "%d values need %d MiB as doubles, more than the Java heap has (-Xmx sets it)",
                        count, count >> 17));
    }

    private static ElementType type(Path file, int code) {
        return switch (code) {
            case 0x08 -> ElementType.UINT8;
            case 0x09 -> ElementType.INT8;
            case 0x0B -> ElementType.INT16;
            case 0x0C -> ElementType.INT32;
            case 0x0D -> ElementType.FLOAT32;
            case 0x0E -> ElementType.FLOAT64;
            default -> throw refused(file, "expected an IDX element type 8, 9, 11, 12, 13 or 14, found " + code);
        };
    }

    private static int[] shape(Path file, DataInputStream in, int rank) throws IOException {
        int[] shape = new int[rank];
        for (int a = 0; a < rank; a++) {
            shape[a] = in.readInt();
            if (shape[a] <= 0) {
                throw refused(
                        file,
                        "expected positive extents, found " + Integer.toUnsignedString(shape[a]) + " in axis " + a);
            }
        }
        return shape;
    }

    private static double[] elements(Path file, ElementType type, byte[] bytes, int count) {
        if (bytes.length < (long) count * type.bytes()) {
            throw refused(
                    file, "expected " + (long) count * type.bytes() + " bytes of elements, found " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return IntStream.range(0, count)
                .mapToDouble(k -> switch (type) {
                    case UINT8 -> Byte.toUnsignedInt(buffer.get(k));
                    case INT8 -> buffer.get(k);
                    case INT16 -> buffer.getShort(2 * k);
                    case INT32 -> buffer.getInt(4 * k);
                    case FLOAT32 -> buffer.getFloat(4 * k);
                    default -> buffer.getDouble(8 * k);
                })
                .toArray();
    }

    /** A product of positive numbers that saturates instead of wrapping round. */
    private static long product(long a, long b) {
        return a > Long.MAX_VALUE / b ? Long.MAX_VALUE / 2 : a * b;
    }

    private static InputException refused(Path file, String what) {
        return new InputException(InputFiles.name(file) + ": " + what);
    }
}
