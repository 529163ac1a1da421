package org.widelimit.validation.realinput;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.widelimit.ntk.spectrum.Spectrum;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** Eigenvalues of limit and network, beside those of the null, and what papers report of them. */
final class SpectrumPanel {

    private SpectrumPanel() {}

    static DrawnPanel of(Runs runs) {
        List<XyFigure> figures =
                runs.methods().stream().map(method -> figure(runs, method)).toList();
        return DrawnPanel.of("Spectra", text(runs), figures, table(runs));
    }

    private static String text(Runs runs) {
        Yardstick yardstick = Yardstick.of(runs);
        double dense = Yardstick.energy(runs.dense());
        List<String> concentrated = runs.methods().stream()
                .filter(m -> !yardstick.coversEnergy(networkEnergy(runs, m), dense))
                .toList();
        return "Eigenvalues of the tangent kernel on " + runs.options().images() + " digits at width "
                + runs.options().topWidth()
                + ": the network with the weights that pruning saw and with their signs drawn anew, its limit (the "
                + "Graphon NTK of the estimated chain, W and V), and the "
                + "null model, network (Erdős–Rényi masks of the layers' densities, new weights) and limit. On these "
                + "axes a factor is a shift: kernels of one shape have parallel curves."
                + "\n\nThe five largest eigenvalues have " + Words.percent(dense)
                + " of the dense limit's trace, and null networks scatter around that by "
                + Words.number(100 * yardstick.energy())
                + " points (RMS, scaled to this width). Beyond four times that: "
                + (concentrated.isEmpty()
                        ? "no method's network."
                        : Words.each(
                                        concentrated,
                                        m -> Words.percent(networkEnergy(runs, m)) + ", its limit "
                                                + Words.percent(Yardstick.energy(runs.top(m)
                                                        .kernels()
                                                        .inherited()
                                                        .limit()))
                                                + ", with new signs "
                                                + Words.percent(Yardstick.energy(runs.top(m)
                                                        .kernels()
                                                        .newSigns()
                                                        .network())))
                                + ".")
                + " Decay exponents are least squares over all eigenvalues above rounding; they depend on that range.";
    }

    private static double networkEnergy(Runs runs, String method) {
        return Yardstick.energy(runs.top(method).kernels().inherited().network());
    }

    private static XyFigure figure(Runs runs, String method) {
        NetworkRun.Kernels kernels = runs.top(method).kernels();
        return XyFigure.of(
                "real-spectrum-" + method,
                Words.name(method) + ": eigenvalues",
                Axis.log("index"),
                Axis.log("eigenvalue"),
                List.of(
                        line(
                                "Network",
                                Series.Role.MEASURED,
                                kernels.inherited().network()),
                        line(
                                "Network, new signs",
                                Series.Role.MEASURED,
                                kernels.newSigns().network()),
                        line(
                                "Null network",
                                Series.Role.MEASURED,
                                kernels.nullModel().network()),
                        line("Limit", Series.Role.PREDICTED, kernels.inherited().limit()),
                        line(
                                "Limit of the null",
                                Series.Role.REFERENCE,
                                kernels.nullModel().limit())));
    }

    private static Series line(String name, Series.Role role, Spectrum spectrum) {
        double[] values = spectrum.eigenvalues();
        return Series.line(name, role, indices(values.length), values);
    }

    static double[] indices(int count) {
        return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    }

    private static DataTable table(Runs runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("Dense, and every null", "limit", runs.dense(), runs.dense()));
        for (String method : runs.methods()) {
            String name = Words.name(method);
            NetworkRun.Kernels kernels = runs.top(method).kernels();
            rows.add(row(name, "limit, W and V", kernels.inherited().limit(), runs.dense()));
            rows.add(row(name, "network", kernels.inherited().network(), runs.dense()));
            rows.add(row(name, "limit, V = W", kernels.newWeights().limit(), runs.dense()));
            rows.add(row(name, "network, new weights", kernels.newWeights().network(), runs.dense()));
            rows.add(row(name, "null network", kernels.nullModel().network(), runs.dense()));
        }
        return new DataTable(
                "Spectral metrics at width " + runs.options().topWidth() + ".",
                List.of(
                        "Method",
                        "Kernel",
                        "Decay exponent",
                        "Fitted up to",
                        "Effective rank",
                        "Gap",
                        "Top-five energy",
                        "Trace over dense"),
                rows);
    }

    private static List<String> row(String method, String kernel, Spectrum spectrum, Spectrum dense) {
        return List.of(
                method,
                kernel,
                Words.number(spectrum.decayExponent()),
                Integer.toString(spectrum.decayFitRange()[1]),
                Words.number(spectrum.effectiveRank()),
                Words.number(spectrum.gap()),
                Words.percent(Yardstick.energy(spectrum)),
                Words.number(spectrum.trace() / dense.trace()));
    }
}
