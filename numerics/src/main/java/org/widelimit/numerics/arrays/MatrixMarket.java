package org.widelimit.numerics.arrays;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ejml.data.DMatrixSparseTriplet;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/**
 * Matrix Market files ({@code .mtx}): one matrix as text, its entries with their 1-based places (coordinate) or all of
 * them column by column (array). The format is described in R. Boisvert, R. Pozo and K. Remington, The Matrix Market
 * Exchange Formats, NISTIR 5935 (1996).
 *
 * <p>Read: coordinate and array; pattern, integer and real; general, symmetric and skew-symmetric. Complex and Hermitian
 * matrices are refused.
 */
public final class MatrixMarket {

    static final String BANNER = "%%MatrixMarket";

    private MatrixMarket() {}

    /**
     * Reads a matrix. Memory is taken for the entries that the file can hold, 16 bytes each, never for the shape.
     *
     * @param file a Matrix Market file
     * @return the entries that the file lists (of an array: those that are not 0), both halves of a symmetric matrix;
     *     1 for each entry of a pattern. An entry that the file lists twice is there twice
     * @throws InputException when the file does not exist, cannot be read, is not such a file, has fewer or more entries
     *     than it says, an entry outside the matrix, or a value that is not a number; the message names the line
     */
    public static DMatrixSparseTriplet read(Path file) {
        long size = InputFiles.size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new MatrixMarketReader(new TextLines(in, InputFiles.name(file)), size).read();
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }
}
