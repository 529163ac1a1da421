package org.widelimit.ntk.dual;

/** One 2 x 2 covariance as a batch of one pair. */
final class Covariances {
    /** By how much rounding may carry q12^2 over q11 q22, relatively. */
    private static final double ROUNDING = 1e-12;

    private Covariances() {}

    static PairBatch evaluate(DualActivation dual, double q11, double q22, double q12) {
        Marginals left = dual.marginals(new double[] {q11});
        Marginals right = dual.marginals(new double[] {q22});
        PairBatch batch = PairBatch.ofCapacity(1);
        batch.covariance()[0] = q12;
        batch.gap()[0] = gap(q11, q22, q12);
        dual.evaluate(left, 0, right, 0, 1, batch);
        return batch;
    }

    /**
     * {@code 2 (sqrt(q11 q22) - |q12|) = 2 (q11 q22 - q12^2) / (sqrt(q11 q22) + |q12|)}, relatively accurate for the numbers as given.
     *
     * <p>Powers of two are taken out first, so that no product overflows or underflows.
     */
    static double gap(double q11, double q22, double q12) {
        if (Double.isNaN(q12) || Double.isInfinite(q12)) {
            throw new IllegalArgumentException("expected a finite covariance, found " + q12);
        }
        int e1 = Math.getExponent(q11);
        int e2 = Math.getExponent(q22);
        e1 -= (e1 + e2) & 1;
        int half = (e1 + e2) / 2;
        double a = Math.scalb(q11, -e1);
        double b = Math.scalb(q22, -e2);
        double c = Math.abs(Math.scalb(q12, -half));
        double determinant = differenceOfProducts(a, b, c);
        if (determinant < -ROUNDING * a * b || (a * b == 0 && q12 != 0)) {
            throw new IllegalArgumentException(
                    "expected q12^2 <= q11 q22, found q11 = " + q11 + ", q22 = " + q22 + ", q12 = " + q12);
        }
        return determinant > 0 ? Math.scalb(2 * determinant / (Math.sqrt(a * b) + c), half) : 0;
    }

    /** {@code a b - c^2} with a relative error of at most 1.5 units in the last place, by W. Kahan's use of the fused product. */
    private static double differenceOfProducts(double a, double b, double c) {
        double square = c * c;
        double error = Math.fma(-c, c, square);
        return Math.fma(a, b, -square) + error;
    }
}
