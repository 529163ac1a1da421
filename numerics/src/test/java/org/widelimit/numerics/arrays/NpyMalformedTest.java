package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.widelimit.numerics.arrays.ArrayFixtures.header;
import static org.widelimit.numerics.arrays.ArrayFixtures.npy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.InputException;

class NpyMalformedTest {

    /** Data of two doubles. */
    private static final byte[] TWO = new byte[16];

    private static final String GOOD = header("'<f8'", "False", "(2,)");

    @TempDir
    Path folder;

    /** The message with which these bytes are refused, after the name of the file. */
    private String refusal(byte[] bytes) {
        return refusal(ArrayFixtures.write(folder.resolve("a.npy"), bytes));
    }

    private String refusal(Path file) {
        InputException e = catchThrowableOfType(InputException.class, () -> Npy.read(file));
        assertThat(e).as("refused").isNotNull();
        assertThat(e.getMessage()).startsWith("file '" + file + "': ").hasLineCount(1);
        return e.getMessage().substring(("file '" + file + "': ").length());
    }

    @Test
    void missingFile() {
        assertThat(refusal(folder.resolve("none.npy"))).isEqualTo("file does not exist");
    }

    @Test
    void folderInPlaceOfFile() {
        assertThat(refusal(folder)).isEqualTo("expected a file, found a folder");
    }

    @Test
    void emptyFile() {
        assertThat(refusal(new byte[0])).isEqualTo("file is empty");
    }

    @Test
    void device() {
        Path device = Path.of("/dev/null");
        if (device.toFile().exists()) {
            assertThat(refusal(device)).isEqualTo("expected a regular file, found a pipe or device");
        }
    }

    @ParameterizedTest
    @CsvSource({"PK\u0003\u0004xxxx, zip archive", "1.0 2.0 3.0, other bytes", "abc, found 3 bytes"})
    void otherFormats(String text, String word) {
        assertThat(refusal(text.getBytes(StandardCharsets.ISO_8859_1)))
                .startsWith("expected an .npy array")
                .contains(word);
    }

