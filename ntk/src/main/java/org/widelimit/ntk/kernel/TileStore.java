package org.widelimit.ntk.kernel;

/** Hands the entries of finished tiles to a sink; for a symmetric kernel those on and above the diagonal and their mirror images. Belongs to one thread. */
final class TileStore {

    /** Columns that are transposed side by side: one line of cache. */
    private static final int LINE = 8;

    /** Which entries of a tile go where. */
    enum Symmetry {
        /** All entries, as they are. */
        NONE,
        /** Those on and above the diagonal, and their mirror images. */
        MIRRORED
    }

    private final KernelSink sink;
    private final Symmetry symmetry;
    private double[] lines = new double[0];

    TileStore(KernelSink sink, Symmetry symmetry) {
        this.sink = sink;
        this.symmetry = symmetry;
    }

    /**
     * Stores a tile.
     *
     * @param entries by rows, {@code tile.width()} apart; below the diagonal of a symmetric kernel they may be anything
     */
    void store(Tile tile, double[] entries) {
        if (sink == KernelSink.NONE) {
            return;
        }
        int width = tile.width();
        for (int i = tile.rowFrom(); i < tile.rowTo(); i++) {
            int from = symmetry == Symmetry.MIRRORED ? Math.max(i, tile.columnFrom()) : tile.columnFrom();
            if (from < tile.columnTo()) {
                int at = (i - tile.rowFrom()) * width + from - tile.columnFrom();
                sink.put(i, from, entries, at, tile.columnTo() - from);
            }
        }
        if (symmetry == Symmetry.MIRRORED) {
            for (int j = Math.max(tile.columnFrom(), tile.rowFrom() + 1); j < tile.columnTo(); j += LINE) {
                mirror(tile, entries, j, Math.min(LINE, tile.columnTo() - j));
            }
        }
    }

    /** {@code kernel[j + c, i] <- kernel[i, j + c]} for {@code i < j + c}. */
    private void mirror(Tile tile, double[] entries, int j, int columns) {
        int width = tile.width();
        int height = tile.height();
        if (lines.length < LINE * height) {
            lines = new double[LINE * height];
        }
        int first = j - tile.columnFrom();
        if (columns == LINE) {
            transposeLine(entries, first, width, height);
        } else {
            for (int r = 0; r < height; r++) {
                for (int c = 0; c < columns; c++) {
                    lines[c * height + r] = entries[r * width + first + c];
                }
            }
        }
        for (int c = 0; c < columns; c++) {
            sink.put(j + c, tile.rowFrom(), lines, c * height, Math.min(height, j + c - tile.rowFrom()));
        }
    }

    /** {@code lines[c, r] <- entries[r, first + c]} for eight columns: written out, so that a row's eight loads and eight stores wait for nothing. */
    private void transposeLine(double[] entries, int first, int width, int height) {
        double[] to = lines;
        int at = first;
        for (int r = 0; r < height; r++, at += width) {
            to[r] = entries[at];
            to[height + r] = entries[at + 1];
            to[2 * height + r] = entries[at + 2];
            to[3 * height + r] = entries[at + 3];
            to[4 * height + r] = entries[at + 4];
            to[5 * height + r] = entries[at + 5];
            to[6 * height + r] = entries[at + 6];
            to[7 * height + r] = entries[at + 7];
        }
    }
}
