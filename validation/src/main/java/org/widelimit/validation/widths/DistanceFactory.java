package org.widelimit.validation.widths;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.cut.CutBracket;
import org.widelimit.graphon.cut.CutDistance;
import org.widelimit.graphon.cut.CutNormOptions;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.MeanEstimate;
import org.widelimit.numerics.stats.RateFit;

/** The curves of labelled cut distances of one layer. */
final class DistanceFactory {

    private static final double LEVEL = 0.05;

    private final WidthsOptions options;
    private final List<LayerHistograms> histograms;
    private final RandomStreams streams;

    /** @param histograms of one layer, all widths and seeds */
    DistanceFactory(WidthsOptions options, List<LayerHistograms> histograms, RandomStreams streams) {
        this.options = options;
        this.histograms = List.copyOf(histograms);
        this.streams = streams;
    }

    /** Tasks that make the curves that these options allow. */
    List<Supplier<DistanceCurve>> tasks() {
        List<Supplier<DistanceCurve>> tasks = new ArrayList<>();
        for (Model model : Model.values()) {
            if (options.seeds() > 1) {
                tasks.add(() -> curve(Quantity.BETWEEN_SEEDS, model));
            }
            tasks.add(() -> curve(Quantity.TO_NEXT_WIDTH, model));
            if (model == Model.ERDOS_RENYI || limit() != Limit.UNKNOWN) {
                tasks.add(() -> curve(Quantity.TO_LIMIT, model));
            }
        }
        for (Model model : List.of(Model.METHOD, Model.ERDOS_RENYI)) {
            tasks.add(() -> curve(Quantity.TO_ERDOS_RENYI, model));
        }
        for (Model model : List.of(Model.METHOD, Model.CONFIGURATION)) {
            tasks.add(() -> curve(Quantity.TO_CONFIGURATION, model));
        }
        return tasks;
    }

    private Limit limit() {
        return Limit.of(options.pruner().name());
    }

    private DistanceCurve curve(Quantity quantity, Model model) {
        List<Integer> widths = options.widths();
        int count = quantity == Quantity.TO_NEXT_WIDTH ? widths.size() - 1 : widths.size();
        List<DistancePoint> points = new ArrayList<>();
        List<double[]> replicates = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            List<CutBracket> brackets = brackets(quantity, model, k);
            double[] values = replicates(quantity, brackets);
            points.add(point(widths.get(k), brackets, values));
            replicates.add(values);
        }
        return new DistanceCurve(quantity, model, points, exponent(quantity, model, points, replicates));
    }

    private List<CutBracket> brackets(Quantity quantity, Model model, int k) {
        int width = options.widths().get(k);
        RandomStreams random =
                streams.child(quantity.label()).child(model.label()).child("width", width);
        List<CutBracket> brackets = new ArrayList<>();
        if (quantity == Quantity.BETWEEN_SEEDS) {
            for (int[] pair : PairMean.pairs(options.seeds())) {
                RandomStreams own = random.child("seed", pair[0]).child("seed", pair[1]);
                brackets.add(distance(
                        at(width, pair[0]).of(model), at(width, pair[1]).of(model), own));
            }
            return brackets;
        }
        for (int seed = 0; seed < options.seeds(); seed++) {
            LayerHistograms here = at(width, seed);
            StepGraphon other = switch (quantity) {
                case TO_NEXT_WIDTH -> at(options.widths().get(k + 1), seed).of(model);
                case TO_LIMIT -> StepGraphon.constant(limitDensity(model, here));
                case TO_ERDOS_RENYI -> here.twin(Model.ERDOS_RENYI);
                case TO_CONFIGURATION -> here.twin(Model.CONFIGURATION);
                case BETWEEN_SEEDS -> throw new IllegalStateException("pairs have been dealt with");
            };
            brackets.add(distance(here.of(model), other, random.child("seed", seed)));
        }
        return brackets;
    }

    /**
     * Erdos-Renyi masks are drawn with the density of the method's mask, so that is their limit; the other models share
     * the method's.
     */
    private double limitDensity(Model model, LayerHistograms here) {
        return model != Model.ERDOS_RENYI && limit() == Limit.ASKED_DENSITY
                ? options.pruning().density()
                : here.density();
    }

    private LayerHistograms at(int width, int seed) {
        return histograms.stream()
                .filter(one -> one.width() == width && one.seed() == seed)
                .findFirst()
                .orElseThrow();
    }

    private static CutBracket distance(StepGraphon u, StepGraphon w, RandomStreams random) {
        return CutDistance.labelled(u, w, CutNormOptions.STANDARD, random);
    }

    /**
     * What stands for one seed each: the distances themselves, or for pairs the jackknife's pseudo-values; empty where
     * there are too few seeds.
     */
    private double[] replicates(Quantity quantity, List<CutBracket> brackets) {
        double[] lower = brackets.stream().mapToDouble(CutBracket::lower).toArray();
        if (quantity == Quantity.BETWEEN_SEEDS) {
            return options.seeds() < 3 ? new double[0] : PairMean.pseudoValues(lower, options.seeds());
        }
        return options.seeds() < 2 ? new double[0] : lower;
    }

    private static DistancePoint point(int width, List<CutBracket> brackets, double[] replicates) {
        double lower =
                brackets.stream().mapToDouble(CutBracket::lower).average().orElseThrow();
        double upper =
                brackets.stream().mapToDouble(CutBracket::upper).average().orElseThrow();
        if (replicates.length == 0) {
            return new DistancePoint(width, lower, upper, null, null, brackets.size());
        }
        Interval interval = MeanEstimate.of(replicates).interval(LEVEL);
        return new DistancePoint(width, lower, upper, interval.lower(), interval.upper(), brackets.size());
    }

    private @Nullable Exponent exponent(
            Quantity quantity, Model model, List<DistancePoint> points, List<double[]> replicates) {
        boolean enough = points.size() >= RateFit.MIN_SCALES
                && replicates.stream().allMatch(values -> values.length >= 2 && isPositive(values));
        if (!enough) {
            return null;
        }
        double[] widths = points.stream().mapToDouble(DistancePoint::width).toArray();
        RandomStreams random =
                streams.child(quantity.label()).child(model.label()).child("exponent");
        RateFit fit = RateFit.fit(widths, replicates, LEVEL, random.stream());
        return new Exponent(
                fit.slope(), fit.slopeInterval().lower(), fit.slopeInterval().upper(), fit.lackOfFitP(), fit.dropped());
    }

    private static boolean isPositive(double[] values) {
        for (double value : values) {
            if (!(value > 0)) {
                return false;
            }
        }
        return true;
    }
}
