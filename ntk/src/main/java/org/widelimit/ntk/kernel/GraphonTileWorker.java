package org.widelimit.ntk.kernel;

import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;

/** Moments, tangent kernel and storage of one tile after another. Belongs to one thread. */
final class GraphonTileWorker implements Consumer<Tile> {
    private final GraphonMoments moments;
    private final TangentForm tangent;
    private final Storage storage;
    private final KernelPair result;
    private final DMatrixRMaj nngp = new DMatrixRMaj(1, 1);
    private final DMatrixRMaj ntk = new DMatrixRMaj(1, 1);

    GraphonTileWorker(GraphonMoments moments, TangentForm tangent, Storage storage, KernelPair result) {
        this.moments = moments;
        this.tangent = tangent;
        this.storage = storage;
        this.result = result;
    }

    @Override
    public void accept(Tile tile) {
        moments.compute(tile);
        tangent.compute(moments, nngp, ntk);
        storage.store(tile, nngp, result.nngp());
        storage.store(tile, ntk, result.ntk());
    }

    /** Which entries of a tile are written where. */
    enum Storage {
        /** All of them. */
        ALL,

        /** Those on and above the diagonal, and their mirror images. */
        UPPER_AND_MIRRORED;

        private void store(Tile tile, DMatrixRMaj pairs, DMatrixRMaj kernel) {
            for (int i = tile.rowFrom(); i < tile.rowTo(); i++) {
                int from = this == ALL ? tile.columnFrom() : Math.max(tile.columnFrom(), i);
                int pair = (i - tile.rowFrom()) * tile.width() + from - tile.columnFrom();
                if (from < tile.columnTo()) {
                    System.arraycopy(pairs.data, pair, kernel.data, i * kernel.numCols + from, tile.columnTo() - from);
                }
            }
            if (this == UPPER_AND_MIRRORED) {
                tile.mirror(kernel);
            }
        }
    }
}
