package org.widelimit.validation.catalogue;

import java.util.Collections;
import java.util.List;
import org.widelimit.ntk.multitask.MultiTaskScore;
import org.widelimit.ntk.multitask.MultiTaskScore.Metric;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Measurement;

/** ntkmtl/N15: the mean relative drop Delta_m of the published tables, computed again from the metrics beside it. */
final class TaskTableClaims {

    private static final String EXCESS = "difference beyond what rounding allows, in per cent";

    private TaskTableClaims() {}

    /**
     * A row of a published table.
     *
     * @param metrics as printed
     * @param drop Delta_m as printed, in per cent
     */
    private record Row(String table, String method, List<String> metrics, String drop) {}

    private static final List<Metric> NYU = List.of(
            Metric.HIGHER,
            Metric.HIGHER,
            Metric.LOWER,
            Metric.LOWER,
            Metric.LOWER,
            Metric.LOWER,
            Metric.HIGHER,
            Metric.HIGHER,
            Metric.HIGHER);
    private static final List<String> NYU_SINGLE =
            List.of("38.30", "63.76", "0.6754", "0.2780", "25.01", "19.21", "30.14", "57.20", "69.15");
    private static final List<Metric> CITY = List.of(Metric.HIGHER, Metric.HIGHER, Metric.LOWER, Metric.LOWER);
    private static final List<String> CITY_SINGLE = List.of("74.01", "93.16", "0.0125", "27.77");
    private static final List<Metric> QM9 = Collections.nCopies(11, Metric.LOWER);
    private static final List<String> QM9_SINGLE =
            List.of("0.060", "0.156", "60.54", "51.22", "0.419", "3.08", "39.3", "42.9", "41.7", "43.1", "0.061");

    private static final List<Row> ROWS = List.of(
            row("NYUv2", "NTKMTL", "-6.99", "39.68 65.43 0.5296 0.2168 24.24 18.63 30.74 58.72 70.78"),
            row("NYUv2", "NTKMTL-SR", "-5.35", "40.23 65.28 0.5261 0.2136 24.88 19.58 29.53 56.67 69.08"),
            row("CityScapes", "LS", "22.60", "75.18 93.49 0.0155 46.77"),
            row("CityScapes", "SI", "14.11", "70.95 91.73 0.0161 33.83"),
            row("CityScapes", "UW", "5.89", "72.02 92.85 0.0140 30.13"),
            row("CityScapes", "CAGrad", "11.64", "75.16 93.48 0.0141 37.60"),
            row("CityScapes", "Nash-MTL", "6.82", "75.41 93.66 0.0129 35.02"),
            row("CityScapes", "FAMO", "8.13", "74.54 93.29 0.0145 32.59"),
            row("CityScapes", "Aligned-MTL", "5.27", "75.77 93.69 0.0133 32.66"),
            row("CityScapes", "FairGrad", "5.18", "75.72 93.68 0.0134 32.25"),
            row("CityScapes", "GO4Align", "8.13", "72.63 93.03 0.0164 27.58"),
            row("CityScapes", "NTKMTL", "1.92", "73.71 92.71 0.0136 27.21"),
            row("CityScapes", "NTKMTL-SR", "3.84", "72.58 92.93 0.0124 31.65"),
            row("QM9", "NTKMTL", "56.7", "0.091 0.212 70.97 70.81 2.113 3.835 44.18 44.56 44.53 44.38 0.077"),
            row("QM9", "NTKMTL-SR", "30.7", "0.081 0.207 75.95 69.10 1.176 3.689 40.14 40.46 40.48 40.49 0.074"));

    static List<Claim> claims() {
        return List.of(IdentityClaim.named("ntkmtl/N15")
                .states(
                        "The mean relative drop Delta_m that the tables print for NYUv2, CityScapes and QM9 is the mean over the"
                                + " metrics of the relative change against single-task training, with its sign; 15 rows, each an instance"
                                + " again and again. The number is how far the printed one lies outside of what the rounding of the"
                                + " printed metrics allows.")
                .formula("\\Delta_m = \\frac{1}{S} \\sum_s (-1)^{\\delta_s} \\frac{M_{m,s} - M_{b,s}}{M_{b,s}}")
                .printed(MultiTaskClaims.PAPER, "tables 1 to 3 and 7")
                .measures(EXCESS, instance -> {
                    Row row = ROWS.get(instance.index() % ROWS.size());
                    instance.describe(() -> row.table() + ", " + row.method());
                    return Measurement.of(EXCESS, excess(row, metrics(row)))
                            .and(
                                    "without the signs",
                                    excess(row, Collections.nCopies(metrics(row).size(), Metric.LOWER)))
                            .and("relative to the method", inverted(row));
                })
                .within(1e-9, "rounding of doubles; the rounding of the tables is part of the number")
                .falsehood("The change has the same sign for all metrics.", "without the signs")
                .falsehood("It is relative to the method's own metrics.", "relative to the method")
                .costs(1)
                .build());
    }

    private static Row row(String table, String method, String drop, String metrics) {
        return new Row(table, method, List.of(metrics.split(" ", -1)), drop);
    }

    private static List<Metric> metrics(Row row) {
        return switch (row.table()) {
            case "NYUv2" -> NYU;
            case "CityScapes" -> CITY;
            default -> QM9;
        };
    }

    private static List<String> single(Row row) {
        return switch (row.table()) {
            case "NYUv2" -> NYU_SINGLE;
            case "CityScapes" -> CITY_SINGLE;
            default -> QM9_SINGLE;
        };
    }

    private static double excess(Row row, List<Metric> metrics) {
        return excess(row.metrics(), single(row), metrics, row.drop());
    }

    private static double inverted(Row row) {
        List<Metric> reversed = metrics(row).stream()
                .map(metric -> metric == Metric.LOWER ? Metric.HIGHER : Metric.LOWER)
                .toList();
        return excess(single(row), row.metrics(), reversed, row.drop());
    }

    private static double excess(List<String> method, List<String> single, List<Metric> metrics, String printed) {
        double[] m = numbers(method);
        double[] b = numbers(single);
        double drop = MultiTaskScore.drop(m, b, metrics);
        double allowed = half(printed);
        for (int s = 0; s < m.length; s++) {
            // To first order in the rounding of both, and a hundredth for the second.
            allowed += 1.01 * 100 * (half(method.get(s)) + half(single.get(s)) * m[s] / b[s]) / b[s] / m.length;
        }
        return Math.max(0, Math.abs(drop - Double.parseDouble(printed)) - allowed);
    }

    private static double[] numbers(List<String> texts) {
        return texts.stream().mapToDouble(Double::parseDouble).toArray();
    }

    /** Half a unit of the last printed digit. */
    private static double half(String printed) {
        int point = printed.indexOf('.');
        return 0.5 * Math.pow(10, -(printed.length() - point - 1));
    }
}
