package org.widelimit.validation.claim;

import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.report.ClaimForm;

/**
 * An inequality holds on every instance. The worst slack (larger side minus smaller side) over 200, 2,000 or 20,000
 * random instances, drawn to include the corners, has to be at least 0 up to rounding; one violation refutes, and is
 * kept, shrunk. N instances without violation bound the probability of one by 3/N at 95 %.
 *
 * <p>No statistics beyond that: nothing is assumed of the slack, but nothing is said either of instances that the
 * drawing cannot reach.
 */
public final class BoundClaim implements Claim {

    private final ClaimCard card;
    private final InstanceRuns runs;

    private BoundClaim(ClaimCard card, InstanceFunction function) {
        this.card = card;
        this.runs = new InstanceRuns(card, statements(), function);
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
        return ClaimForm.BOUND;
    }

    /** One batch of instances. */
    @Override
    public Measurement measure(CellContext cell) throws Exception {
        return runs.measure(cell);
    }

    /**
     * One instance by the coordinates that a report names, for JShell.
     *
     * @param shrink 1 for the instance as drawn
     * @throws Exception what the measurement throws
     */
    public Measurement replay(long seed, int index, double shrink, DenseBackend backend) throws Exception {
        return runs.run(seed, index, shrink, backend);
    }

    Finding evaluate(Statement statement, Samples samples) {
        return runs.evaluate(statement, samples);
    }

    /** Builder of a Bound. */
    public static final class Builder extends InstanceBuilder<Builder> {

        private String quantity = "";
        private @Nullable InstanceFunction function;
        private double tolerance;
        private String reason = "no rounding can reach the bound";

        private Builder(String id) {
            super(id);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Name of the slack, and what is measured of each instance: that slack, and those of the rivals. */
        public Builder measures(String slackName, InstanceFunction measurement) {
            quantity = slackName;
            function = measurement;
            return this;
        }

        /**
         * The one slack that is measured of each instance: larger side minus smaller side, in units that make instances
         * comparable.
         */
        public Builder measuresNumber(String slackName, NumberFunction<Instance> measurement) {
            return measures(slackName, instance -> Measurement.of(slackName, measurement.of(instance)));
        }

        /** How far below 0 rounding may take the slack, and why; 0 unless set. */
        public Builder within(double rounding, String why) {
            tolerance = rounding;
            reason = why;
            return this;
        }

        /** A stronger inequality, with its own slack, that some instance violates. */
        public Builder falsehood(String statement, String rivalSlack) {
            return addFalsehood(new Statement(statement, rivalSlack, null, target(0)));
        }

        /** The stronger inequality "the slack is at least this much", that some instance violates. */
        public Builder falsehood(String statement, double leastSlack) {
            ClaimCard.require(!quantity.isBlank(), id, "the slack before its rivals", "none");
            return addFalsehood(new Statement(statement, quantity, null, target(leastSlack)));
        }

        /** The slack of the corrected inequality, where the claim is expected to be refuted. */
        public Builder control(String statement, String correctedSlack) {
            return setControl(new Statement(statement, correctedSlack, null, target(0)));
        }

        private Target target(double least) {
            return new Target(least, tolerance, Target.Relation.AT_LEAST);
        }

        /**
         * The claim.
         *
         * @throws IllegalArgumentException if something is missing
         */
        public BoundClaim build() {
            if (function == null) {
                throw new IllegalArgumentException("expected a slack to measure in claim " + id + ", found none");
            }
            return new BoundClaim(card(target(0), quantity, reason), function);
        }
    }
}
