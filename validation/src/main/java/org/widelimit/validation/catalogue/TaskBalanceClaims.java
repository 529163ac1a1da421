package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.ntk.dynamics.GradientFlow;
import org.widelimit.ntk.multitask.EigenvalueRule;
import org.widelimit.ntk.multitask.EqualDecay;
import org.widelimit.ntk.multitask.ExtendedNtk;
import org.widelimit.ntk.multitask.MultiTaskDynamics;
import org.widelimit.ntk.multitask.Normalisation;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.multitask.OverlappingTasks;
import org.widelimit.validation.report.Scale;

/** ntkmtl/N5 and N6: what weights of tasks do to how fast they are learnt, without and with overlap of their kernels. */
final class TaskBalanceClaims {

    private static final int EXAMPLES = 8;
    private static final int PARAMETERS = 40;
    private static final String LIVES = "half-life ratio against (lambda_1/lambda_2)^(1-a)";
    private static final String EULER = "distance of gradient descent to the flow";
    private static final String EQUAL = "relative rates of the losses, spread";
    private static final String DECADES = "decades between half-lives, ";

    private TaskBalanceClaims() {}

    static List<Claim> claims() {
        return List.of(halfLives(), balanced(), euler(), overlap(), overlapInTime());
    }

    private static Claim halfLives() {
        return IdentityClaim.named("ntkmtl/N5")
                .states(
                        "Two tasks without overlap, weighted by w_i = (lambda~/lambda_i)^a and started on the top eigenvectors"
                                + " of their kernels, have half-lives in the ratio (lambda_1/lambda_2)^(1-a): equal for a = 1, and for"
                                + " a = 1/2 the root of that without weights.")
                .formula("t_2 / t_1 = (\\lambda_1 / \\lambda_2)^{1 - a}")
                .derived(MultiTaskClaims.PAPER, "eq. 15 with the flow of N2: task i decays at w_i lambda_i")
                .measures(LIVES, TaskBalanceClaims::lives)
                .within(1e-6, "rounding of eigenvalues over four decades")
                .falsehood(
                        "(lambda_1/lambda_2)^(1-2a), the rate w_i^2 lambda_i of Proposition 3.3.",
                        "against the rate w^2 lambda")
                .falsehood("(lambda_1/lambda_2)^(1-a/2).", "against the exponent 1-a/2")
                .costs(2)
                .build();
    }

    private static Claim balanced() {
        return IdentityClaim.named("ntkmtl/N5-printed")
                .states("The weights w_i = (lambda~/lambda_i)^(1/2) make tasks converge equally fast: two tasks without"
                        + " overlap have equal half-lives.")
                .formula("w_i \\propto \\lambda_i^{-1/2} \\;\\Rightarrow\\; t_1 = t_2")
                .printed(MultiTaskClaims.PAPER, "eq. 14 and 15, from Proposition 3.3")
                .measures("half-life ratio minus 1, a = 1/2", TaskBalanceClaims::lives)
                .within(1e-6, "rounding of eigenvalues over four decades")
                .falsehood("Without weights they do.", "half-life ratio minus 1, a = 0")
                .control("a = 1 makes them equal.", "half-life ratio minus 1, a = 1")
                .expectedRefuted()
                .costs(2)
                .build();
    }

    private static Measurement lives(Instance instance) {
        double exponent = instance.uniform(0, 1.5);
        double size = Math.pow(10, instance.uniform(-1, 1));
        DMatrixRMaj first = own(instance, 0, size);
        DMatrixRMaj second = own(instance, 1, 1 / size);
        ExtendedNtk kernel = ExtendedNtk.of(List.of(first, second), instance.backend());
        double[] lambda = kernel.largestEigenvalues(instance.backend());
        double ratio = lambda[0] / lambda[1];
        instance.describe(() -> "lambda_1 / lambda_2 = " + ratio + ", a = " + exponent);
        double measured = lifeRatio(kernel, exponent, instance.backend());
        return Measurement.of(LIVES, off(measured, Math.pow(ratio, 1 - exponent)))
                .and("against the rate w^2 lambda", off(measured, Math.pow(ratio, 1 - 2 * exponent)))
                .and("against the exponent 1-a/2", off(measured, Math.pow(ratio, 1 - exponent / 2)))
                .and("half-life ratio minus 1, a = 0", off(lifeRatio(kernel, 0, instance.backend()), 1))
                .and("half-life ratio minus 1, a = 1/2", off(lifeRatio(kernel, 0.5, instance.backend()), 1))
                .and("half-life ratio minus 1, a = 1", off(lifeRatio(kernel, 1, instance.backend()), 1));
    }

    private static double off(double measured, double predicted) {
        return Math.abs(measured / predicted - 1);
    }

