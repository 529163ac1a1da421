package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.ntk.multitask.EigenvalueRule;
import org.widelimit.ntk.multitask.ExampleStep;
import org.widelimit.ntk.multitask.ExtendedNtk;
import org.widelimit.ntk.multitask.HeadGradients;
import org.widelimit.ntk.multitask.LinearScalarisation;
import org.widelimit.ntk.multitask.MultiTaskNetwork;
import org.widelimit.ntk.multitask.Normalisation;
import org.widelimit.ntk.multitask.Ntkmtl;
import org.widelimit.ntk.multitask.Representation;
import org.widelimit.ntk.multitask.Task;
import org.widelimit.ntk.multitask.TaskStep;
import org.widelimit.ntk.multitask.TaskWeighting;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.SymmetricEigen;
import org.widelimit.validation.claim.BoundClaim;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Corner;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.multitask.ScaledLoss;

/** ntkmtl/N4 and N7 to N10: what the weights of NTKMTL and NTKMTL-SR obey. */
final class TaskWeightClaims {

    private static final String RULE = "departure from equation 15";
    private static final String DIRECTION = "change of the unit direction";
    private static final String SLACK = "relative slack";
    private static final String CHUNKS = "departure from a diagonal Gram matrix";
    private static final String RATIO = "slack of the logarithm";
    private static final String EXACT = "logarithm of the ratio of ratios";
    private static final double ROUNDING = 1e-10;

    private TaskWeightClaims() {}

    static List<Claim> claims() {
        return List.of(rule(), invariance(), bounds(), chunks(), shared(), orthonormal());
    }

    private static Claim rule() {
        return IdentityClaim.named("ntkmtl/N4")
                .states(
                        "The weights of equation 15 make all w_i^2 lambda_i equal to lambda~, the mean of lambda_i, so that the"
                                + " mean of 1/w_i^2 is 1.")
                .formula("w_i^2 \\lambda_i = \\tilde\\lambda, \\quad \\frac{1}{k} \\sum_i w_i^{-2} = 1")
                .printed(MultiTaskClaims.PAPER, "eq. 14 and 15")
                .measures(RULE, instance -> {
                    int k = instance.dimension(2, 8);
                    double[] lambda = largest(instance, k);
                    double mean = Arrays.stream(lambda).average().orElseThrow();
                    double max = Arrays.stream(lambda).max().orElseThrow();
                    double[] byMax =
                            Arrays.stream(lambda).map(l -> Math.sqrt(max / l)).toArray();
                    double[] bySum = new EigenvalueRule(0.5, Normalisation.SUM).weights(lambda);
                    return Measurement.of(
                                    RULE, departure(EigenvalueRule.printed().weights(lambda), lambda, mean))
                            .and("with the sum for the mean", departure(bySum, lambda, mean))
                            .and("with the largest for the mean", departure(byMax, lambda, mean));
                })
                .within(1e-12, "rounding of roots")
                .falsehood("So do those of the published code, with the sum for lambda~.", "with the sum for the mean")
                .falsehood("lambda~ is the largest eigenvalue.", "with the largest for the mean")
                .costs(1)
                .build();
    }

    /** lambda_max(K_ii) of normal Jacobians whose sizes differ over two decades. */
    private static double[] largest(Instance instance, int tasks) {
        int n = instance.dimension(1, 6);
        double[] lambda = new double[tasks];
        for (int i = 0; i < tasks; i++) {
            DMatrixRMaj gram = gram(instance.gaussianMatrix(n, instance.dimension(1, 20)), instance.backend());
            double[] values = instance.backend().symmetricEigenvalues(gram);
            lambda[i] = values[n - 1] * Math.pow(10, instance.uniform(-2, 2));
        }
        return lambda;
    }

    private static double departure(double[] weights, double[] lambda, double mean) {
        double worst = 0;
        double inverse = 0;
        for (int i = 0; i < weights.length; i++) {
            worst = Math.max(worst, Math.abs(weights[i] * weights[i] * lambda[i] / mean - 1));
            inverse += 1 / (weights[i] * weights[i]) / weights.length;
        }
        return Math.max(worst, Math.abs(inverse - 1));
    }

