package org.widelimit.validation.multitask;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.widelimit.networks.training.Adam;
import org.widelimit.ntk.multitask.DescentOptions;
import org.widelimit.ntk.multitask.EigenvalueRule;
import org.widelimit.ntk.multitask.LinearScalarisation;
import org.widelimit.ntk.multitask.Mgda;
import org.widelimit.ntk.multitask.MultiTaskDescent;
import org.widelimit.ntk.multitask.Normalisation;
import org.widelimit.ntk.multitask.Ntkmtl;
import org.widelimit.ntk.multitask.PcGrad;
import org.widelimit.ntk.multitask.TaskWeighting;
import org.widelimit.ntk.multitask.ToyProblem;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.NumberText;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** Where the five starts of the toy problem end, in the plane of the two losses. */
final class ToyPanel {
    private static final int STEPS = 35_000;
    private static final int FRONT = 41;

    private ToyPanel() {}

    private record Method(String name, Series.Role role, TaskWeighting weighting) {}

    static DrawnPanel of() {
        List<Method> methods = List.of(
                new Method("LS", Series.Role.FALSEHOOD, new LinearScalarisation()),
                new Method("NTKMTL, a = ½", Series.Role.MEASURED, ntkmtl(0.5)),
                new Method("NTKMTL, a = 1", Series.Role.CONTROL, ntkmtl(1)),
                new Method("MGDA", Series.Role.REFERENCE, new Mgda()),
                new Method("PCGrad", Series.Role.REFERENCE, PcGrad.of(1)));
        List<Series> series = new ArrayList<>(List.of(front()));
        List<List<String>> rows = new ArrayList<>();
        for (Method method : methods) {
            List<double[]> ends = ToyProblem.starts().stream()
                    .map(start -> end(start, method.weighting()))
                    .toList();
            series.add(Series.scatter(method.name(), method.role(), coordinate(ends, 0), coordinate(ends, 1)));
            List<String> row = new ArrayList<>(List.of(method.name()));
            ends.forEach(x -> row.add(NumberText.display(ToyProblem.distanceToParetoSet(x), 3)));
            rows.add(row);
        }
        List<String> columns = new ArrayList<>(List.of("method"));
        ToyProblem.starts().forEach(s -> columns.add("from (" + s[0] + ", " + s[1] + ")"));
        return DrawnPanel.of(
                "The toy problem: five starts and the Pareto front",
                "Two losses of two parameters (arXiv 2202.01017), Adam with rate 1e-3, gradients cut to length 1, "
                        + STEPS
                        + " steps. A method should come down to the front from every start, and to different points of it. With"
                        + " a = 1 a weight is one over the squared length of a gradient, which diverges where one task is done: ends are"
                        + " at points where one task is stationary, on the front or not. So the exponent that balances"
                        + " outputs (ntkmtl/N5) is the wrong one for gradients of losses, which already carry the residual.",
                List.of(XyFigure.of(
                                "tasks-toy",
                                "Ends in the plane of the losses",
                                Axis.linear("loss of task 1"),
                                Axis.linear("loss of task 2"),
                                series)
                        .withCaption("Ends on the line are Pareto points.")),
                new DataTable("Distance of the end to the Pareto set, in the plane of the parameters.", columns, rows));
    }

    private static Series front() {
        List<double[]> points = IntStream.range(0, FRONT)
                .mapToObj(p -> ToyProblem.paretoPoint(p / (FRONT - 1.0)))
                .toList();
        return Series.line("Pareto front", Series.Role.PREDICTED, coordinate(points, 0), coordinate(points, 1));
    }

    /** One of the two losses at each of these points. */
    private static double[] coordinate(List<double[]> points, int task) {
        return points.stream()
                .mapToDouble(x -> ToyProblem.standard().at(x).losses()[task])
                .toArray();
    }

    private static TaskWeighting ntkmtl(double exponent) {
        return new Ntkmtl(new EigenvalueRule(exponent, Normalisation.SUM), 1);
    }

    private static double[] end(double[] start, TaskWeighting weighting) {
        DescentOptions options = DescentOptions.of(Adam.of(1e-3), STEPS).clippedTo(1);
        return MultiTaskDescent.run(ToyProblem.standard(), weighting, start, options)
                .parameters();
    }
}
