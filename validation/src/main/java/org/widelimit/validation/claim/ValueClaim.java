package org.widelimit.validation.claim;

import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Average;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.numerics.stats.Coupling;
import org.widelimit.numerics.stats.FitOptions;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.LimitFit;
import org.widelimit.validation.report.ClaimForm;

/**
 * A quantity equals a number in the limit. Measured at three or more values of the knob, the bias extrapolated with a
 * known or fitted exponent and included in the interval ({@link LimitFit}), which has to lie inside target +-
 * tolerance.
 *
 * <p>Assumes independent replicates with finite variance and the stated form of the bias. A claim without randomness
 * states the numerical error of each value instead; its interval is then an error estimate and no confidence interval.
 */
public final class ValueClaim implements Claim {

    private final ClaimCard card;
    private final CellFunction function;
    private final Average average;
    private final Coupling coupling;
    private final Bias bias;
    private final @Nullable String numericalError;

    private ValueClaim(Builder builder, ClaimCard card) {
        this.card = card;
        this.function = builder.function();
        this.average = builder.average;
        this.coupling = builder.coupling;
        this.bias = builder.bias;
        this.numericalError = builder.numericalError;
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
        return ClaimForm.VALUE;
    }

    @Override
    public Measurement measure(CellContext cell) throws Exception {
        return function.measure(cell);
    }

    /** Which mean of the replicates the claim is about. */
    public Average average() {
        return average;
    }

    /** How the quantity is said to come to its limit. */
    public Bias bias() {
        return bias;
    }

    Finding evaluate(Statement statement, Samples samples, double level, RandomStream stream) {
        if (numericalError != null) {
            return deterministic(statement, samples, numericalError);
        }
        FitOptions options = FitOptions.atLevel(level).with(average).with(coupling);
        LimitFit fit = LimitFit.fit(samples.knobs(), samples.of(statement), bias, options, stream);
        double[] line = new double[samples.knobs().length];
        for (int k = 0; k < line.length; k++) {
            line[k] = fit.predict(k);
        }
        return Finding.of(fit.limit(), fit::interval)
                .withPoints(fit.points(), line)
                .withDropped(fit.points())
                .withNote(bias.isNone() ? null : "limit extrapolated with exponent " + fit.exponent());
    }

    private Finding deterministic(Statement statement, Samples samples, String error) {
        double[] values = samples.firstOf(statement);
        double[] errors = samples.firstOf(error);
        Interval interval = LimitFit.deterministic(samples.knobs(), values, errors, bias);
        return Finding.of(interval.mid(), level -> interval)
                .exact()
                .withPoints(Finding.points(samples.knobs(), values, errors), null)
                .withNote("no randomness: the interval is an error estimate");
    }

    /** Builder of a Value. */
    public static final class Builder extends TargetBuilder<Builder> {

        private static final int MIN_KNOBS = LimitFit.MIN_SCALES;

        private Bias bias = Bias.none();
        private @Nullable String numericalError;

        private Builder(String id) {
            super(id);
        }

        @Override
        Builder self() {
            return this;
        }

        /** The number that the quantity equals in the limit. */
        public Builder is(double target) {
            setTarget(target);
            return this;
        }

        /** How the quantity comes to its limit; not at all unless set: an unbiased estimator at every size. */
        public Builder bias(Bias form) {
            bias = form;
            return this;
        }

        /**
         * Replicate r is the same random instance ({@link CellContext#sharedRandom}) at every value of the knob, and is
         * extrapolated by itself.
         */
        public Builder sharedReplicates() {
            coupling = Coupling.SHARED;
            return this;
        }

        /**
         * There is no randomness: one cell for each value of the knob, which also measures a bound on its numerical
         * error under this name.
         */
        public Builder deterministic(String nameOfNumericalError) {
            numericalError = nameOfNumericalError;
            return this;
        }

        /**
         * The claim.
         *
         * @throws IllegalArgumentException if something is missing, or a rival is less than two tolerances away
         */
        public ValueClaim build() {
            ClaimCard card = build(Target.Relation.EQUAL);
            requireSweeps(MIN_KNOBS, numericalError == null ? MIN_REPLICATES : 1);
            for (Sweep sweep : sweeps.values()) {
                ClaimCard.require(
                        numericalError == null || sweep.most() == 1,
                        id,
                        "one replicate of a claim without randomness",
                        "" + sweep.most());
            }
            return new ValueClaim(this, card);
        }
    }
}
