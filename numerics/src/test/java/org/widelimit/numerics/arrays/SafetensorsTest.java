package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.InputException;

/** Safetensors files put together by hand; those of the real library are read in graphon's MaskFixturesTest. */
class SafetensorsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "BOOL, BOOL, 0001, 0, 1",
        "I8, INT8, 807f, -128, 127",
        "U8, UINT8, 80ff, 128, 255",
        "I16, INT16, 0080ff7f, -32768, 32767",
        "U16, UINT16, 0080ffff, 32768, 65535",
        "I32, INT32, 00000080ffffff7f, -2147483648, 2147483647",
        "U32, UINT32, 00000080ffffffff, 2147483648, 4294967295",
        "I64, INT64, 00000000000000800100000000000000, -9223372036854775808, 1",
        "U64, UINT64, 00000000000000800100000000000000, 9223372036854775808, 1",
        "F16, FLOAT16, 003c00c0, 1, -2",
        "BF16, FLOAT32, 803f00c0, 1, -2",
        "F32, FLOAT32, 0000803f000000c0, 1, -2",
        "F64, FLOAT64, 000000000000f03f00000000000000c0, 1, -2",
    })
    void everyTypeIsRead(String dtype, ElementType type, String data, double first, double second) {
        int bytes = data.length() / 2;
        Map<String, NdArray> arrays = Safetensors.read(
                file("{\"a\":{\"dtype\":\"" + dtype + "\",\"shape\":[2],\"data_offsets\":[0," + bytes + "]}}", data));
        assertThat(arrays).containsOnlyKeys("a");
        assertThat(arrays.get("a")).isEqualTo(NdArray.of(type, new int[] {2}, new double[] {first, second}));
    }

    @Test
    void arraysKeepTheOrderOfTheHeaderWhateverTheirPlaces() {
        Map<String, NdArray> arrays = Safetensors.read(file(
                "{\"z\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[2,3]},"
                        + "\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"none\":{\"shape\":[0,4],\"data_offsets\":[2,2],\"dtype\":\"F64\"},"
                        + "\"a\":{\"dtype\":\"U8\",\"shape\":[1,2],\"data_offsets\":[0,2]}}   ",
                "010203"));
        assertThat(arrays.keySet()).containsExactly("z", "none", "a");
        assertThat(arrays.get("z").values()).containsExactly(3);
        assertThat(arrays.get("z").shape()).isEmpty();
        assertThat(arrays.get("none").shape()).containsExactly(0, 4);
        assertThat(arrays.get("a").values()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | expected at least one array",
                "{\"a\":1} | an object for \"a\"",
                "[] | begins with {",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}} x | malformed header",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}{} | nothing after",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}, | malformed header",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2]}} | dtype, shape and two data_offsets",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2,2]}} | dtype, shape and two data_offsets",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2],\"more\":1}} | found \"more\"",
                "{\"a\":{\"dtype\":8,\"shape\":[2],\"data_offsets\":[0,2]}} | a text for the dtype",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[0,2]}} | F8_E4M3",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[-2],\"data_offsets\":[0,2]}} | >= 0",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2.0],\"data_offsets\":[0,2]}} | whole numbers",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,2]}} | expected 3 bytes",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}} | a gap up to 1",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}} | expected 1 bytes after the header, found 2",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}} | truncated: expected 3",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[99999,99999],\"data_offsets\":[0,9999800001]}} | 99999",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[99999999999999999999],\"data_offsets\":[0,2]}} | malformed header",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}} | Duplicate",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}} | an overlap from 1",
                "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}} | expected 0 or 1",
            })
    void malformedFilesAreRefused(String header, String part) {
        assertRefused(file(header, "0102"), part);
    }

    @Test
    void lengthsThatTheFileDoesNotHaveAreRefused() {
        String start = "7b7d";
        assertRefused(bytes("0300000000000000" + start), "length of a header in a file of 10 bytes, found 3");
        assertRefused(bytes("ffffffffffffffff" + start), "18446744073709551615");
        assertRefused(bytes("0000000000000000" + start), "found 0");
        assertRefused(bytes("02000000"), "truncated");
    }

    @Test
    void deepHeadersAreRefused() {
        String nested = "{\"__metadata__\":{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
        assertRefused(file(nested, "00"), "nesting depth");
    }

    private Path file(String header, String data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        out.writeBytes(text);
        out.writeBytes(HexFormat.of().parseHex(data));
        return ArrayFixtures.write(folder.resolve("file.safetensors"), out.toByteArray());
    }

    private Path bytes(String hexadecimal) {
        return ArrayFixtures.write(
                folder.resolve("file.safetensors"), HexFormat.of().parseHex(hexadecimal));
    }

    private static void assertRefused(Path file, String part) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("file '" + file + "'")
                .hasMessageContaining(part);
    }
}
