package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.AlphaSpending;
import org.widelimit.numerics.stats.Decision;
import org.widelimit.numerics.stats.EquivalenceTest;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

/**
 * Reaches verdicts, from finished cells alone: the same cells give the same judgement, whenever and wherever they were
 * run.
 *
 * <p>Replicates come in rounds; after round k = 1, ..., K all statements of the claim are looked at with intervals at
 * level 1 % / K. The first look at which every one of them is decided is the last, and so is look K. Each statement is
 * then wrong with probability at most 1 %, whatever stopped the rounds, because the intervals of all K looks together
 * miss no more often ({@link AlphaSpending}).
 */
public final class Judge {

    /** Probability of a wrong verdict on one statement. */
    public static final double LEVEL = 0.01;

    /** p-values are not followed below this. */
    private static final double SMALLEST_LEVEL = 1e-12;

    private static final int BISECTIONS = 40;

    private final Claim claim;
    private final Sweep sweep;
    private final AlphaSpending spending;
    private final RandomStreams random;
    private final Map<Cell, CellResult> results = new HashMap<>();

    private Judge(Claim claim, Scale scale, long seed, Collection<CellResult> results) {
        this.claim = claim;
        this.sweep = claim.card().plan().at(scale);
        this.spending = new AlphaSpending(LEVEL, sweep.rounds().size());
        this.random = RandomStreams.of(seed).child("judge").child(claim.id());
        for (CellResult result : results) {
            if (result.cell().claim().equals(claim.id())) {
                this.results.put(result.cell(), result);
            }
        }
    }

    /**
     * Judges a claim.
     *
     * @param scale the scale whose plan holds
     * @param seed the seed of the study; it also draws the resamples
     * @param results finished cells; those of other claims or outside the plan are ignored
     * @throws IllegalArgumentException if the claim cannot be decided at that scale
     */
    public static Judgement judge(Claim claim, Scale scale, long seed, Collection<CellResult> results) {
        return new Judge(claim, scale, seed, results).judge();
    }

    /**
     * The cells of the first {@code replicates} replicates of a claim at a scale, the most expensive value of the knob
     * (the last) first.
     */
    public static List<Cell> cells(Claim claim, Scale scale, int replicates) {
        List<Double> knobs = claim.card().plan().at(scale).knobs();
        List<Cell> cells = new ArrayList<>();
        for (int k = knobs.size() - 1; k >= 0; k--) {
            for (int r = 0; r < replicates; r++) {
                cells.add(new Cell(claim.id(), knobs.get(k), r));
            }
        }
        return cells;
    }

    private Judgement judge() {
        List<Integer> rounds = sweep.rounds();
        Judgement latest = undecided(rounds.get(0));
        for (int look = 1; look <= rounds.size(); look++) {
            int replicates = rounds.get(look - 1);
            String failure = failure(replicates);
            if (failure != null) {
                return failed(look - 1, replicates, failure);
            }
            Samples samples = samples(replicates);
            if (samples == null) {
                return latest;
            }
            try {
                latest = look(look, replicates, samples);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return failed(look, replicates, String.valueOf(e.getMessage()));
            }
            if (latest.isFinal()) {
                return latest;
            }
        }
        return latest;
    }

    private Judgement look(int look, int replicates, Samples samples) {
        List<StatementVerdict> verdicts = new ArrayList<>();
        // Statements about one number share its interval: a rival costs nothing and cannot differ from the claim by
        // chance.
        Map<String, Finding> findings = new HashMap<>();
        for (Statement statement : claim.statements()) {
            verdicts.add(decide(statement, evaluate(statement, samples, look, findings)));
        }
        boolean finished = look == spending.looks() || verdicts.stream().allMatch(StatementVerdict::isDecided);
        int wanted = finished ? 0 : sweep.rounds().get(look);
        return judgement(verdicts, look, replicates, wanted, null);
    }

    private StatementVerdict decide(Statement statement, Finding finding) {
        Interval accepted = statement.target().accepted();
        Interval interval = finding.interval().apply(spending.perLook());
        Decision decision = EquivalenceTest.decide(interval, accepted);
        return new StatementVerdict(
                statement,
                Verdict.valueOf(decision.name()),
                finding.estimate(),
                interval,
                finding.certainty(),
                decision == Decision.INCONCLUSIVE || finding.certainty() == StatementVerdict.Certainty.EXACT
                        ? null
                        : pValue(finding, accepted, decision),
                finding.points(),
                finding.line(),
                finding.dropped(),
                finding.notes(),
                finding.counterexample());
    }

