package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.ScalePoint;
import org.widelimit.numerics.stats.SignFlipTest;
import org.widelimit.validation.report.ClaimForm;

/**
 * A is smaller than B, at every value of the knob that is run. Both sides come from one cell, so from the same seeds;
 * the paired differences B - A get one-sided bounds by sign flips ({@link SignFlipTest}).
 *
 * <p>The number that is judged is the least of the centres of B - A over the K values of the knob. Its lower bound is
 * the least of the lower bounds, each at the level (one of them belongs to the least centre); its upper bound is the
 * least of the upper bounds, each at level / K. A wrong verdict has probability at most the level, because for a given
 * truth one of the two is the wrong one. Assumes independent pairs whose differences are symmetric about their centre.
 */
public final class OrderClaim implements Claim {

    private final ClaimCard card;
    private final CellFunction function;

    private OrderClaim(Builder builder, ClaimCard card) {
        this.card = card;
        this.function = builder.function();
    }

    /** Starts a claim of that id. */
    public static Builder named(String id) {
        return new Builder(id);
    }

    @Override
    public ClaimCard card() {
        return card;
    }

    @Override
    public ClaimForm form() {
        return ClaimForm.ORDER;
    }

    @Override
    public Measurement measure(CellContext cell) throws Exception {
        return function.measure(cell);
    }

    Finding evaluate(Statement statement, Samples samples, double level, RandomStream stream) {
        double[] knobs = samples.knobs();
        List<double[]> differences = samples.of(statement);
        List<SignFlipTest> tests = new ArrayList<>();
        for (double[] d : differences) {
            tests.add(SignFlipTest.of(d, stream));
        }
        List<ScalePoint> points = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < knobs.length; k++) {
            SignFlipTest test = tests.get(k);
            least = Math.min(least, test.mean());
            Interval bounds = new Interval(test.lowerBound(level), test.upperBound(level / knobs.length));
            points.add(new ScalePoint(knobs[k], test.mean(), bounds, test.pairs(), ScalePoint.Use.FITTED));
        }
        return Finding.of(least, l -> bounds(tests, l)).withPoints(points, null);
    }

    private static Interval bounds(List<SignFlipTest> tests, double level) {
        double lower = Double.POSITIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        for (SignFlipTest test : tests) {
            lower = Math.min(lower, test.lowerBound(level));
            upper = Math.min(upper, test.upperBound(level / tests.size()));
        }
        return new Interval(lower, Math.max(lower, upper));
    }

    /** Builder of an Order. */
    public static final class Builder extends MeasuringBuilder<Builder> {

        private String smaller = "";
        private String larger = "";
        private double margin;
        private String reason = "an order needs no tolerance";

        private Builder(String id) {
            super(id);
        }

        @Override
        Builder self() {
            return this;
        }

        /** What each cell measures: both sides, with the same seeds, and those of the rivals. */
        public Builder measures(CellFunction measurement) {
            return cells(measurement);
        }

        /** Names of the numbers A and B of "A is smaller than B". */
        public Builder smaller(String nameOfSmaller, String nameOfLarger) {
            smaller = nameOfSmaller;
            larger = nameOfLarger;
            return this;
        }

        /** A is smaller than B by more than this margin, and why; 0 unless set. */
        public Builder byMoreThan(double newMargin, String why) {
            margin = newMargin;
            reason = why;
            return this;
        }

        /** "B is smaller than A", which is wrong. */
        public Builder falsehoodReversed(String statement) {
            return falsehood(statement, larger, smaller);
        }

        /** "C is smaller than D", numbers of the same cells, which is wrong. */
        public Builder falsehood(String statement, String nameOfSmaller, String nameOfLarger) {
            return addFalsehood(order(statement, nameOfSmaller, nameOfLarger, 0));
        }

        /** "A is smaller than B by more than this margin", which is wrong. */
        public Builder falsehood(String statement, double wrongMargin) {
            return addFalsehood(order(statement, smaller, larger, wrongMargin));
        }

        /** "C is smaller than D", the corrected form of a claim that is expected to be refuted. */
        public Builder control(String statement, String nameOfSmaller, String nameOfLarger) {
            return setControl(order(statement, nameOfSmaller, nameOfLarger, 0));
        }

        private Statement order(String statement, String nameOfSmaller, String nameOfLarger, double by) {
            ClaimCard.require(!smaller.isBlank() && !larger.isBlank(), id, "the two sides before a rival", "none");
            return new Statement(statement, nameOfLarger, nameOfSmaller, new Target(by, 0, Target.Relation.MORE_THAN));
        }

        /**
         * The claim.
         *
         * @throws IllegalArgumentException if something is missing, or the budget has too few replicates for any
         * verdict
         */
        public OrderClaim build() {
            ClaimCard.require(!smaller.isBlank() && !larger.isBlank(), id, "the names of both sides", "none");
            function();
            ClaimCard card = card(new Target(margin, 0, Target.Relation.MORE_THAN), larger, smaller, reason);
            card.requirePower();
            for (Sweep sweep : sweeps.values()) {
                double needed =
                        Judge.LEVEL / sweep.rounds().size() / sweep.knobs().size();
                ClaimCard.require(
                        SignFlipTest.smallestLevel(sweep.most()) <= needed,
                        id,
                        "enough replicates that sign flips can decide at level " + needed,
                        "" + sweep.most());
            }
            return new OrderClaim(this, card);
        }
    }
}
