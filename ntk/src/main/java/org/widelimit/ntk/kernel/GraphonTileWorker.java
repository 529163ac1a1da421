package org.widelimit.ntk.kernel;

import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;

/** Moments, tangent kernel and storage of one tile after another. Belongs to one thread. */
final class GraphonTileWorker implements Consumer<Tile> {
    private final GraphonMoments moments;
    private final TangentForm tangent;
    private final TileStore nngpStore;
    private final TileStore ntkStore;
    private final DMatrixRMaj nngp = new DMatrixRMaj(1, 1);
    private final DMatrixRMaj ntk = new DMatrixRMaj(1, 1);

    GraphonTileWorker(GraphonMoments moments, TangentForm tangent, TileStore nngpStore, TileStore ntkStore) {
        this.moments = moments;
        this.tangent = tangent;
        this.nngpStore = nngpStore;
        this.ntkStore = ntkStore;
    }

    @Override
    public void accept(Tile tile) {
        moments.compute(tile);
        tangent.compute(moments, nngp, ntk);
        nngpStore.store(tile, nngp.data);
        ntkStore.store(tile, ntk.data);
    }
}
