package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

/** What the tests of kernels share. */
public final class Matrices {
    private Matrices() {}

    /** Standard normal inputs. */
    public static DMatrixRMaj inputs(long seed, int n, int d) {
        return RandomStreams.of(seed).child("inputs").stream().gaussianMatrix(n, d);
    }

    /** {@code max |a - b| / max |b|}. */
    public static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        assertThat(a.numRows).isEqualTo(b.numRows);
        assertThat(a.numCols).isEqualTo(b.numCols);
        double worst = 0;
        double size = 0;
        for (int k = 0; k < a.getNumElements(); k++) {
            double difference = Math.abs(a.data[k] - b.data[k]);
            // Not Math.max: that a NaN is found is what matters.
            worst = difference <= worst ? worst : difference;
            size = Math.max(size, Math.abs(b.data[k]));
        }
        return worst == 0 ? 0 : worst / size;
    }

    /** {@code |a - b|_F / |b|_F}. */
    public static double frobeniusDistance(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj difference = a.copy();
        for (int k = 0; k < difference.getNumElements(); k++) {
            difference.data[k] -= b.data[k];
        }
        return NormOps_DDRM.normF(difference) / NormOps_DDRM.normF(b);
    }

    public static DMatrixRMaj scaled(double factor, DMatrixRMaj a) {
        DMatrixRMaj result = a.copy();
        for (int k = 0; k < result.getNumElements(); k++) {
            result.data[k] *= factor;
        }
        return result;
    }

    public static double trace(DMatrixRMaj a) {
        double trace = 0;
        for (int i = 0; i < a.numRows; i++) {
            trace += a.get(i, i);
        }
        return trace;
    }

    /** Symmetric to the last bit, and no eigenvalue below minus rounding. */
    public static void assertCovariance(DMatrixRMaj a) {
        int n = a.numRows;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(a.get(i, j)).isEqualTo(a.get(j, i));
            }
        }
        double smallest = DenseBackends.preferred().symmetricEigenvalues(a)[0];
        assertThat(smallest).isGreaterThanOrEqualTo(-n * 0x1.0p-52 * trace(a));
    }

    public static void assertSameBits(DMatrixRMaj a, DMatrixRMaj b) {
        assertThat(a.numRows).isEqualTo(b.numRows);
        assertThat(a.numCols).isEqualTo(b.numCols);
        assertThat(bits(a)).isEqualTo(bits(b));
    }

    private static long[] bits(DMatrixRMaj a) {
        return Arrays.stream(a.data, 0, a.getNumElements())
                .mapToLong(Double::doubleToLongBits)
                .toArray();
    }
}
