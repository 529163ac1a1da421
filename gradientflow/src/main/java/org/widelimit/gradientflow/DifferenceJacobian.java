package org.widelimit.gradientflow;

import org.ejml.data.DMatrixRMaj;

/** The Jacobian of a flow by central differences. */
final class DifferenceJacobian {
    /** Balances the truncation h^2 with the rounding eps / h. */
    private static final double STEP = Math.cbrt(Math.ulp(1.0));
    /** Of the flow's scale: a component that is smaller, zero say, is moved as if it were of this size. */
    private static final double FLOOR = 1e-3;

    private DifferenceJacobian() {}

    static void of(Flow flow, double t, double[] y, DMatrixRMaj jacobian) {
        int n = y.length;
        double[] scales = flow.scales(y);
        double[] moved = y.clone();
        double[] above = new double[n];
        double[] below = new double[n];
        for (int j = 0; j < n; j++) {
            double h = STEP * Math.max(Math.abs(y[j]), FLOOR * scales[j]);
            moved[j] = y[j] + h;
            flow.derivative(t, moved, above);
            double upper = moved[j];
            moved[j] = y[j] - h;
            flow.derivative(t, moved, below);
            double width = upper - moved[j];
            moved[j] = y[j];
            for (int i = 0; i < n; i++) {
                jacobian.data[i * n + j] = (above[i] - below[i]) / width;
            }
        }
    }
}
