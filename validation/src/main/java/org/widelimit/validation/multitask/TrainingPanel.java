package org.widelimit.validation.multitask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.SoftmaxCrossEntropy;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.data.Standardisation;
import org.widelimit.networks.training.Adam;
import org.widelimit.ntk.multitask.DescentOptions;
import org.widelimit.ntk.multitask.DescentResult;
import org.widelimit.ntk.multitask.LinearScalarisation;
import org.widelimit.ntk.multitask.MultiTaskDescent;
import org.widelimit.ntk.multitask.MultiTaskNetwork;
import org.widelimit.ntk.multitask.MultiTaskProblem;
import org.widelimit.ntk.multitask.Ntkmtl;
import org.widelimit.ntk.multitask.Task;
import org.widelimit.ntk.multitask.TaskWeighting;
import org.widelimit.ntk.multitask.TaskWeightings;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.NumberText;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** All methods on one problem: what is left of each loss, and what a step costs. */
final class TrainingPanel {
    private static final int SAMPLES = 25;

    private final String id;
    private final MultiTaskProblem problem;
    private final double[] start;
    private final List<String> tasks;
    private final DescentOptions options;

    private TrainingPanel(
            String id, MultiTaskProblem problem, double[] start, List<String> tasks, DescentOptions options) {
        this.id = id;
        this.problem = problem;
        this.start = start;
        this.tasks = tasks;
        this.options = options;
    }

    static DrawnPanel regressions(int examples, int steps, RandomStreams random, DenseBackend backend) {
        MultiTaskNetwork network = ScaledRegressions.draw(64, examples, random, backend);
        List<String> names = List.of("scale 1e-4", "scale 0.046", "scale 22", "scale 1e4");
        DescentOptions options = DescentOptions.of(Adam.of(0.01), steps);
        return new TrainingPanel("tasks-regressions", new FixedHeads(network), network.initial(), names, options)
                .panel(
                        "Regressions of different scale",
                        "Four regressions under one trunk of width 64 whose losses are 1e-4 to 1e4 times as large as they would"
                                + " be in equal units, with fixed heads: all is learnt in shared parameters.");
    }

    static DrawnPanel digits(int images, int steps, RandomStreams random, DenseBackend backend) {
        Dataset data = Dataset.digits()
                .sample(images, random.child("images").stream())
                .standardised(Standardisation.UNIT_INTERVAL);
        DMatrixRMaj x = data.inputs();
        DMatrixRMaj balance = new DMatrixRMaj(images, 1);
        for (int e = 0; e < images; e++) {
            for (int pixel = 0; pixel < x.numCols; pixel++) {
                balance.data[e] += (pixel % 8 < 4 ? 1 : -1) * x.get(e, pixel) / 8;
            }
        }
        Mlp network = Mlp.initialise(
                        MlpShape.of(64, 11, 64), MlpOptions.ntk(Activations.RELU, 2, 0.1), random.child("weights"))
                .withBackend(backend);
        List<Task> tasks =
                List.of(new Task("class", 10, new SoftmaxCrossEntropy()), Task.regression("left-right balance"));
        MultiTaskNetwork problem = MultiTaskNetwork.of(network, tasks, x, List.of(data.oneHot(), balance));
        DescentOptions options = DescentOptions.of(Adam.of(0.01), steps);
        return new TrainingPanel(
                        "tasks-digits", problem, problem.initial(), List.of("class", "left-right balance"), options)
                .panel(
                        "Two tasks on digits",
                        images
                                + " digits: the class (cross entropy) and the ink on the left minus that on the right (squared"
                                + " error), by one trunk of width 64 with a head each.");
    }

    private DrawnPanel panel(String title, String words) {
        List<List<String>> rows = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        StringBuilder text = new StringBuilder(words);
        for (TaskWeighting method : TaskWeightings.all()) {
            List<double[]> traces = new ArrayList<>();
            int every = Math.max(1, options.steps() / SAMPLES);
            boolean drawn = List.of("LS", "NTKMTL", "equal-decay").contains(method.name());
            DescentResult result = MultiTaskDescent.run(problem, method, start, options, (step, theta) -> {
                if (drawn && step % every == 0) {
                    traces.add(Ntkmtl.defaults().eigenvalues(problem.at(theta)));
                }
            });
            rows.add(row(method, result));
            if (method instanceof LinearScalarisation) {
                text.append(' ').append(leftBySum(result.remaining()));
            }
            if (drawn) {
                figures.add(curves(method, result, every));
                figures.add(eigenvalues(method, traces, every));
            }
        }
        List<String> columns = new ArrayList<>(List.of("method"));
        tasks.forEach(task -> columns.add("left of " + task));
        columns.addAll(List.of("largest over smallest", "backward passes a step"));
        return DrawnPanel.of(
                title,
                text.append(" The table has what is left of each loss after " + options.steps()
                                + " steps of Adam, and the passes through the trunk that a step takes; the figures the course of the"
                                + " losses and of the largest eigenvalue of each task's kernel of loss gradients (n = 1: the"
                                + " squared length).")
                        .toString(),
                figures,
                new DataTable("Losses over those at the start.", columns, rows));
    }

    private String leftBySum(double[] left) {
        int least = 0;
        int most = 0;
        for (int i = 1; i < left.length; i++) {
            least = left[i] < left[least] ? i : least;
            most = left[i] > left[most] ? i : most;
        }
        return "The sum of the losses (LS) leaves least of " + tasks.get(least) + " (" + number(left[least])
                + " of its start) and most of " + tasks.get(most) + " (" + number(left[most]) + ").";
    }

    private List<String> row(TaskWeighting method, DescentResult result) {
        double[] left = result.remaining();
        List<String> row = new ArrayList<>(List.of(method.name()));
        for (double share : left) {
            row.add(number(share));
        }
        row.add(number(Arrays.stream(left).max().orElseThrow()
                / Arrays.stream(left).min().orElseThrow()));
        row.add(number(result.backwardPasses() / options.steps()));
        return row;
    }

    private Figure curves(TaskWeighting method, DescentResult result, int every) {
        List<Series> series = new ArrayList<>();
        double[] steps = steps(options.steps() / every + 1, every);
        for (int i = 0; i < tasks.size(); i++) {
            double[] left = new double[steps.length];
            for (int s = 0; s < steps.length; s++) {
                left[s] =
                        result.losses().get((int) steps[s], i) / result.losses().get(0, i);
            }
            series.add(Series.line(tasks.get(i), Series.Role.MEASURED, steps, left));
        }
        return XyFigure.of(
                id + "-" + slug(method),
                "Losses with " + method.name(),
                Axis.linear("step"),
                Axis.log("loss over its start"),
                series);
    }

    private Figure eigenvalues(TaskWeighting method, List<double[]> traces, int every) {
        List<Series> series = new ArrayList<>();
        double[] steps = steps(traces.size(), every);
        for (int i = 0; i < tasks.size(); i++) {
            int task = i;
            double[] lambda = traces.stream().mapToDouble(t -> t[task]).toArray();
            series.add(Series.line(tasks.get(i), Series.Role.MEASURED, steps, lambda));
        }
        return XyFigure.of(
                id + "-" + slug(method) + "-eigenvalues",
                "Largest eigenvalues with " + method.name(),
                Axis.linear("step"),
                Axis.log("λ"),
                series);
    }

    private static double[] steps(int count, int every) {
        double[] steps = new double[count];
        Arrays.setAll(steps, s -> (double) s * every);
        return steps;
    }

    private static String slug(TaskWeighting method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    private static String number(double value) {
        return NumberText.display(value, 3);
    }
}
