package org.widelimit.validation.claim;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement about a quantity that the cells of a claim measure: the claim itself, a falsehood, or a control. All are
 * judged by the procedure of the claim's form.
 *
 * @param text the statement in words
 * @param quantity name of the number in a {@link Measurement}
 * @param minus name of a number to be subtracted from it, pair by pair, or null
 * @param target what the number is said to be
 */
public record Statement(
        String text, String quantity, @Nullable String minus, Target target) {

    public Statement {
        Objects.requireNonNull(target, "target");
        if (text.isBlank() || quantity.isBlank()) {
            throw new IllegalArgumentException(
                    "expected a text and a quantity of a statement, found \"" + text + "\" and \"" + quantity + '"');
        }
    }

    /** The number in a measurement. */
    double in(Measurement measurement) {
        double value = measurement.number(quantity);
        return minus == null ? value : value - measurement.number(minus);
    }

    /** Name of the number that is judged: the quantity, or a difference of two. */
    public String number() {
        return minus == null ? quantity : quantity + " - " + minus;
    }

    /** Whether both statements are about the same number, so that their targets can be compared. */
    public boolean sharesQuantityWith(Statement other) {
        return number().equals(other.number());
    }
}
