package org.widelimit.validation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Figures of each kind with data drawn for the purpose. */
final class SampleFigures {

    private static final double[] WIDTHS = {128, 256, 512, 1024, 2048};

    private SampleFigures() {}

    static Figure identityFigure(RandomStreams streams) {
        RandomStream random = streams.child("identity").stream();
        double[] index = IntStream.rangeClosed(1, 200).asDoubleStream().toArray();
        double[] error = new double[200];
        double[] rival = new double[200];
        for (int i = 0; i < 200; i++) {
            error[i] = i % 41 == 0 ? 0 : 4e-16 * Math.exp(0.7 * random.nextGaussian());
            rival[i] = 0.2 * Math.exp(0.4 * random.nextGaussian());
        }
        return new XyFigure(
                "graphon-C1",
                "Worst relative difference of each instance",
                "Instances where both forms agree to the last bit have no point on a logarithmic axis.",
                Axis.linear("instance"),
                Axis.log("relative difference"),
                List.of(
                        Series.scatter("forward against backward", Series.Role.MEASURED, index, error),
                        Series.scatter("without the last derivative", Series.Role.FALSEHOOD, index, rival),
                        Series.line(
                                "tolerance", Series.Role.PREDICTED, new double[] {1, 200}, new double[] {1e-12, 1e-12
                                })),
                null);
    }

    static Figure rateFigure(RandomStreams streams) {
        RandomStream random = streams.child("rate").stream();
        double[] mean = new double[WIDTHS.length];
        double[] lower = new double[WIDTHS.length];
        double[] upper = new double[WIDTHS.length];
        for (int i = 0; i < WIDTHS.length; i++) {
            mean[i] = 3.7 / Math.sqrt(WIDTHS[i]) * Math.exp(0.05 * random.nextGaussian());
            lower[i] = mean[i] * 0.86;
            upper[i] = mean[i] * 1.15;
        }
        return XyFigure.of(
                "graphon-C2",
                "Relative Frobenius error of the empirical kernel",
                Axis.log("width n"),
                Axis.log("relative error"),
                List.of(
                        Series.scatter("masked networks, 32 replicates a width", Series.Role.MEASURED, WIDTHS, mean)
                                .withIntervals(lower, upper),
                        Series.line("slope −1/2", Series.Role.PREDICTED, WIDTHS, map(n -> 3.7 / Math.sqrt(n)))
                                .withIntervals(
                                        map(n -> 0.327 * Math.pow(n / 128, -0.561)),
                                        map(n -> 0.327 * Math.pow(n / 128, -0.468))),
                        Series.line(
                                "slope −1/3",
                                Series.Role.FALSEHOOD,
                                WIDTHS,
                                map(n -> 0.327 * Math.pow(n / 128, -1.0 / 3)))));
    }

    private static double[] map(DoubleUnaryOperator function) {
        return java.util.Arrays.stream(WIDTHS).map(function).toArray();
    }

    static Figure orderFigure() {
        return new XyFigure(
                "graphon-C3-printed",
                "Trace ratio to the dense kernel",
                "Four widths; the limit is extrapolated with exponent −1/2.",
                Axis.log("width n"),
                Axis.linear("trace ratio"),
                List.of(
                        Series.scatter("masked networks", Series.Role.MEASURED, WIDTHS, new double[] {
                                    0.0093, 0.0088, 0.0084, 0.0082, 0.00815
                                })
                                .withIntervals(
                                        new double[] {0.0081, 0.008, 0.0079, 0.00788, 0.00791},
                                        new double[] {0.0105, 0.0096, 0.0089, 0.00852, 0.00839}),
                        Series.line(
                                "L − 1", Series.Role.FALSEHOOD, new double[] {128, 2048}, new double[] {0.09, 0.09}),
                        Series.line(
                                "L + 1", Series.Role.CONTROL, new double[] {128, 2048}, new double[] {0.0081, 0.0081})),
                TargetBand.around("printed: c^L ± 5 %", 0.027, 0.00135));
    }

    static Figure boundFigure(RandomStreams streams) {
        RandomStream random = streams.child("bound").stream();
        double[] index = IntStream.rangeClosed(1, 137).asDoubleStream().toArray();
        double[] slack = new double[137];
        for (int i = 0; i < slack.length; i++) {
            slack[i] = i == 136 ? -0.21 : Math.abs(random.nextGaussian()) * 0.4;
        }
        return XyFigure.of(
                "flow-4",
                "Slack of the inequality at random states",
                Axis.linear("instance"),
                Axis.linear("slack"),
                List.of(
                        Series.scatter("slack", Series.Role.MEASURED, index, slack),
                        Series.line("zero", Series.Role.REFERENCE, new double[] {1, 137}, new double[] {0, 0})));
    }

    static Figure blowUpFigure() {
        double[] tau = IntStream.range(0, 80)
                .mapToDouble(i -> Math.pow(10, -2.4 + i * 0.02))
                .toArray();
        double[] error = java.util.Arrays.stream(tau)
                .map(t -> 2.1 * Math.pow(t, 4) * (1 + 0.3 * t))
                .toArray();
        double[] cubic =
                java.util.Arrays.stream(tau).map(t -> 0.012 * Math.pow(t, 3)).toArray();
        return XyFigure.of(
                "flow-6",
                "Distance of E τ³ from 1",
                Axis.log("τ").withUnit("T*"),
                Axis.log("|E τ³ − 1|"),
                List.of(
                        Series.line("integrated flow", Series.Role.MEASURED, tau, error),
                        Series.line("slope 3", Series.Role.FALSEHOOD, tau, cubic)));
    }

