package org.widelimit.gradientflow.transformer;

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
}
