package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.validation.report.ClaimForm;

/**
 * A statement of a paper that can be checked: what to measure, what it should be, what it must not be mistaken for. The
 * five forms differ in their statistics; {@link Judge} reaches the verdict.
 *
 * <p>A claim is built by its form's builder and is immutable:
 *
 * <pre>
 * ValueClaim.named("graphon/C3")
 *     .states("A Bernoulli(c) mask on k layers multiplies the kernel by c^k")
 *     .formula("\\Theta = c^k \\Theta_{dense}")
 *     .derived("arXiv 2510.17515", "Theorem 1 with masked gradients")
 *     .knob("width").at(Scale.QUICK, Sweep.over(128, 256, 512).replicates(16, 128))
 *     .measures("trace ratio", cell -&gt; Measurement.of("trace ratio", traceRatio(cell.size(), cell.random())))
 *     .is(0.0081).within(0.0004, "5 %; an exponent off by one is 70 % away")
 *     .bias(Bias.ofOrder(1))
 *     .falsehood("c^L, as for a variance profile", 0.027)
 *     .build();
 * </pre>
 */
public sealed interface Claim permits IdentityClaim, BoundClaim, ValueClaim, RateClaim, OrderClaim {

    /** What all claims have in common. */
    ClaimCard card();

    /** Which of the five. */
    ClaimForm form();

    /**
     * Measures one cell: a pure function of the context.
     *
     * @throws Exception when the measurement fails
     */
    Measurement measure(CellContext cell) throws Exception;

    /** The id. */
    default String id() {
        return card().id();
    }

    /** The claim and its rivals, in the order claim, falsehoods, control. */
    default List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        all.add(card().statement());
        all.addAll(card().falsehoods());
        card().controlIfAny().ifPresent(all::add);
        return all;
    }
}
