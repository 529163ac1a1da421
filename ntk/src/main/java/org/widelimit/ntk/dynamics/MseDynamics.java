package org.widelimit.ntk.dynamics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.SymmetricEigen;

/**
 * Training on the squared error {@code 1/(2 s) |f - y|^2} under a constant kernel, in closed form (arXiv 1902.06720, equations 8 and 9). With {@code Theta = V diag(lambda) V^T} among the N training inputs, a ridge r
 * and mu = (lambda + r)/s,
 *
 * <pre>
 *   f(x) = f_0(x) + Theta(x, X) a,    a = V h(mu) V^T (y - f_0(X)) / s,
 *   y - f(X) = V [g(mu) + r h(mu)/s] V^T (y - f_0(X)),
 * </pre>
 *
 * where {@link Training} has g and h: gradient flow, gradient descent and the heavy ball after any number of steps, each exact; and t = infinity, which is kernel regression. One eigendecomposition serves all of
 * them. Shapes: kernel (N, N), targets (N, O); every output is trained under the same kernel. Nothing is clipped: along a negative eigenvalue the residual grows.
 *
 * <p>Starts from {@code f_0 = 0} unless {@link #startingAt} says otherwise. Immutable.
 */
public final class MseDynamics {

    private final SymmetricEigen eigen;
    private final DMatrixRMaj targets;
    private final DMatrixRMaj initial;
    private final DMatrixRMaj modes;
    private final double divisor;
    private final double ridge;
    private final DenseBackend backend;

    private MseDynamics(
            SymmetricEigen eigen,
            DMatrixRMaj targets,
            DMatrixRMaj initial,
            double divisor,
            double ridge,
            DenseBackend backend) {
        this.eigen = eigen;
        this.targets = targets;
        this.initial = initial;
        this.divisor = divisor;
        this.ridge = ridge;
        this.backend = backend;
        DMatrixRMaj residual = targets.copy();
        for (int k = 0; k < residual.getNumElements(); k++) {
            residual.data[k] -= initial.data[k];
        }
        this.modes = backend.multiplyTransA(eigen.vectors(), residual);
    }

    /**
     * Training from f_0 = 0.
     *
     * @param kernel Theta(X, X), symmetric, (N, N), N >= 1
     * @param targets y, (N, O), O >= 1
     * @throws InputException if the shapes do not fit
     * @throws IllegalArgumentException if the kernel is not symmetric or not finite
     */
    public static MseDynamics of(DMatrixRMaj kernel, DMatrixRMaj targets, MseOptions options) {
        Shapes.checkTraining(kernel, targets);
        double divisor = options.averaging().divisor(targets.numRows, targets.numCols);
        return new MseDynamics(
                options.backend().symmetricEigen(kernel),
                targets.copy(),
                new DMatrixRMaj(targets.numRows, targets.numCols),
                divisor,
                options.ridge().value(kernel),
                options.backend());
    }

    /**
     * The same from another function.
     *
     * @param outputs f_0(X), (N, O)
     * @throws InputException if the shape is another
     */
    public MseDynamics startingAt(DMatrixRMaj outputs) {
        Shapes.require("initial outputs", targets.numRows, targets.numCols, outputs);
        return new MseDynamics(eigen, targets, outputs.copy(), divisor, ridge, backend);
    }

    /** N. */
    public int examples() {
        return targets.numRows;
    }

    /** O. */
    public int outputs() {
        return targets.numCols;
    }

    /** The eigenvalues of Theta(X, X), ascending. */
    public double[] eigenvalues() {
        return eigen.values().clone();
    }

    /** The residuals {@code V^T (y - f_0(X))} along the eigenvectors at the start, (N, O), in the order of {@link #eigenvalues}. */
    public DMatrixRMaj modes() {
        return modes.copy();
    }

