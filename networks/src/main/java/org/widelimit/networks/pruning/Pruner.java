package org.widelimit.networks.pruning;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;

/**
 * A saliency of weights, and with it a way to choose masks.
 *
 * <p>A round scores all prunable weights with the masks of the rounds before applied, and keeps the weights with
 * {@code score > threshold}, where the threshold is the k-th smallest score and {@code k = int((1 - density_t) N)}. Weights that
 * tie with the threshold are pruned, so with ties fewer than {@code N - k} remain; with {@code k = 0} the masks stay as they are.
 * The rules are those of H. Tanaka et al., arXiv 2006.05467.
 *
 * <p>A weight that was pruned in an earlier round is scored as zero (its effective value) by all pruners but Random. It is
 * not barred from returning: under GraSP, whose scores are signed, it does return when the threshold is negative.
 *
 * <p>To add a pruner, implement {@link #name} and {@link #scores}.
 */
public interface Pruner {
    /** The method's name in lower case. */
    String name();

    /** The number of rounds when the options leave it open. */
    default int defaultRounds() {
        return 1;
    }

    /**
     * The scores of one round; higher is kept.
     *
     * @return for each of {@code task.layers()} a matrix (out, in)
     */
    List<DMatrixRMaj> scores(ScoringTask task);

    /**
     * Prunes a network; its stored weights stay as they are.
     *
     * @param network starts with its own masks, dense as a rule
     * @param data what the loss is measured on; {@link PruningData#none} where the method needs none
     * @param streams round t draws from the child {@code round/t}
     * @throws InputException when {@code keepDense} names an unknown layer or leaves nothing to prune, the method needs data and
     *     there is none, or a score is not a number
     */
    default PruningResult prune(Mlp network, PruningData data, PruningOptions options, RandomStreams streams) {
        return PruningLoop.run(this, network, data, options, streams);
    }

    /**
     * The pruner of that name: {@code random}, {@code magnitude}, {@code snip}, {@code grasp}, {@code synflow}.
     *
     * @throws InputException for another name
     */
    static Pruner named(String name) {
        Map<String, Pruner> known = new TreeMap<>();
        for (Pruner pruner : all()) {
            known.put(pruner.name(), pruner);
        }
        Pruner found = known.get(name.strip().toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new InputException(
                    "expected a pruner out of " + String.join(", ", known.keySet()) + ", found \"" + name + "\"");
        }
        return found;
    }

    /** The five methods. */
    static List<Pruner> all() {
        return List.of(
                new RandomPruner(), new MagnitudePruner(), new SnipPruner(), new GraspPruner(), new SynflowPruner());
    }
}
