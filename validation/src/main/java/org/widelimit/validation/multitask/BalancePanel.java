package org.widelimit.validation.multitask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.ntk.multitask.EigenvalueRule;
import org.widelimit.ntk.multitask.EqualDecay;
import org.widelimit.ntk.multitask.ExtendedNtk;
import org.widelimit.ntk.multitask.MultiTaskDynamics;
import org.widelimit.ntk.multitask.Normalisation;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.NumberText;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** Half-lives of two tasks by exponent and by overlap of their kernels, kernels 100 times apart in size. */
final class BalancePanel {
    private static final int EXAMPLES = 4;
    private static final int PARAMETERS = 40;
    private static final double[] SHARES = {0, 0.25, 0.5, 0.75, 0.9};
    private static final double[] EXPONENTS = {0, 0.25, 0.5, 0.75, 1, 1.25};

    private final int draws;
    private final RandomStreams random;
    private final DenseBackend backend;

    private BalancePanel(int draws, RandomStreams random, DenseBackend backend) {
        this.draws = draws;
        this.random = random;
        this.backend = backend;
    }

    /**
     * Equal decay in one draw.
     *
     * @param ratio t_2/t_1
     * @param bothWeighted whether neither weight was ever zero
     */
    private record Decay(double ratio, boolean bothWeighted) {

        /** {@code >= 1}, by whichever task is the slower. */
        double distance() {
            return Math.max(ratio, 1 / ratio);
        }
    }

    static DrawnPanel of(int draws, RandomStreams random, DenseBackend backend) {
        BalancePanel panel = new BalancePanel(draws, random, backend);
        List<List<Decay>> equal =
                Arrays.stream(SHARES).mapToObj(panel::equalDecay).toList();
        double[] balanced =
                Arrays.stream(SHARES).map(share -> panel.median(share, 1)).toArray();
        return DrawnPanel.of(
                "What balances two tasks",
                ofExponents(balanced)
                        + ofEqualDecay(equal.stream().flatMap(List::stream).toList())
                        + " The table has medians over " + draws + " draws (" + EXAMPLES
                        + " examples, normal Jacobians of which a share of the squares is common to both tasks).",
                List.of(panel.figure()),
                panel.table(equal, balanced));
    }

    /** What the exponents do: a theorem, and the medians of a = 1. */
    private static String ofExponents(double[] balanced) {
        double least = Arrays.stream(balanced).min().orElseThrow();
        double most = Arrays.stream(balanced).max().orElseThrow();
        return "Without overlap, and from the top eigenvectors, the half-life ratio is (λ₁/λ₂)^(1−a) exactly: 1 for a = 1, and the root"
                + " for the a = ½ of the paper (ntkmtl/N5). With overlap a task is moved by the other's weight too: with a = 1 the"
                + " medians of the table lie between " + number(least) + " and " + number(most)
                + ", and a ratio below 1 says that the task of the larger kernel is the slower one.";
    }

    /** What equal decay does: a theorem, and how these draws went. */
    private static String ofEqualDecay(List<Decay> equal) {
        List<Decay> weighted = equal.stream().filter(Decay::bothWeighted).toList();
        List<Decay> carried =
                equal.stream().filter(decay -> !decay.bothWeighted()).toList();
        StringBuilder text = new StringBuilder(
                " Equal decay, renewed on the way, lets both losses decay at one rate for as long as both"
                        + " weights are positive, that is while the cosine of the two gradients is below the smaller ratio of their lengths"
                        + " over losses; beyond that one task gets no weight and is carried along faster than the other.");
        if (!weighted.isEmpty()) {
            double farthest =
                    weighted.stream().mapToDouble(Decay::distance).max().orElseThrow();
            text.append(" Both weights were positive throughout in ")
                    .append(weighted.size() + " of " + equal.size())
                    .append(" draws, where the ratio is 1 up to a factor of 1 + " + number(farthest - 1) + ".");
        }
        if (!carried.isEmpty()) {
            long larger = carried.stream().filter(decay -> decay.ratio() > 1).count();
            text.append(" One was zero at some time in " + carried.size()
                            + " draws; the task of the larger kernel was the faster one in ")
                    .append(larger + " of them.");
        }
        return text.toString();
    }

    private ExtendedNtk kernel(double share, int draw) {
        RandomStream stream = random.child("kernel", draw).stream();
        return ExtendedNtk.of(OverlappingTasks.jacobians(2, EXAMPLES, PARAMETERS, share, 10, stream), backend);
    }

