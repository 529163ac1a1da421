package org.widelimit.validation.realinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

class ComparisonTest {

    private static DMatrixRMaj gram(String name) {
        DMatrixRMaj a = RandomStreams.of(3).child(name).stream().gaussianMatrix(6, 9);
        DMatrixRMaj gram = new DMatrixRMaj(6, 6);
        CommonOps_DDRM.multTransB(a, a, gram);
        return gram;
    }

    @Test
    void shapeErrorSeesNoFactor() {
        DMatrixRMaj a = gram("a");
        DMatrixRMaj scaled = a.copy();
        CommonOps_DDRM.scale(7.5, scaled);
        assertThat(Comparison.shapeError(scaled, a)).isLessThan(1e-15);
    }

    @Test
    void shapeErrorOfTwoDiagonals() {
        // (3, 1)/4 against (1, 1)/2: differences of 1/4 twice, over the norm (1/2)^(1/2).
        DMatrixRMaj a = CommonOps_DDRM.diag(3, 1);
        DMatrixRMaj b = CommonOps_DDRM.diag(10, 10);
        assertThat(Comparison.shapeError(a, b)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void comparisonHoldsEachAgainstEach() {
        DMatrixRMaj limit = gram("limit");
        DMatrixRMaj network = gram("network");
        DMatrixRMaj dense = gram("dense");
        Comparison found = Comparison.of(limit, network, dense, DenseBackends.preferred());
        assertThat(found.traceRatio())
                .isCloseTo(CommonOps_DDRM.trace(network) / CommonOps_DDRM.trace(limit), within(1e-13));
        assertThat(found.shapeError()).isEqualTo(Comparison.shapeError(network, limit));
        assertThat(found.limitFromDense()).isEqualTo(Comparison.shapeError(limit, dense));
        assertThat(found.networkFromDense()).isEqualTo(Comparison.shapeError(network, dense));
    }
}