    /**
     * f(X) after training, (N, O).
     *
     * @throws InputException if training went on for ever and the kernel, with its ridge, is not positive definite to working precision
     */
    public DMatrixRMaj trainOutputs(Training training) {
        DMatrixRMaj f = rotated(residualFactor(training));
        for (int k = 0; k < f.getNumElements(); k++) {
            f.data[k] = targets.data[k] - f.data[k];
        }
        return f;
    }

    /**
     * a after training, (N, O): {@code f(x) = f_0(x) + Theta(x, X) a} everywhere.
     *
     * @throws InputException as {@link #trainOutputs}
     */
    public DMatrixRMaj coefficients(Training training) {
        return rotated(gainFactor(training));
    }

    /**
     * f(x) - f_0(x) after training, (M, O).
     *
     * @param cross Theta(x, X), (M, N)
     * @throws InputException as {@link #trainOutputs}, or if the shape does not fit
     */
    public DMatrixRMaj predict(Training training, DMatrixRMaj cross) {
        Shapes.requireColumns("kernel of the inputs against the training inputs", targets.numRows, cross);
        return backend.multiply(cross, coefficients(training));
    }

    /** {@code 1/(2 s) |f(X) - y|^2} after training, without the ridge's penalty. */
    public double loss(Training training) {
        DoubleUnaryOperator factor = residualFactor(training);
        double sum = 0;
        for (int k = 0; k < eigen.values().length; k++) {
            double left = factor.applyAsDouble(eigen.values()[k]);
            for (int o = 0; o < modes.numCols; o++) {
                double mode = left * modes.unsafe_get(k, o);
                sum += mode * mode;
            }
        }
        return sum / (2 * divisor);
    }

    /** The largest stable learning rate of gradient descent with this momentum, {@code 2 (1 + beta) s / (lambda_1 + r)}. */
    public double largestStableRate(double momentum) {
        double[] values = eigen.values();
        return LearningRates.largestStable((values[values.length - 1] + ridge) / divisor, momentum);
    }

    /** {@code V factor(lambda) V^T} as a matrix, (N, N): what multiplies the residual of the start. */
    DMatrixRMaj filter(DoubleUnaryOperator factor) {
        DMatrixRMaj scaled = eigen.vectors().copy();
        int n = scaled.numRows;
        double[] factors = Arrays.stream(eigen.values()).map(factor).toArray();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                scaled.data[i * n + k] *= factors[k];
            }
        }
        return backend.multiplyTransB(scaled, eigen.vectors());
    }

    /** y - f(X) over y - f_0(X), by eigenvalue. */
    DoubleUnaryOperator residualFactor(Training training) {
        Training checked = checked(training);
        return lambda -> {
            double mu = (lambda + ridge) / divisor;
            return ridge == 0 ? checked.residual(mu) : checked.residual(mu) + ridge / divisor * checked.gain(mu);
        };
    }

    /** The coefficients over y - f_0(X), by eigenvalue. */
    DoubleUnaryOperator gainFactor(Training training) {
        Training checked = checked(training);
        return lambda -> checked.gain((lambda + ridge) / divisor) / divisor;
    }

    DenseBackend backend() {
        return backend;
    }

    private Training checked(Training training) {
        double smallest = eigen.values()[0] + ridge;
        double largest = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[eigen.values().length - 1]));
        double noise = eigen.values().length * Math.ulp(1.0) * largest;
        if (training instanceof Converged && !(smallest > noise)) {
            throw new InputException("kernel: expected one that is positive definite to working precision, found a "
                    + "smallest eigenvalue " + smallest + " beside " + largest + "; name a ridge, or a finite time");
        }
        return training;
    }

    private DMatrixRMaj rotated(DoubleUnaryOperator factor) {
        DMatrixRMaj scaled = modes.copy();
        for (int k = 0; k < scaled.numRows; k++) {
            double value = factor.applyAsDouble(eigen.values()[k]);
            for (int o = 0; o < scaled.numCols; o++) {
                scaled.data[k * scaled.numCols + o] *= value;
            }
        }
        return backend.multiply(eigen.vectors(), scaled);
    }
}
