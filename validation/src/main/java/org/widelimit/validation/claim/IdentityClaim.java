package org.widelimit.validation.claim;

import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.report.ClaimForm;

/**
 * Two computations agree on every instance. The worst error over 200, 2,000 or 20,000 random instances, drawn to
 * include the corners, has to stay within the tolerance; one violation refutes, and is kept, shrunk. N instances
 * without violation bound the probability of one by 3/N at 95 %.
 *
 * <p>No statistics beyond that: nothing is assumed of the errors, but nothing is said either of instances that the
 * drawing cannot reach.
 */
public final class IdentityClaim implements Claim {

    private final ClaimCard card;
    private final InstanceRuns runs;

    private IdentityClaim(ClaimCard card, InstanceFunction function) {
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
        return ClaimForm.IDENTITY;
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

    /** Builder of an Identity. */
    public static final class Builder extends InstanceBuilder<Builder> {

        private String quantity = "";
        private @Nullable InstanceFunction function;
        private double tolerance = Double.NaN;
        private String reason = "";

        private Builder(String id) {
            super(id);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Name of the error, and what is measured of each instance: that error (>= 0), and those of the rivals. There is
         * no form with one number, because every rival of an Identity has an error of its own.
         */
        public Builder measures(String errorName, InstanceFunction measurement) {
            quantity = errorName;
            function = measurement;
            return this;
        }

        /**
         * The largest error that counts as agreement, and why: a rounding bound such as c eps times a condition number.
         */
        public Builder within(double largestError, String why) {
            tolerance = largestError;
            reason = why;
            return this;
        }

        /** Another error that is measured of the same instances, and exceeds the tolerance in at least one of them. */
        public Builder falsehood(String statement, String rivalError) {
            return addFalsehood(new Statement(statement, rivalError, null, target()));
        }

        /** The error of the corrected form, where the claim is expected to be refuted. */
        public Builder control(String statement, String correctedError) {
            return setControl(new Statement(statement, correctedError, null, target()));
        }

        private Target target() {
            ClaimCard.require(tolerance > 0, id, "a tolerance > 0 before the rivals", "" + tolerance);
            return new Target(0, tolerance, Target.Relation.AT_MOST);
        }

        /**
         * The claim.
         *
         * @throws IllegalArgumentException if something is missing
         */
        public IdentityClaim build() {
            if (function == null) {
                throw new IllegalArgumentException("expected an error to measure in claim " + id + ", found none");
            }
            return new IdentityClaim(card(target(), quantity, reason), function);
        }
    }
}
