package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.numerics.stats.Average;
import org.widelimit.numerics.stats.Coupling;

/**
 * Builder of the forms whose estimate has a number as target: Value and Rate.
 *
 * @param <B> the builder of the form
 */
public abstract sealed class TargetBuilder<B extends TargetBuilder<B>> extends MeasuringBuilder<B>
        permits ValueClaim.Builder, RateClaim.Builder {

    /** With fewer replicates a variance is hardly known. */
    static final int MIN_REPLICATES = 4;

    Average average = Average.ARITHMETIC;
    Coupling coupling = Coupling.INDEPENDENT;

    private String quantity = "";
    private double target = Double.NaN;
    private double tolerance = Double.NaN;
    private String reason = "";
    private final List<Rival> rivals = new ArrayList<>();

    private record Rival(String text, String quantity, double target, boolean corrected) {}

    TargetBuilder(String id) {
        super(id);
    }

    /** The quantity that the claim is about, and what each cell measures: that quantity, and those of the rivals. */
    public B measures(String name, CellFunction measurement) {
        quantity = name;
        return cells(measurement);
    }

    /** The one number that each cell measures. */
    public B measuresNumber(String name, NumberFunction<CellContext> measurement) {
        return measures(name, cell -> Measurement.of(name, measurement.of(cell)));
    }

    /** The tolerance, an effect size that matters, and why this one. */
    public B within(double halfWidth, String why) {
        tolerance = halfWidth;
        reason = why;
        return self();
    }

    /** Which mean of the replicates the claim is about; the arithmetic one unless set. */
    public B average(Average which) {
        average = which;
        return self();
    }

    /** A rival target for the same quantity, with the same tolerance. */
    public B falsehood(String statement, double rivalTarget) {
        rivals.add(new Rival(statement, "", rivalTarget, false));
        return self();
    }

    /** Another quantity of the same cells, of which the claim's target is wrong. */
    public B falsehood(String statement, String rivalQuantity) {
        rivals.add(new Rival(statement, rivalQuantity, Double.NaN, false));
        return self();
    }

    /** Another quantity of the same cells with a target of its own, which is wrong. */
    public B falsehood(String statement, String rivalQuantity, double rivalTarget) {
        rivals.add(new Rival(statement, rivalQuantity, rivalTarget, false));
        return self();
    }

    /** The corrected target for the same quantity, where the claim is expected to be refuted. */
    public B control(String statement, double correctedTarget) {
        rivals.add(new Rival(statement, "", correctedTarget, true));
        return self();
    }

    /** The corrected quantity of the same cells, of which the claim's target is right. */
    public B control(String statement, String correctedQuantity) {
        rivals.add(new Rival(statement, correctedQuantity, Double.NaN, true));
        return self();
    }

    void setTarget(double value) {
        target = value;
    }

    ClaimCard build(Target.Relation relation) {
        ClaimCard.require(Double.isFinite(target), id, "a target", "none");
        ClaimCard.require(tolerance > 0, id, "a tolerance > 0", "" + tolerance);
        Target main = new Target(target, tolerance, relation);
        for (Rival rival : rivals) {
            String rivalQuantity = rival.quantity.isEmpty() ? quantity : rival.quantity;
            Target rivalTarget = Double.isNaN(rival.target) ? main : main.movedTo(rival.target);
            Statement statement = new Statement(rival.text, rivalQuantity, null, rivalTarget);
            if (rival.corrected) {
                setControl(statement);
            } else {
                addFalsehood(statement);
            }
        }
        rivals.clear();
        function();
        ClaimCard card = card(main, quantity, null, reason);
        card.requirePower();
        return card;
    }
}