    /** A Jacobian in half of the parameters: of no influence on the other task. */
    private static DMatrixRMaj own(Instance instance, int half, double size) {
        DMatrixRMaj own = instance.stream().gaussianMatrix(EXAMPLES, PARAMETERS / 2);
        CommonOps_DDRM.scale(size, own);
        DMatrixRMaj jacobian = new DMatrixRMaj(EXAMPLES, PARAMETERS);
        CommonOps_DDRM.insert(own, jacobian, 0, half * PARAMETERS / 2);
        return jacobian;
    }

    /** t_2 / t_1 by the flow of all outputs together. */
    static double lifeRatio(ExtendedNtk kernel, double exponent, DenseBackend backend) {
        double[] weights = new EigenvalueRule(exponent, Normalisation.MEAN).weights(kernel.largestEigenvalues(backend));
        double[] lives = MultiTaskDynamics.of(kernel, weights, OverlappingTasks.topVectors(kernel, backend), backend)
                .halfLives();
        return lives[1] / lives[0];
    }

    private static Claim euler() {
        return RateClaim.named("ntkmtl/N6")
                .states("Gradient descent on the parameters of a linear model of three weighted tasks tends to"
                        + " exp(-K~ D t) e(0) as its learning rate eta falls at fixed t = eta times steps, with an error of order"
                        + " eta.")
                .formula("\\| e_{t / \\eta} - e^{-\\tilde K D t} e_0 \\| = O(\\eta)")
                .derived(MultiTaskClaims.PAPER, "eq. 4 and 10 with loss weights")
                .knob("eta times the largest rate")
                .at(Scale.QUICK, Sweep.over(0.2, 0.1, 0.05, 0.025, 0.0125).replicates(16, 64))
                .sharedReplicates()
                .measures(EULER, TaskBalanceClaims::descent)
                .exponent(1)
                .within(0.1, "a tenth of the distance to the nearest other order")
                .falsehood("eta^2.", 2)
                .falsehood("eta^(1/2).", 0.5)
                .falsehood("It tends to the flow of equation 13.", "distance to the flow of equation 13")
                .costs(1)
                .build();
    }

    private static Measurement descent(CellContext cell) {
        int tasks = 3;
        RandomStream random = cell.sharedRandom().child("tasks").stream();
        List<DMatrixRMaj> jacobians = new ArrayList<>();
        double[] weights = new double[tasks];
        for (int i = 0; i < tasks; i++) {
            jacobians.add(random.gaussianMatrix(EXAMPLES, PARAMETERS));
            weights[i] = Math.pow(10, 2 * random.nextDouble() - 1);
        }
        DMatrixRMaj start = random.gaussianMatrix(EXAMPLES, tasks);
        ExtendedNtk kernel = ExtendedNtk.of(jacobians, cell.backend());
        MultiTaskDynamics flow = MultiTaskDynamics.of(kernel, weights, start, cell.backend());
        double fastest = flow.rates()[tasks * EXAMPLES - 1];
        int steps = (int) Math.round(5 / cell.knob());
        double time = steps * cell.knob() / fastest;
        DMatrixRMaj descended = descend(jacobians, weights, start, cell.knob() / fastest, steps);
        double[] squares = Arrays.stream(weights).map(w -> w * w).toArray();
        MultiTaskDynamics printed = MultiTaskDynamics.of(kernel, squares, start, cell.backend());
        return Measurement.of(EULER, distance(descended, flow.residual(new GradientFlow(time))))
                .and(
                        "distance to the flow of equation 13",
                        distance(descended, unscaled(printed, weights, start, time)));
    }

    /** What equation 13 makes of e(0): {@code D (exp(-K~ D^2 t)) D^-1}, the flow of the scaled residuals, applied to e itself. */
    private static DMatrixRMaj unscaled(MultiTaskDynamics squares, double[] weights, DMatrixRMaj start, double time) {
        DMatrixRMaj result =
                squares.startingAt(columnsTimes(start, weights, -1)).residual(new GradientFlow(time));
        return columnsTimes(result, weights, 1);
    }

    private static DMatrixRMaj columnsTimes(DMatrixRMaj a, double[] factors, int power) {
        DMatrixRMaj result = a.copy();
        for (int e = 0; e < a.numRows; e++) {
            for (int i = 0; i < a.numCols; i++) {
                result.set(e, i, a.get(e, i) * Math.pow(factors[i], power));
            }
        }
        return result;
    }

    /** Residuals of f_i = J_i theta after steps in theta. */
    private static DMatrixRMaj descend(
            List<DMatrixRMaj> jacobians, double[] weights, DMatrixRMaj start, double rate, int steps) {
        DMatrixRMaj residual = start.copy();
        DMatrixRMaj column = new DMatrixRMaj(EXAMPLES, 1);
        for (int step = 0; step < steps; step++) {
            DMatrixRMaj gradient = new DMatrixRMaj(PARAMETERS, 1);
            for (int i = 0; i < weights.length; i++) {
                CommonOps_DDRM.extractColumn(residual, i, column);
                CommonOps_DDRM.multAddTransA(weights[i], jacobians.get(i), column, gradient);
            }
            for (int i = 0; i < weights.length; i++) {
                CommonOps_DDRM.extractColumn(residual, i, column);
                CommonOps_DDRM.multAdd(-rate, jacobians.get(i), gradient, column);
                CommonOps_DDRM.insert(column, residual, 0, i);
            }
        }
        return residual;
    }

