package org.widelimit.ntk.kernel;

import org.ejml.data.DMatrixRMaj;

/** From the moments of a tile's pairs to their NNGP and NTK. */
interface TangentForm {

    /**
     * @param moments of the pairs of one tile
     * @param nngp out: 1 x pairs
     * @param ntk out: 1 x pairs
     */
    void compute(GraphonMoments moments, DMatrixRMaj nngp, DMatrixRMaj ntk);
}
