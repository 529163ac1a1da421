package org.widelimit.validation.claim;

import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Average;
import org.widelimit.numerics.stats.Coupling;
import org.widelimit.numerics.stats.FitOptions;
import org.widelimit.numerics.stats.RateFit;
import org.widelimit.validation.report.ClaimForm;

/**
 * An error scales as n^a. Measured at four or more values of the knob; the slope of log error on log knob with its
 * interval ({@link RateFit}) has to lie inside a +- tolerance.
 *
 * <p>Assumes independent replicates with finite variance of the averaged error. The farthest values of the knob are
 * dropped, at most two and while three are left, when a lack-of-fit test at 1 % rejects; a curve that remains widens
 * the interval.
 */
public final class RateClaim implements Claim {

    private final ClaimCard card;
    private final CellFunction function;
    private final Average average;
    private final Coupling coupling;
    private final int dropAtMost;

    private RateClaim(Builder builder, ClaimCard card) {
        this.card = card;
        this.function = builder.function();
        this.average = builder.average;
        this.coupling = builder.coupling;
        this.dropAtMost = builder.dropAtMost;
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
        return ClaimForm.RATE;
    }

    @Override
    public Measurement measure(CellContext cell) throws Exception {
        return function.measure(cell);
    }

    /** Which mean of the replicates the claim is about. */
    public Average average() {
        return average;
    }

    Finding evaluate(Statement statement, Samples samples, double level, RandomStream stream) {
        FitOptions options =
                FitOptions.atLevel(level).with(average).with(coupling).droppingAtMost(dropAtMost);
        RateFit fit = RateFit.fit(samples.knobs(), samples.of(statement), options, stream);
        double[] line = new double[samples.knobs().length];
        for (int k = 0; k < line.length; k++) {
            line[k] = fit.predict(samples.knobs()[k]);
        }
        return Finding.of(fit.slope(), fit::slopeInterval)
                .withPoints(fit.points(), line)
                .withDropped(fit.points());
    }

    /** Builder of a Rate. */
    public static final class Builder extends TargetBuilder<Builder> {

        private int dropAtMost = 2;

        private Builder(String id) {
            super(id);
        }

        @Override
        Builder self() {
            return this;
        }

        /** The exponent a. */
        public Builder exponent(double target) {
            setTarget(target);
            return this;
        }

        /** How many of the farthest values of the knob the lack-of-fit rule may drop; 2 unless set. */
        public Builder dropAtMost(int knobs) {
            dropAtMost = knobs;
            return this;
        }

        /**
         * Replicate r is the same random instance ({@link CellContext#sharedRandom}) at every value of the knob and has
         * its own slope; the claim is then about the mean slope, so what varies between instances and not with the knob
         * costs nothing.
         */
        public Builder sharedReplicates() {
            coupling = Coupling.SHARED;
            average = Average.GEOMETRIC;
            return this;
        }

        /**
         * The claim.
         *
         * @throws IllegalArgumentException if something is missing, or a rival is less than two tolerances away
         */
        public RateClaim build() {
            ClaimCard.require(
                    coupling == Coupling.INDEPENDENT || average == Average.GEOMETRIC,
                    id,
                    "the GEOMETRIC average for shared replicates",
                    average.name());
            ClaimCard card = build(Target.Relation.EQUAL);
            requireSweeps(RateFit.MIN_SCALES, MIN_REPLICATES);
            return new RateClaim(this, card);
        }
    }
}
