package org.widelimit.validation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.widelimit.numerics.InputException;

/**
 * {@code report.json}: fields in the order of the records, one line for each field and each list of numbers, numbers with the
 * digits that identify the double (the same on every JDK). Reading what was written gives an equal report.
 */
public final class ReportJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReportJson() {}

    /** The report as JSON text that ends with a line feed. */
    public static String toJson(Report report) {
        // The line feed is fixed: the default indenter takes the platform's.
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        ObjectWriter writer = MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(indenter));
        return write(writer, report) + "\n";
    }

    /** Figures by id on one line. The type is named because a plain map has lost it, and with it the kind of each figure. */
    static String toCompactJson(Map<String, Figure> figures) {
        return write(MAPPER.writerFor(new TypeReference<Map<String, Figure>>() {}), figures);
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the report has no JSON form", e);
        }
    }

    /**
     * The report in a JSON text.
     *
     * @throws InputException when the text is no report; the message names the place
     */
    public static Report fromJson(String json) {
        try {
            Report report = MAPPER.readValue(json, Report.class);
            if (report == null) {
                throw new InputException("expected a report in JSON, found: null");
            }
            return report;
        } catch (JsonProcessingException e) {
            throw new InputException(
                    "expected a report in JSON, found: " + firstLine(e.getOriginalMessage()) + place(e), e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }
}