    static Section realInput(RandomStreams streams, List<Figure> figures) {
        Figure maps = graphons(streams);
        figures.add(maps);
        figures.add(densities());
        figures.add(spectra());
        return new Section(
                "real-input",
                "Real input",
                "On real input",
                "Networks with four hidden layers and ReLU on the digits (1797 images of 8 × 8 pixels), pruned at"
                        + " initialisation by five methods to a density of 0.2, at four widths.",
                List.of(
                        new SectionPanel(
                                "Which graphons the pruners make",
                                "Estimated graphons of the second hidden layer, one neuron order per unit layer, beside the null"
                                        + " model: an Erdős–Rényi mask of the same density through the same estimator.\n\nRandom and"
                                        + " Magnitude are as flat as the null; SNIP, GraSP and SynFlow are not.",
                                List.of(maps.path()),
                                null),
                        new SectionPanel(
                                "What is left of each layer, and what the kernel sees",
                                "A global threshold prunes the layers unequally.",
                                List.of("figures/real-density.csv", "figures/real-spectrum.csv"),
                                new DataTable(
                                        "Spectra at width 1024",
                                        List.of(
                                                "method",
                                                "decay exponent",
                                                "effective rank",
                                                "top-five energy",
                                                "condition"),
                                        List.of(
                                                List.of("random", "1.02", "2.91", "0.462", "3.1·10⁴"),
                                                List.of("SNIP", "1.10", "2.62", "0.566", "8.7·10⁴"),
                                                List.of("SynFlow", "1.21", "2.71", "0.564", "–"))))));
    }

    private static Figure graphons(RandomStreams streams) {
        List<String> methods = List.of("random", "magnitude", "SNIP", "GraSP", "SynFlow");
        int[] widths = {128, 256, 512, 1024};
        List<HeatMap> maps = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) {
            for (int width : widths) {
                maps.add(map(streams, methods.get(m), m, width).withNote("n = " + width));
            }
            maps.add(map(streams, methods.get(m) + " null", 0, 1024).withNote("null, n = 1024"));
        }
        return HeatmapFigure.ofDensities("real-graphons", "Estimated graphons of the second hidden layer", maps, 5)
                .withRange(0, 0.8)
                .withCaption("Neurons in ascending order of degree. Every map has a density of 0.2.");
    }

    private static HeatMap map(RandomStreams streams, String name, int kind, int width) {
        RandomStream random = streams.child(name, width).stream();
        int k = 32;
        double[] values = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double u = (i + 0.5) / k;
                double v = (j + 0.5) / k;
                double flat = 0.2 + 2 * (u + v - 1) / Math.sqrt(width);
                double mean = kind < 2
                        ? flat
                        : kind == 4 ? (u > 0.45 && v > 0.45 ? 0.66 : 0) : 1.6 * u * u * v * (kind == 2 ? 1 : v);
                values[i * k + j] = Math.min(1, Math.max(0, mean + 0.5 / Math.sqrt(width) * random.nextGaussian()));
            }
        }
        return new HeatMap(name, null, k, k, Numbers.of(values), null, null);
    }

    private static Figure densities() {
        double[] layers = {0, 1, 2, 3, 4};
        return XyFigure.of(
                "real-density",
                "Density of each layer at width 1024",
                Axis.category("layer", List.of("input", "hidden 1", "hidden 2", "hidden 3", "output")),
                Axis.linear("density"),
                List.of(
                        Series.bar("random", Series.Role.MEASURED, layers, new double[] {0.2, 0.2, 0.2, 0.2, 0.2}),
                        Series.bar(
                                "magnitude", Series.Role.MEASURED, layers, new double[] {0.77, 0.18, 0.18, 0.18, 0.2}),
                        Series.bar("SNIP", Series.Role.MEASURED, layers, new double[] {0.68, 0.15, 0.19, 0.22, 0.83}),
                        Series.bar("SynFlow", Series.Role.MEASURED, layers, new double[] {0.9, 0.16, 0.15, 0.16, 0.97})
                                .withIntervals(
                                        new double[] {0.88, 0.15, 0.14, 0.15, 0.96},
                                        new double[] {0.92, 0.17, 0.16, 0.17, 0.98})));
    }

    private static Figure spectra() {
        double[] index = IntStream.rangeClosed(1, 128).asDoubleStream().toArray();
        DoubleUnaryOperator theory = k -> 40 * Math.pow(k, -1.05);
        double[] limit = java.util.Arrays.stream(index).map(theory).toArray();
        return XyFigure.of(
                        "real-spectrum",
                        "Eigenvalues of the kernel, SNIP at width 1024",
                        Axis.log("index"),
                        Axis.log("eigenvalue"),
                        List.of(
                                Series.line("empirical NTK", Series.Role.MEASURED, index, scaled(limit, 1.08))
                                        .withIntervals(scaled(limit, 0.93), scaled(limit, 1.25)),
                                Series.line("Graphon NTK", Series.Role.PREDICTED, index, limit),
                                Series.line("null model", Series.Role.REFERENCE, index, scaled(limit, 0.6))))
                .withCaption("Shaded: range over eight networks.");
    }

    private static double[] scaled(double[] values, double factor) {
        return java.util.Arrays.stream(values).map(v -> v * factor).toArray();
    }
}