    private DMatrixRMaj residual(int draw) {
        return random.child("residual", draw).stream().gaussianMatrix(EXAMPLES, 2);
    }

    /** t_2/t_1 with frozen weights of an exponent. */
    private double ratio(ExtendedNtk kernel, int draw, double exponent) {
        double[] w = new EigenvalueRule(exponent, Normalisation.MEAN).weights(kernel.largestEigenvalues(backend));
        double[] lives =
                MultiTaskDynamics.of(kernel, w, residual(draw), backend).halfLives();
        return lives[1] / lives[0];
    }

    private List<Decay> equalDecay(double share) {
        List<Decay> all = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            boolean[] always = {true};
            double[] lives = OverlappingTasks.halfLives(kernel(share, draw), residual(draw), tasks -> {
                double[] w = EqualDecay.weights(tasks.gram(), tasks.losses());
                always[0] &= w[0] > 0 && w[1] > 0;
                return w;
            });
            all.add(new Decay(lives[1] / lives[0], always[0]));
        }
        return all;
    }

    private double median(double share, double exponent) {
        double[] all = new double[draws];
        Arrays.setAll(all, draw -> ratio(kernel(share, draw), draw, exponent));
        return middle(all);
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Decoupled tasks on their top eigenvectors beside the formula, and overlapping ones. */
    private Figure figure() {
        ExtendedNtk separate = kernel(0, 0).decoupled();
        double[] lambda = separate.largestEigenvalues(backend);
        DMatrixRMaj top = OverlappingTasks.topVectors(separate, backend);
        double[] measured = new double[EXPONENTS.length];
        double[] predicted = new double[EXPONENTS.length];
        double[] printed = new double[EXPONENTS.length];
        double[] overlapping = new double[EXPONENTS.length];
        for (int a = 0; a < EXPONENTS.length; a++) {
            double[] w = new EigenvalueRule(EXPONENTS[a], Normalisation.MEAN).weights(lambda);
            double[] lives = MultiTaskDynamics.of(separate, w, top, backend).halfLives();
            measured[a] = lives[1] / lives[0];
            predicted[a] = Math.pow(lambda[0] / lambda[1], 1 - EXPONENTS[a]);
            printed[a] = Math.pow(lambda[0] / lambda[1], 1 - 2 * EXPONENTS[a]);
            overlapping[a] = median(0.5, EXPONENTS[a]);
        }
        return XyFigure.of(
                        "tasks-balance",
                        "Half-life ratio by exponent",
                        Axis.linear("exponent a"),
                        Axis.log("half-life of task 2 over task 1"),
                        List.of(
                                Series.scatter("no overlap", Series.Role.MEASURED, EXPONENTS, measured),
                                Series.line("(λ₁/λ₂)^(1−a)", Series.Role.PREDICTED, EXPONENTS, predicted),
                                Series.line("(λ₁/λ₂)^(1−2a), eq. 13", Series.Role.FALSEHOOD, EXPONENTS, printed),
                                Series.line("half in common, median", Series.Role.REFERENCE, EXPONENTS, overlapping)))
                .withCaption("Tasks without overlap start on their top eigenvectors. Equal half-lives are at 1.");
    }

    private DataTable table(List<List<Decay>> equal, double[] balanced) {
        List<List<String>> rows = new ArrayList<>();
        for (int s = 0; s < SHARES.length; s++) {
            List<Decay> decays = equal.get(s);
            double[] ratios = decays.stream().mapToDouble(Decay::ratio).toArray();
            double farthest = decays.stream().mapToDouble(Decay::distance).max().orElseThrow();
            long weighted = decays.stream().filter(Decay::bothWeighted).count();
            rows.add(List.of(
                    number(SHARES[s]),
                    number(median(SHARES[s], 0)),
                    number(median(SHARES[s], 0.5)),
                    number(balanced[s]),
                    number(middle(ratios)),
                    number(farthest),
                    number((double) weighted / draws)));
        }
        return new DataTable(
                "Half-life of task 2 over that of task 1, median over draws; residuals are normal.",
                List.of(
                        "share in common",
                        "a = 0",
                        "a = ½",
                        "a = 1",
                        "equal decay",
                        "equal decay, farthest from 1",
                        "draws with both weights positive throughout"),
                rows);
    }

    private static String number(double value) {
        return NumberText.display(value, 3);
    }
}
