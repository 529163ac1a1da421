package org.widelimit.spark.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.study.Catalogue;
import org.widelimit.validation.study.StoredCells;

/**
 * The computing times of a study, by claim and round: a round of a claim begins when all cells of the one before have finished.
 *
 * @param claims each a list of rounds, each a list of seconds; the claims in the order in which an engine is given them
 */
public record StudyCosts(List<List<List<Double>>> claims) {

    /** Copies the lists. */
    public StudyCosts {
        claims = claims.stream()
                .map(rounds -> rounds.stream().map(List::copyOf).toList())
                .toList();
    }

    /** The times that a stored study took, claims that are said to be expensive first, as a run orders them. */
    public static StudyCosts of(StoredCells stored, Catalogue catalogue) {
        Map<Claim, Map<Integer, List<Double>>> byRound = new LinkedHashMap<>();
        for (CellResult result : stored.cells()) {
            Claim claim = catalogue.claim(result.cell().claim());
            Sweep sweep = claim.card().plan().at(stored.scale());
            int round = 0;
            while (round < sweep.rounds().size() - 1
                    && result.cell().replicate() >= sweep.rounds().get(round)) {
                round++;
            }
            byRound.computeIfAbsent(claim, c -> new TreeMap<>())
                    .computeIfAbsent(round, r -> new ArrayList<>())
                    .add(result.seconds());
        }
        return new StudyCosts(byRound.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        entry -> -entry.getKey().card().costSeconds()))
                .<List<List<Double>>>map(entry -> List.copyOf(entry.getValue().values()))
                .toList());
    }

    /**
     * A larger study of the same kind.
     *
     * @param claimFactor as many times the claims
     * @param replicateFactor as many times the replicates in every round
     */
    public StudyCosts times(int claimFactor, int replicateFactor) {
        List<List<List<Double>>> more = new ArrayList<>();
        for (List<List<Double>> claim : claims) {
            List<List<Double>> rounds = claim.stream()
                    .map(round -> repeated(round, replicateFactor))
                    .toList();
            for (int i = 0; i < claimFactor; i++) {
                more.add(rounds);
            }
        }
        return new StudyCosts(more);
    }

    private static List<Double> repeated(List<Double> cells, int times) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.addAll(cells);
        }
        return all;
    }

    /** The same with all cells at twice the width, where one costs 2^exponent as much, in addition. */
    public StudyCosts andTwiceTheWidth(double exponent) {
        double factor = Math.pow(2, exponent);
        return new StudyCosts(claims.stream()
                .map(claim -> claim.stream()
                        .map(round -> {
                            List<Double> wider = new ArrayList<>();
                            round.forEach(seconds -> wider.add(factor * seconds));
                            wider.addAll(round);
                            return (List<Double>) wider;
                        })
                        .toList())
                .toList());
    }

    /** Number of cells. */
    public long cells() {
        return claims.stream().flatMap(List::stream).mapToLong(List::size).sum();
    }

    /** Seconds of all cells together. */
    public double work() {
        return claims.stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** The longest chain: the sum over a claim's rounds of their longest cells, for the claim where it is largest. */
    public double longestChain() {
        return claims.stream()
                .mapToDouble(claim -> claim.stream()
                        .mapToDouble(round -> round.stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(0))
                        .sum())
                .max()
                .orElse(0);
    }
}