    private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        return NormOps_DDRM.normF(CommonOps_DDRM.subtract(a, b, null));
    }

    private static Claim overlap() {
        return IdentityClaim.named("ntkmtl/N5-overlap")
                .states(
                        "Where kernels overlap, w_i = v_i / l_i with v the point of the simplex at which sum_i v_i grad log l_i is"
                                + " shortest lets all tasks of positive weight decay at one relative rate, and the others faster. The"
                                + " number is how far a rate of a task with weight is from the slowest, or one without weight below it.")
                .formula("\\frac{d \\log l_i}{dt} = -\\frac{1}{l_i} \\sum_j e_i^{\\top} K_{ij} w_j e_j")
                .derived(MultiTaskClaims.PAPER, "section 5 leaves the off-diagonal blocks open")
                .measures(EQUAL, TaskBalanceClaims::rates)
                .within(1e-6, "rounding of small linear systems; other rules are off by a tenth and more")
                .falsehood(
                        "So does w_i = lambda~ / lambda_i, which balances tasks without overlap.",
                        "spread with lambda~ / lambda_i")
                .falsehood("So does w_i = l_i / (e_i K_ii e_i), each task's own rate.", "spread with own rates")
                .costs(1)
                .build();
    }

    private static Measurement rates(Instance instance) {
        int k = instance.dimension(2, 5);
        int n = instance.dimension(2, 8);
        double share = instance.uniform(0, 1);
        instance.describe(() -> k + " tasks, " + n + " examples, share " + share + " in common");
        ExtendedNtk kernel = ExtendedNtk.of(
                OverlappingTasks.jacobians(k, n, PARAMETERS, share, 1, instance.stream()), instance.backend());
        DMatrixRMaj residual = new DMatrixRMaj(n, k, true, instance.gaussians(n * k));
        OverlappingTasks tasks = new OverlappingTasks(kernel, residual);
        double[] own = new double[k];
        Arrays.setAll(own, i -> tasks.losses()[i] / tasks.gram().get(i, i));
        double[] byKernel =
                new EigenvalueRule(1, Normalisation.MEAN).weights(kernel.largestEigenvalues(instance.backend()));
        return Measurement.of(EQUAL, tasks.spread(EqualDecay.weights(tasks.gram(), tasks.losses())))
                .and("spread with lambda~ / lambda_i", tasks.spread(byKernel))
                .and("spread with own rates", tasks.spread(own));
    }

    private static Claim overlapInTime() {
        return OrderClaim.named("ntkmtl/N5-overlap-lives")
                .states(
                        "Two tasks that share half of what moves them, with kernels 100 times apart in size: weights of equal"
                                + " decay, renewed on the way, leave fewer decades between the half-lives than lambda~/lambda_i does, which"
                                + " is right without overlap; and than those of equation 15.")
                .formula("|\\log_{10} t_2 / t_1|")
                .derived(MultiTaskClaims.PAPER, "N5-overlap, along the flow")
                .knob("examples")
                .at(Scale.QUICK, Sweep.over(4, 8).replicates(10, 40))
                .measures(TaskBalanceClaims::decades)
                .smaller(DECADES + "equal decay", DECADES + "a = 1")
                .falsehoodReversed("a = 1 leaves fewer.")
                .falsehood("a = 1/2 leaves fewer than equal decay.", DECADES + "a = 1/2", DECADES + "equal decay")
                .falsehood("No weights leave fewer than a = 1/2.", DECADES + "a = 0", DECADES + "a = 1/2")
                .costs(3)
                .build();
    }

    private static Measurement decades(CellContext cell) {
        RandomStream random = cell.random().child("tasks").stream();
        ExtendedNtk kernel =
                ExtendedNtk.of(OverlappingTasks.jacobians(2, cell.size(), PARAMETERS, 0.5, 10, random), cell.backend());
        DMatrixRMaj residual = random.gaussianMatrix(cell.size(), 2);
        Measurement result = Measurement.of(
                DECADES + "equal decay",
                OverlappingTasks.decades(kernel, residual, tasks -> EqualDecay.weights(tasks.gram(), tasks.losses())));
        for (double a : new double[] {0, 0.5, 1}) {
            double[] w = new EigenvalueRule(a, Normalisation.MEAN).weights(kernel.largestEigenvalues(cell.backend()));
            String name = a == 0.5 ? "a = 1/2" : "a = " + (int) a;
            double[] lives =
                    MultiTaskDynamics.of(kernel, w, residual, cell.backend()).halfLives();
            result = result.and(DECADES + name, Math.abs(Math.log10(lives[1] / lives[0])));
        }
        return result;
    }
}
