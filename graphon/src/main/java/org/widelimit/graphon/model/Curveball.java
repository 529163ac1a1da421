package org.widelimit.graphon.model;

import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;

/** State of the curveball chain: the entries, one byte each. */
final class Curveball {

    private final Mask start;
    private final byte[][] rows;

    private Curveball(Mask start, byte[][] rows) {
        this.start = start;
        this.rows = rows;
    }

    static Curveball of(Mask mask) {
        byte[][] rows = new byte[mask.rows()][mask.columns()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (byte) (mask.kept(i, j) ? 1 : 0);
            }
        }
        return new Curveball(mask, rows);
    }

    Mask traded(long trades, RandomStream stream) {
        int[] exclusive = new int[start.columns()];
        for (long t = 0; t < trades && rows.length > 1; t++) {
            int first = stream.nextInt(rows.length);
            int second = stream.nextInt(rows.length - 1);
            trade(rows[first], rows[second < first ? second : second + 1], exclusive, stream);
        }
        return Mask.of(start.name(), start.rows(), start.columns(), (i, j) -> rows[i][j] == 1);
    }

    /** Deals the columns that exactly one of the two rows has: the first row gets as many of them as before. */
    private static void trade(byte[] first, byte[] second, int[] exclusive, RandomStream stream) {
        int count = 0;
        int ofFirst = 0;
        for (int j = 0; j < first.length; j++) {
            if (first[j] != second[j]) {
                exclusive[count++] = j;
                ofFirst += first[j];
            }
        }
        for (int k = 0; k < count; k++) {
            int pick = k + stream.nextInt(count - k);
            int column = exclusive[pick];
            exclusive[pick] = exclusive[k];
            first[column] = (byte) (k < ofFirst ? 1 : 0);
            second[column] = (byte) (k < ofFirst ? 0 : 1);
        }
    }
}
