package org.widelimit.validation.report;

/**
 * What can be said about the catalogue as a whole, all verdicts together.
 *
 * @param level the family-wise level, in (0, 1)
 * @param statement the Holm-adjusted statement in words
 */
public record Multiplicity(double level, String statement) {

    public Multiplicity {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("expected a level in (0, 1), found " + level);
        }
        Texts.requireText("statement", statement);
    }
}
