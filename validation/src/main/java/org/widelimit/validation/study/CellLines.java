package org.widelimit.validation.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Measurement;

/**
 * Lines of a cell store: {@code {"crc":"0123abcd","record":RECORD}} with the CRC-32 of the bytes of RECORD, which is
 * the key of the study (first line) or a cell. Doubles are written so that they come back bit for bit.
 */
final class CellLines {

    private static final String BEFORE_CRC = "{\"crc\":\"";
    private static final String BEFORE_RECORD = "\",\"record\":";
    private static final int RECORD_START = BEFORE_CRC.length() + 8 + BEFORE_RECORD.length();
    private static final int FORMAT = 1;
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private final ObjectMapper json = new ObjectMapper();

    /** The line of a key, newline included. */
    byte[] line(StudyKey key) {
        ObjectNode record = json.createObjectNode();
        record.put("format", FORMAT);
        ObjectNode parts = record.putObject("study");
        key.parts().forEach(parts::put);
        return line(record);
    }

    /** The line of a cell, newline included. */
    byte[] line(CellResult result) {
        ObjectNode record = json.createObjectNode();
        record.put("claim", result.cell().claim());
        record.put("knob", result.cell().knob());
        record.put("replicate", result.cell().replicate());
        record.put("seconds", result.seconds());
        Measurement measurement = result.measurement();
        if (measurement == null) {
            record.put("failure", result.failure());
        } else {
            ObjectNode numbers = record.putObject("numbers");
            measurement.numbers().forEach(numbers::put);
            if (!measurement.notes().isEmpty()) {
                ObjectNode notes = record.putObject("notes");
                measurement.notes().forEach(notes::put);
            }
        }
        return line(record);
    }

    private byte[] line(ObjectNode record) {
        try {
            String text = json.writeValueAsString(record);
            String line = BEFORE_CRC + crc(text) + BEFORE_RECORD + text + "}\n";
            return line.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that cannot be written as JSON", e);
        }
    }

    /** The parts of the key in a line without its newline; empty if the line is damaged. */
    Optional<Map<String, String>> key(String line) {
        JsonNode record = record(line);
        if (record == null || !record.path("study").isObject()) {
            return Optional.empty();
        }
        Map<String, String> parts = new LinkedHashMap<>();
        record.path("study")
                .fields()
                .forEachRemaining(
                        part -> parts.put(part.getKey(), part.getValue().asText()));
        if (record.path("format").asInt() != FORMAT) {
            parts.put("format", record.path("format").asText());
        }
        return Optional.of(parts);
    }

    /**
     * The cell in a line without its newline; empty if the line is damaged.
     *
     * @throws IllegalArgumentException if no run wrote it, although its checksum is right
     */
    Optional<CellResult> cell(String line) {
        JsonNode record = record(line);
        if (record == null || !record.path("claim").isTextual()) {
            return Optional.empty();
        }
        Cell cell = new Cell(
                record.path("claim").asText(),
                number(record.path("knob")),
                record.path("replicate").asInt());
        double seconds = number(record.path("seconds"));
        if (record.path("failure").isTextual()) {
            return Optional.of(new CellResult(cell, null, record.path("failure").asText(), seconds));
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        record.path("numbers").fields().forEachRemaining(n -> numbers.put(n.getKey(), number(n.getValue())));
        Map<String, String> notes = new LinkedHashMap<>();
        record.path("notes")
                .fields()
                .forEachRemaining(n -> notes.put(n.getKey(), n.getValue().asText()));
        return Optional.of(new CellResult(cell, new Measurement(numbers, notes), null, seconds));
    }

    /** A number that is finite, or one of the names that JSON has no number for. */
    private static double number(JsonNode node) {
        if (node.isNumber() ? Double.isFinite(node.asDouble()) : NOT_FINITE.contains(node.asText())) {
            return node.asDouble();
        }
        throw new IllegalArgumentException("expected a number, found " + node);
    }

    /** The record in a line, or null if its checksum is wrong. */
    private @Nullable JsonNode record(String line) {
        if (line.length() <= RECORD_START || !line.startsWith(BEFORE_CRC) || !line.endsWith("}")) {
            return null;
        }
        String text = line.substring(RECORD_START, line.length() - 1);
        if (!line.equals(BEFORE_CRC + crc(text) + BEFORE_RECORD + text + "}")) {
            return null;
        }
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
