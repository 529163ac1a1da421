package org.widelimit.gradientflow.transformer;

import org.widelimit.numerics.kernel.ArrayKernels;

/** A loss of the margin q = y f. */
public enum MarginLoss {
    /** e^{-q} (arXiv 2510.06954, eq. 3); overflows below q = -709. */
    EXPONENTIAL {
        @Override
        public double value(double q) {
            return Math.exp(-q);
        }

        @Override
        public double pull(double q) {
            return Math.exp(-q);
        }

        @Override
        public double curvature(double q) {
            return Math.exp(-q);
        }

        @Override
        void pullEach(double[] q) {
            for (int i = 0; i < q.length; i++) {
                q[i] = -q[i];
            }
            ArrayKernels.preferred().exp(q);
        }
    },
    /** ln(1 + e^{-q}). */
    LOGISTIC {
        @Override
        public double value(double q) {
            return q > 0 ? Math.log1p(Math.exp(-q)) : -q + Math.log1p(Math.exp(q));
        }

        @Override
        public double pull(double q) {
            return 1 / (1 + Math.exp(q));
        }

        @Override
        public double curvature(double q) {
            return pull(q) * pull(-q);
        }

        @Override
        void pullEach(double[] q) {
            ArrayKernels.preferred().exp(q);
            for (int i = 0; i < q.length; i++) {
                q[i] = 1 / (1 + q[i]);
            }
        }
    };

    /**
     * l(q).
     *
     * @param q margin
     * @return the loss of one sample
     */
    public abstract double value(double q);

    /**
     * -l'(q), which is positive.
     *
     * @param q margin
     * @return how strongly the sample pulls its margin up
     */
    public abstract double pull(double q);

    /**
     * l''(q), which is positive.
     *
     * @param q margin
     * @return the curvature
     */
    public abstract double curvature(double q);

    /** {@link #pull} of each of many margins, which are replaced by it. */
    abstract void pullEach(double[] q);
}
