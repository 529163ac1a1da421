package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Mlp;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.KthSmallest;

/** Rounds of scoring and cutting. */
final class PruningLoop {
    private static final String FIRST = "first";
    private static final String LAST = "last";

    private final Pruner pruner;
    private final PruningOptions options;
    private final List<Integer> layers;
    private final int rounds;

    private PruningLoop(Pruner pruner, PruningOptions options, List<Integer> layers) {
        this.pruner = pruner;
        this.options = options;
        this.layers = layers;
        this.rounds = options.rounds().orElse(pruner.defaultRounds());
    }

    static PruningResult run(
            Pruner pruner, Mlp network, PruningData data, PruningOptions options, RandomStreams streams) {
        PruningLoop loop = new PruningLoop(pruner, options, prunable(network, options));
        Mlp current = network;
        List<LayerScores> scores = List.of();
        for (int round = 1; round <= loop.rounds; round++) {
            ScoringTask task = new ScoringTask(current, loop.layers, data, streams.child("round", round).stream());
            scores = loop.thresholds(current, loop.checked(current, pruner.scores(task)), round);
            current = current.withMasks(loop.cut(current, scores));
        }
        return new PruningResult(current, scores, options.scope(), loop.rounds);
    }

    private static List<Integer> prunable(Mlp network, PruningOptions options) {
        List<String> names = network.masks().stream().map(Mask::name).toList();
        for (String kept : options.keepDense()) {
            if (!kept.equals(FIRST) && !kept.equals(LAST) && !names.contains(kept)) {
                throw new InputException("expected layers to keep dense out of first, last, " + String.join(", ", names)
                        + ", found \"" + kept + "\"");
            }
        }
        int last = network.layers();
        List<Integer> layers = IntStream.rangeClosed(1, last)
                .filter(l -> !(l == 1 && options.keepDense().contains(FIRST)))
                .filter(l -> !(l == last && options.keepDense().contains(LAST)))
                .filter(l -> !options.keepDense().contains(names.get(l - 1)))
                .boxed()
                .toList();
        if (layers.isEmpty()) {
            throw new InputException("expected at least one layer to prune, found all " + last + " kept dense");
        }
        return layers;
    }

    private List<DMatrixRMaj> checked(Mlp network, List<DMatrixRMaj> scores) {
        for (int s = 0; s < layers.size(); s++) {
            DMatrixRMaj score = scores.get(s);
            for (int k = 0; k < score.getNumElements(); k++) {
                if (!Double.isFinite(score.data[k])) {
                    throw new InputException("expected finite scores, found " + score.data[k] + " by the method "
                            + pruner.name() + " in layer \"" + name(network, layers.get(s)) + "\"");
                }
            }
        }
        return scores;
    }

    private List<LayerScores> thresholds(Mlp network, List<DMatrixRMaj> scores, int round) {
        double density = options.schedule().density(options.density(), round, rounds);
        OptionalDouble global = options.scope() == Scope.GLOBAL ? threshold(scores, density) : OptionalDouble.empty();
        List<LayerScores> result = new ArrayList<>();
        for (int s = 0; s < layers.size(); s++) {
            OptionalDouble threshold =
                    options.scope() == Scope.GLOBAL ? global : threshold(List.of(scores.get(s)), density);
            result.add(new LayerScores(name(network, layers.get(s)), scores.get(s), threshold));
        }
        return result;
    }

    /** The k-th smallest score with {@code k = int((1 - density) N)}; empty for k = 0. */
    private static OptionalDouble threshold(List<DMatrixRMaj> scores, double density) {
        long size = scores.stream().mapToLong(DMatrixRMaj::getNumElements).sum();
        long k = (long) ((1.0 - density) * size);
        return k < 1 ? OptionalDouble.empty() : OptionalDouble.of(KthSmallest.of(scores, k));
    }

    private List<Mask> cut(Mlp network, List<LayerScores> scores) {
        List<Mask> masks = new ArrayList<>(network.masks());
        for (int s = 0; s < layers.size(); s++) {
            if (scores.get(s).threshold().isPresent()) {
                LayerScores layer = scores.get(s);
                Mask kept = Mask.above(
                        layer.layer(), layer.scores(), layer.threshold().getAsDouble());
                masks.set(layers.get(s) - 1, kept.withProvenance(provenance()));
            }
        }
        return masks;
    }

    private String provenance() {
        return layers.stream()
                .map(Object::toString)
                .collect(Collectors.joining(
                        ",",
                        pruner.name() + ", density " + options.density() + ", " + options.scope() + " over layers ",
                        ", rounds " + rounds + ", " + options.schedule()));
    }

    private static String name(Mlp network, int l) {
        return network.masks().get(l - 1).name();
    }
}
