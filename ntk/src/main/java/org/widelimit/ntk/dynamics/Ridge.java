package org.widelimit.ntk.dynamics;

import org.ejml.data.DMatrixRMaj;

/**
 * A ridge r >= 0: {@code Theta + r I} in place of Theta among the training inputs. In training it is weight decay towards the initial parameters, the penalty {@code r/(2 s) |theta - theta_0|^2}; at t = infinity
 * it is kernel ridge regression.
 */
public sealed interface Ridge {

    /** r = 0. */
    static Ridge none() {
        return new Absolute(0);
    }

    /** This r. */
    static Ridge absolute(double value) {
        return new Absolute(value);
    }

    /** r = share of the mean of the kernel's diagonal. */
    static Ridge relative(double share) {
        return new Relative(share);
    }

    /** r for this kernel (N, N). */
    double value(DMatrixRMaj kernel);

    /** r itself. */
    record Absolute(double ridge) implements Ridge {
        public Absolute {
            check(ridge);
        }

        @Override
        public double value(DMatrixRMaj kernel) {
            return ridge;
        }
    }

    /** A share of the mean diagonal. */
    record Relative(double share) implements Ridge {
        public Relative {
            check(share);
        }

        @Override
        public double value(DMatrixRMaj kernel) {
            double trace = 0;
            for (int i = 0; i < kernel.numRows; i++) {
                trace += kernel.unsafe_get(i, i);
            }
            return share * trace / kernel.numRows;
        }
    }

    private static void check(double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("expected a finite ridge >= 0, found " + value);
        }
    }
}