    private Finding evaluate(Statement statement, Samples samples, int look, Map<String, Finding> findings) {
        if (claim instanceof IdentityClaim identity) {
            return identity.evaluate(statement, samples);
        }
        if (claim instanceof BoundClaim bound) {
            return bound.evaluate(statement, samples);
        }
        return findings.computeIfAbsent(statement.number(), number -> {
            RandomStreams streams = random.child("look", look).child("number").child(number);
            return estimate(statement, samples, streams.stream());
        });
    }

    private Finding estimate(Statement statement, Samples samples, RandomStream stream) {
        double level = spending.perLook();
        if (claim instanceof ValueClaim value) {
            return value.evaluate(statement, samples, level, stream);
        }
        if (claim instanceof RateClaim rate) {
            return rate.evaluate(statement, samples, level, stream);
        }
        return ((OrderClaim) claim).evaluate(statement, samples, level, stream);
    }

    /**
     * The smallest level over all looks at which the decision stands, by bisection of its logarithm: intervals grow as
     * the level falls.
     */
    private double pValue(Finding finding, Interval accepted, Decision decision) {
        double stands = Math.log(spending.perLook());
        double falls = Math.log(SMALLEST_LEVEL);
        if (EquivalenceTest.decide(finding.interval().apply(SMALLEST_LEVEL), accepted) == decision) {
            return spending.overall(SMALLEST_LEVEL);
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (stands + falls) / 2;
            if (EquivalenceTest.decide(finding.interval().apply(Math.exp(middle)), accepted) == decision) {
                stands = middle;
            } else {
                falls = middle;
            }
        }
        return spending.overall(Math.exp(stands));
    }

    /** Null unless every cell of the round is there. */
    private @Nullable Samples samples(int replicates) {
        List<List<Measurement>> byKnob = new ArrayList<>();
        for (double knob : sweep.knobs()) {
            List<Measurement> measurements = new ArrayList<>();
            for (int r = 0; r < replicates; r++) {
                CellResult result = results.get(new Cell(claim.id(), knob, r));
                if (result == null || result.measurement() == null) {
                    return null;
                }
                measurements.add(result.measurement());
            }
            byKnob.add(measurements);
        }
        return new Samples(sweep.knobArray(), byKnob);
    }

    /** The first failure in the order of the cells, so that the message does not depend on which thread was first. */
    private @Nullable String failure(int replicates) {
        for (double knob : sweep.knobs()) {
            for (int r = 0; r < replicates; r++) {
                CellResult result = results.get(new Cell(claim.id(), knob, r));
                if (result != null && result.failure() != null) {
                    return claim.card().plan().knob() + " " + knob + ", replicate " + r + ": " + result.failure();
                }
            }
        }
        return null;
    }

    private Judgement undecided(int wanted) {
        return judgement(without(Verdict.INCONCLUSIVE), 0, 0, wanted, null);
    }

    private Judgement failed(int look, int replicates, String message) {
        return judgement(without(Verdict.ERROR), look, replicates, 0, message);
    }

    private List<StatementVerdict> without(Verdict verdict) {
        return claim.statements().stream()
                .map(s -> StatementVerdict.without(s, verdict))
                .toList();
    }

    private Judgement judgement(
            List<StatementVerdict> verdicts, int look, int replicates, int wanted, @Nullable String error) {
        int falsehoods = claim.card().falsehoods().size();
        double perReplicate = claim.form().isAboutInstances()
                ? sweep.knobs().get(0)
                : sweep.knobs().size();
        double seconds =
                results.values().stream().mapToDouble(CellResult::seconds).sum();
        return new Judgement(
                claim,
                verdicts.get(0),
                verdicts.subList(1, 1 + falsehoods),
                verdicts.size() > 1 + falsehoods ? verdicts.get(1 + falsehoods) : null,
                look,
                spending.looks(),
                Math.round(perReplicate * replicates),
                wanted,
                seconds,
                error);
    }
}
