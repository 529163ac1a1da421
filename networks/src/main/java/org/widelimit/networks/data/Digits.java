package org.widelimit.networks.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** The built-in data set, from the class path. */
final class Digits {
    private static final String RESOURCE = "digits.csv.gz";

    /** Read once: a study draws a hundred networks on them. */
    static final Dataset DATASET = load();

    private Digits() {}

    private static Dataset load() {
        try (InputStream resource = Digits.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing from the class path");
            }
            byte[] bytes = resource.readAllBytes();
            try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return CsvDataset.parse(text, "digits", sha256(bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
