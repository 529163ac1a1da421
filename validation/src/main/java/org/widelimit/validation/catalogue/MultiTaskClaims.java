package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.validation.claim.Claim;

/** ntkmtl: the paper on multi-task kernels, "NTKMTL", arXiv 2510.18258. */
final class MultiTaskClaims {

    /** The paper as one cites it. */
    static final String PAPER = "arXiv 2510.18258";

    private MultiTaskClaims() {}

    static List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.addAll(WeightedFlowClaims.claims());
        claims.addAll(TaskBalanceClaims.claims());
        claims.addAll(TaskWeightClaims.claims());
        claims.addAll(TaskTrainingClaims.claims());
        claims.addAll(TaskTableClaims.claims());
        return claims;
    }
}
