package org.widelimit.networks.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/** Chooses the reader by the file's name, and opens plain and compressed files alike. */
final class DatasetFiles {
    private static final String GZ = ".gz";

    private DatasetFiles() {}

    static Dataset read(Path file) {
        String name =
                file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(GZ) ? name.substring(0, name.length() - GZ.length()) : name;
        if (plain.endsWith(".csv")) {
            return CsvDataset.read(file);
        }
        if (name.endsWith(".npz")) {
            return NpzDataset.read(file);
        }
        if (plain.contains("idx")) {
            return IdxDataset.read(file, IdxDataset.labelsBeside(file));
        }
        throw new InputException(InputFiles.name(file)
                + ": expected data as .csv, .csv.gz, .npz, or IDX (idx in the name), found another ending");
    }

    static boolean isCompressed(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(GZ);
    }

    static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        if (!isCompressed(file)) {
            return raw;
        }
        try {
            return new BufferedInputStream(new GZIPInputStream(raw));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