    @Test
    void pickle() {
        assertThat(refusal(new byte[] {(byte) 0x80, 4, (byte) 0x95, 0, 0, 0, 0, 0, 0, 'N', '.'}))
                .endsWith("found a Python pickle, which is never executed here");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "4, 0", "1, 1", "255, 255"})
    void otherVersions(int major, int minor) {
        byte[] bytes = npy(1, GOOD, TWO);
        bytes[6] = (byte) major;
        bytes[7] = (byte) minor;
        assertThat(refusal(bytes)).isEqualTo("expected .npy version 1.0, 2.0 or 3.0, found " + major + "." + minor);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyTruncationAndOneByteMoreAreRefused(int version) {
        byte[] bytes = npy(version, GOOD, TWO);
        for (int length = 1; length < bytes.length; length++) {
            assertThat(refusal(Arrays.copyOf(bytes, length))).containsAnyOf("truncated", "found " + length + " bytes");
        }
        assertThat(refusal(Arrays.copyOf(bytes, bytes.length + 1)))
                .isEqualTo("expected 144 bytes for shape (2,) of FLOAT64, found 145");
        assertThat(refusal(Arrays.copyOf(bytes, bytes.length - 1)))
                .isEqualTo("truncated: expected 144 bytes for shape (2,) of FLOAT64, found 143");
    }

    @Test
    void headerLongerThanAnyHonestOne() {
        byte[] bytes = npy(2, GOOD, new byte[70_000]);
        bytes[10] = 1;
        assertThat(refusal(bytes)).startsWith("expected an .npy header of at most 65536 bytes, found 65");
        Arrays.fill(bytes, 8, 12, (byte) 0xff);
        assertThat(refusal(bytes)).endsWith("found 4294967295");
    }

    @Test
    void version3MustBeUtf8AndTheOthersAreLatin1() {
        byte[] bytes = npy(3, GOOD, TWO);
        bytes[127] = (byte) 0xff;
        assertThat(refusal(bytes)).isEqualTo("malformed .npy header: expected UTF-8 text");
        bytes[6] = 2;
        assertThat(refusal(bytes))
                .endsWith("expected nothing after the closing brace at character 115, found '\u00ff'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr':'<f8','fortran_order':False,'shape':(2,)}",
                "{'shape': (2,), 'fortran_order': False, 'descr': '<f8'}",
                "  { \"fortran_order\" : True , \"descr\" : \"<f8\" ,\n \"shape\" : ( 2 , ) , } ",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2L,), }",
                "{'descr': '=f8', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '|f8', 'fortran_order': False, 'shape': (1, 2, 1), }",
            })
    void headersThatPythonWouldReadAlike(String header) {
        assertThat(ArrayFixtures.decoded(npy(1, header, TWO)).values()).containsExactly(0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "; found the end",
                "[]; expected '{'",
                "{}; expected a header with the keys descr, fortran_order and shape, found []",
                "{'descr': '<f8', 'fortran_order': False}; found [descr, fortran_order]",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': True}; fortran_order, shape, more]",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'shape': (2,)}; found 'shape' twice",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} + 1; nothing after the closing brace",
                "{'descr': '<f8' 'fortran_order': False, 'shape': (2,)}; expected '}' at character 16, found ''fortran_order'",
                "{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}; expected a string, True, False or a tuple",
                "{'descr': '<f8', 'fortran_order': 'x', 'shape': (2,)}; True or False for fortran_order, found 'x'",
                "{'descr': '<f8', 'fortran_order': False, 'shape': True}; expected a tuple for shape, found 'true'",
                "{'descr': (1, 2), 'fortran_order': False, 'shape': (2,)}; a string for descr, found (1, 2)",
                "{'descr': '<f8', 'fortran_order': False, 'shape': [2]}; expected a string, True, False or a tuple",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2)}; a tuple, found a number in parentheses",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (,)}; expected an integer",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1 2)}; expected ',' or ')'",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2.0,)}; expected ',' or ')'",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (02,)}; expected an integer",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (0x2,)}; expected ',' or ')'",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1+1,)}; expected ',' or ')'",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2**9,)}; expected ',' or ')'",
                "{'descr': '<f8', 'fortran_order': False, 'shape': ((2,),)}; expected an integer",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,; expected an integer of at most 18 digits",
                "{'descr': '<f8; expected a string that ends",
                "{'descr': '<\\x668', 'fortran_order': False, 'shape': (2,)}; without backslashes",
                "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,)}; found '__import__('os')",
                "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (2,)}; found a structured type",
                "{'descr': '<f3', 'fortran_order': False, 'shape': (2,)}; found '<f3'",
                "{'descr': '<f88', 'fortran_order': False, 'shape': (2,)}; found '<f88'",
                "{'descr': '<', 'fortran_order': False, 'shape': (2,)}; found '<'",
                "{'descr': '', 'fortran_order': False, 'shape': (2,)}; found ''",
                "{'descr': 'f8', 'fortran_order': False, 'shape': (2,)}; found 'f8'",
                "{'descr': '<F8', 'fortran_order': False, 'shape': (2,)}; found '<F8'",
            })
    void otherHeaders(String header, String word) {
        assertThat(refusal(npy(1, header == null ? "" : header, TWO)))
                .contains("expected")
                .contains(word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(-2,); extents from 0 to 2147483647, found shape (-2,)",
                "(2147483648, 0); found shape (2147483648, 0)",
                "(999999999999999999,); found shape (999999999999999999,)",
                "(9999999999999999999,); an integer of at most 18 digits",
                "(65536, 65536); at most 2147483639 values in one array, found shape (65536, 65536)",
                "(2147483640,); at most 2147483639 values",
                "(65536, 65536, 65536, 65536); at most 2147483639 values",
                "(65536, 65536, 65536, 65537); at most 2147483639 values",
                "(65536, 65536, 65536, 32768); at most 2147483639 values",
                "(2147483647, 2147483647, 2147483647); at most 2147483639 values",
                "(2147483639,); truncated: expected 17179869240 bytes",
                "(3,); truncated: expected 152 bytes for shape (3,) of FLOAT64, found 144",
                "(1,); expected 136 bytes for shape (1,) of FLOAT64, found 144",
                "(); expected 136 bytes for shape () of FLOAT64, found 144",
                "(2, 0); expected 128 bytes for shape (2, 0) of FLOAT64, found 144",
            })
    void otherShapes(String shape, String word) {
        assertThat(refusal(npy(1, header("'<f8'", "False", shape), TWO))).contains(word);
    }

    @Test
    void shapesOfManyDimensions() {
        byte[] most = npy(1, header("'<f8'", "True", "(" + "1, ".repeat(63) + "2)"), TWO);
        assertThat(ArrayFixtures.decoded(most).rank()).isEqualTo(64);
        byte[] more = npy(1, header("'<f8'", "True", "(" + "1, ".repeat(64) + "2)"), TWO);
        assertThat(refusal(more)).isEqualTo("expected at most 64 dimensions, found 65");
    }

    @Test
    void emptyArrayOfAnyOtherExtents() {
        String shape = "(2147483647, 2147483647, 2147483647, 0)";
        assertThat(ArrayFixtures.decoded(npy(1, header("'<f8'", "True", shape), new byte[0]))
                        .size())
                .isZero();
    }

    @Test
    void boolThatIsNone() {
        byte[] data = {1, 0, 2};
        assertThat(refusal(npy(1, header("'|b1'", "False", "(3,)"), data)))
                .isEqualTo("expected 0 or 1 in a bool array, found 2 at position 2 of the file");
    }

    @Test
    void nativeOrderIsThatOfTheMachine() {
        byte[] data = {1, 0};
        double expected = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 1 : 256;
        assertThat(ArrayFixtures.decoded(npy(1, header("'=u2'", "False", "()"), data))
                        .value(0))
                .isEqualTo(expected);
    }

    /** A sparse file: its size is real, its blocks are not. */
    @Test
    void moreThanTheHeapHasIsRefusedBeforeItIsRead() throws IOException {
        long count = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 8 + 1);
        byte[] head = npy(1, header("'|b1'", "False", "(" + count + ",)"), new byte[0]);
        Path file = folder.resolve("large.npy");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(head);
            out.setLength(head.length + count);
        }
        assertThat(refusal(file)).startsWith(count + " values need ").contains("more than the Java heap has");
    }
}
