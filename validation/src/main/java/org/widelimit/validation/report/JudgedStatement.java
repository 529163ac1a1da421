package org.widelimit.validation.report;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement judged beside a claim, by the same procedure: a falsehood (which must come out REFUTED) or a control (the
 * corrected form of an erratum, which must come out SUPPORTED).
 *
 * @param target the rival target on the axis of the claim's own estimate, or null when it has another estimator
 * @param explanation the verdict in words, or null
 */
public record JudgedStatement(
        String statement,
        Verdict verdict,
        @Nullable Double target,
        @Nullable String explanation) {

    public JudgedStatement {
        Texts.requireText("statement", statement);
        Objects.requireNonNull(verdict, "verdict");
        target = Texts.finiteOrNull(target);
    }

    /** A statement with its verdict and nothing more. */
    public static JudgedStatement of(String statement, Verdict verdict) {
        return new JudgedStatement(statement, verdict, null, null);
    }
}
