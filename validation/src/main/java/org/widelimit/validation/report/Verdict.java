package org.widelimit.validation.report;

/** How a statement fared: its interval against target +- tolerance, or the failure of its own code. */
public enum Verdict {
    /** The interval lies inside target +- tolerance. */
    SUPPORTED,
    /** The interval is disjoint from target +- tolerance, or an instance violates the statement. */
    REFUTED,
    /** Neither: the samples do not decide. Absence of evidence is never support. */
    INCONCLUSIVE,
    /** The claim's own code failed. */
    ERROR
}