    private static Claim invariance() {
        return IdentityClaim.named("ntkmtl/N7")
                .states(
                        "NTKMTL with one chunk and a = 1/2 gives all w_i g_i one length, so its direction stays when the losses"
                                + " of a network's tasks are multiplied by constants c_i.")
                .formula("\\sum_i w_i g_i \\propto \\sum_i g_i / \\|g_i\\|")
                .derived(MultiTaskClaims.PAPER, "published code, n = 1")
                .measures(DIRECTION, instance -> {
                    TaskInstance tasks = TaskInstance.draw(instance);
                    double[] constants = new double[tasks.tasks()];
                    Arrays.setAll(constants, i -> Math.pow(10, instance.uniform(-2, 2)));
                    double[] ones = new double[constants.length];
                    Arrays.fill(ones, 1);
                    MultiTaskNetwork plain = problem(tasks, ones);
                    MultiTaskNetwork scaled = problem(tasks, constants);
                    return Measurement.of(
                                    DIRECTION, Math.max(lengths(at(plain)), change(plain, scaled, Ntkmtl.defaults())))
                            .and("change with a = 1", change(plain, scaled, Ntkmtl.of(1)))
                            .and("change with equal weights", change(plain, scaled, new LinearScalarisation()));
                })
                .within(1e-10, "rounding of gradients that may nearly cancel in their sum")
                .falsehood("So it is with a = 1.", "change with a = 1")
                .falsehood("So it is for the sum of the losses.", "change with equal weights")
                .costs(1)
                .build();
    }

    private static MultiTaskNetwork problem(TaskInstance tasks, double[] constants) {
        List<Task> list = new ArrayList<>();
        List<DMatrixRMaj> targets = new ArrayList<>();
        for (int i = 0; i < constants.length; i++) {
            list.add(new Task("task " + i, 1, new ScaledLoss(new MeanSquaredError(), constants[i])));
            targets.add(CommonOps_DDRM.extractColumn(tasks.targets(), i, null));
        }
        return MultiTaskNetwork.of(tasks.network(), list, tasks.inputs(), targets);
    }

    private static ExampleStep at(MultiTaskNetwork problem) {
        return problem.at(problem.initial());
    }

    /** Relative spread of the lengths of w_i g_i. */
    private static double lengths(TaskStep step) {
        double[] w = Ntkmtl.defaults().start(step.tasks()).weights(step);
        double first = w[0] * Math.sqrt(step.gram().get(0, 0));
        double worst = 0;
        for (int i = 1; i < w.length; i++) {
            worst = Math.max(worst, Math.abs(w[i] * Math.sqrt(step.gram().get(i, i)) / first - 1));
        }
        return worst;
    }

    /** Distance of the unit vectors along the gradients of the shared parameters. */
    private static double change(MultiTaskNetwork plain, MultiTaskNetwork scaled, TaskWeighting method) {
        double[] a = direction(plain, method);
        double[] b = direction(scaled, method);
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            sum += (a[p] - b[p]) * (a[p] - b[p]);
        }
        return Math.sqrt(sum);
    }

    private static double[] direction(MultiTaskNetwork problem, TaskWeighting method) {
        TaskStep step = at(problem);
        double[] w = method.start(step.tasks()).weights(step);
        double[] unit = Arrays.copyOf(step.gradient(w, HeadGradients.WEIGHTED), problem.sharedParameters());
        double length = 0;
        for (double g : unit) {
            length = Math.hypot(length, g);
        }
        for (int p = 0; p < unit.length; p++) {
            unit[p] /= length;
        }
        return unit;
    }

    private static Claim bounds() {
        return BoundClaim.named("ntkmtl/N8")
                .states(
                        "The largest eigenvalue of J J^T lies between n times the squared length of the mean row and the sum of"
                                + " the squared lengths; that of K~ between the largest and the sum of the tasks'.")
                .formula("n \\|\\bar g\\|^2 \\le \\lambda_{\\max}(J J^{\\top}) \\le \\|J\\|_F^2, \\quad"
                        + " \\max_i \\lambda_i \\le \\lambda_{\\max}(\\tilde K) \\le \\sum_i \\lambda_i")
                .derived(MultiTaskClaims.PAPER, "eq. 8 and 9: Rayleigh quotients")
                .measures(SLACK, TaskWeightClaims::slacks)
                .within(ROUNDING, "rows that are equal attain the bounds, so that rounding decides the sign")
                .falsehood("Half the sum of squared lengths is above it.", "slack of half the sum of squares")
                .falsehood(
                        "Tasks do not add: lambda_max of K~ is at most that of the largest task.",
                        "slack of the largest task")
                .costs(1)
                .build();
    }

    private static Measurement slacks(Instance instance) {
        int k = instance.dimension(2, 4);
        int n = instance.dimension(1, 8);
        int p = instance.dimension(1, 30);
        instance.describe(() -> k + " tasks, " + n + " rows, " + p + " parameters");
        List<DMatrixRMaj> jacobians = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            jacobians.add(instance.gaussianMatrix(n, p));
        }
        ExtendedNtk kernel = ExtendedNtk.of(jacobians, instance.backend());
        double[] lambda = kernel.largestEigenvalues(instance.backend());
        double[] all = instance.backend().symmetricEigenvalues(kernel.matrix());
        double whole = all[k * n - 1];
        double largest = Arrays.stream(lambda).max().orElseThrow();
        double sum = Arrays.stream(lambda).sum();
        double slack = Math.min(whole - largest, sum - whole) / whole;
        double half = Double.POSITIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            double squares = 0;
            double mean = 0;
            for (int column = 0; column < p; column++) {
                double total = 0;
                for (int row = 0; row < n; row++) {
                    total += jacobians.get(i).get(row, column);
                    squares += Math.pow(jacobians.get(i).get(row, column), 2);
                }
                mean += total * total / n;
            }
            slack = Math.min(slack, Math.min(lambda[i] - mean, squares - lambda[i]) / lambda[i]);
            half = Math.min(half, (squares / 2 - lambda[i]) / lambda[i]);
        }
        return Measurement.of(SLACK, slack)
                .and("slack of half the sum of squares", half)
                .and("slack of the largest task", (largest - whole) / whole);
    }

    private static Claim chunks() {
        return IdentityClaim.named("ntkmtl/N9")
                .states(
                        "As the published code has it, the Gram matrix of NTKMTL-SR is exactly diagonal, chunks having rows of the"
                                + " representation of their own, and its largest eigenvalue is the largest squared length of a chunk's"
                                + " gradient.")
                .formula(
                        "\\langle \\delta_{ij}, \\delta_{ij'} \\rangle = 0, \\quad \\lambda_i(z) = \\max_j \\|\\delta_{ij}\\|_F^2")
                .derived(MultiTaskClaims.PAPER, "published code, NTKMTL-SR, against eq. 17")
                .measures(CHUNKS, instance -> {
                    TaskInstance tasks = TaskInstance.draw(instance);
                    ExampleStep step =
                            at(MultiTaskNetwork.regression(tasks.network(), tasks.inputs(), tasks.targets()));
                    int n = Math.min(instance.dimension(2, 4), tasks.inputs().numRows);
                    while ((n - 1) * ((tasks.inputs().numRows + n - 1) / n) >= tasks.inputs().numRows) {
                        n--;
                    }
                    DMatrixRMaj code = step.representationGram(0, n, Representation.BATCH);
                    DMatrixRMaj features = step.representationGram(0, n, Representation.FEATURES);
                    return Measurement.of(CHUNKS, diagonality(code, instance.backend(), false))
                            .and("in the features of equation 17", diagonality(features, instance.backend(), false))
                            .and("with the sum of all chunks", diagonality(code, instance.backend(), true));
                })
                .within(1e-14, "the off-diagonal entries are exact zeros; the eigenvalue has its rounding")
                .falsehood("So it is in the features of equation 17.", "in the features of equation 17")
                .falsehood("The eigenvalue is the sum over the chunks.", "with the sum of all chunks")
                .costs(1)
                .build();
    }

    /** Of the largest diagonal entry: the largest other entry, and the eigenvalue's distance to the largest (or the sum) of the diagonal. */
    private static double diagonality(DMatrixRMaj gram, DenseBackend backend, boolean sum) {
        double largest = 0;
        double trace = 0;
        double off = 0;
        for (int i = 0; i < gram.numRows; i++) {
            largest = Math.max(largest, gram.get(i, i));
            trace += gram.get(i, i);
            for (int j = 0; j < i; j++) {
                off = Math.max(off, Math.abs(gram.get(i, j)));
            }
        }
        double eigenvalue = backend.symmetricEigenvalues(gram)[gram.numRows - 1];
        return Math.max(off, Math.abs(eigenvalue - (sum ? trace : largest))) / largest;
    }

    private static Claim shared() {
        return BoundClaim.named("ntkmtl/N10")
                .states(
                        "The ratio of two weights of NTKMTL-SR is that of NTKMTL up to a factor within the root of the condition"
                                + " number kappa of J_z J_z^T, J_z the Jacobian of the representation; the bound is attained.")
                .formula("\\kappa^{-1/2} \\le \\frac{w_i^{SR} / w_j^{SR}}{w_i / w_j} \\le \\kappa^{1/2}")
                .derived(MultiTaskClaims.PAPER, "eq. 16 to 18: J_i = A_i J_z")
                .measures(RATIO, instance -> {
                    Factors factors = Factors.draw(instance);
                    double ratio = factors.logarithm();
                    double bound = factors.condition();
                    return Measurement.of(RATIO, bound / 2 - ratio).and("slack of kappa^(1/4)", bound / 4 - ratio);
                })
                .within(1e-9, "instances in the corner OPPOSITE attain it")
                .falsehood("Within the fourth root of kappa.", "slack of kappa^(1/4)")
                .costs(1)
                .build();
    }

    private static Claim orthonormal() {
        return IdentityClaim.named("ntkmtl/N10-equal")
                .states(
                        "Where J_z J_z^T is a multiple of the identity, NTKMTL-SR and NTKMTL have the same ratios of weights.")
                .formula("J_z J_z^{\\top} \\propto I \\;\\Rightarrow\\; w_i^{SR} / w_j^{SR} = w_i / w_j")
                .derived(MultiTaskClaims.PAPER, "eq. 16 to 18")
                .measures(EXACT, instance -> {
                    Factors factors = Factors.draw(instance);
                    return Measurement.of(EXACT, factors.withEqualSpectrum().logarithm())
                            .and("with any J_z", factors.logarithm());
                })
                .within(ROUNDING, "rounding of eigenvalues")
                .falsehood("So they have for any J_z.", "with any J_z")
                .costs(1)
                .build();
    }

    /**
     * J_i = A_i J_z for two tasks, as M = J_z J_z^T.
     *
     * @param spectrum of M, ascending
     */
    private record Factors(DMatrixRMaj first, DMatrixRMaj second, SymmetricEigen spectrum, DenseBackend backend) {

        static Factors draw(Instance instance) {
            int m = instance.dimension(2, 12);
            int n = instance.dimension(1, 4);
            SymmetricEigen eigen = instance.backend()
                    .symmetricEigen(gram(instance.stream().gaussianMatrix(m, m + 3), instance.backend()));
            instance.describe(() -> m + " features, " + n + " rows");
            DMatrixRMaj first = instance.stream().gaussianMatrix(n, m);
            DMatrixRMaj second = instance.stream().gaussianMatrix(n, m);
            if (instance.corner() == Corner.OPPOSITE) {
                first = column(eigen, m - 1);
                second = column(eigen, 0);
            }
            return new Factors(first, second, eigen, instance.backend());
        }

        private static DMatrixRMaj column(SymmetricEigen eigen, int at) {
            DMatrixRMaj row = new DMatrixRMaj(1, eigen.values().length);
            for (int i = 0; i < row.numCols; i++) {
                row.set(0, i, eigen.vectors().get(i, at));
            }
            return row;
        }

        Factors withEqualSpectrum() {
            double[] equal = new double[spectrum.values().length];
            Arrays.fill(equal, 3);
            return new Factors(first, second, new SymmetricEigen(equal, spectrum.vectors()), backend);
        }

        /** log kappa. */
        double condition() {
            double[] values = spectrum.values();
            return Math.log(values[values.length - 1] / values[0]);
        }

        /** {@code |log (w_1/w_2 of SR) - log (w_1/w_2)|}, w_i = lambda_i^(-1/2). */
        double logarithm() {
            double representation = Math.log(top(second, false) / top(first, false)) / 2;
            double parameters = Math.log(top(second, true) / top(first, true)) / 2;
            return Math.abs(representation - parameters);
        }

        /** lambda_max(A A^T), or of A M A^T by way of A V diag(m)^(1/2). */
        private double top(DMatrixRMaj a, boolean throughTrunk) {
            DMatrixRMaj rotated = backend.multiply(a, spectrum.vectors());
            for (int i = 0; throughTrunk && i < rotated.getNumElements(); i++) {
                rotated.data[i] *= Math.sqrt(spectrum.values()[i % rotated.numCols]);
            }
            return backend.symmetricEigenvalues(gram(rotated, backend))[a.numRows - 1];
        }
    }

    private static DMatrixRMaj gram(DMatrixRMaj rows, DenseBackend backend) {
        DMatrixRMaj gram = new DMatrixRMaj(rows.numRows, rows.numRows);
        backend.syrk(1, rows, 0, gram);
        return gram;
    }
}
