package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.validation.claim.Claim;

/** The claims about graphon limits of pruning masks and the kernels of pruned networks, {@code graphon/...}. */
final class GraphonClaims {

    private GraphonClaims() {}

    static List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.addAll(GraphonKernelClaims.claims());
        claims.addAll(KernelInvariantClaims.claims());
        claims.addAll(InvariantRateClaims.claims());
        claims.addAll(KernelConvergenceClaims.claims());
        claims.addAll(TraceRatioClaims.claims());
        claims.addAll(WidthDensityClaims.claims());
        claims.addAll(CollapseClaims.claims());
        claims.addAll(RandomSpectrumClaims.claims());
        claims.addAll(SpectralConcentrationClaims.claims());
        claims.addAll(EarlyLossClaims.claims());
        claims.addAll(TargetNormClaims.claims());
        claims.addAll(TrainingDecayClaims.claims());
        claims.addAll(SaliencyMaskClaims.claims());
        claims.addAll(PruningMaskClaims.claims());
        claims.addAll(HistogramEvidenceClaims.claims());
        claims.addAll(HeterogeneousMaskClaims.claims());
        claims.add(DataDependenceClaim.claim());
        claims.addAll(SynflowRoundsClaims.claims());
        claims.addAll(SynflowTransitionClaims.claims());
        claims.addAll(ConnectedNeuronClaims.claims());
        return List.copyOf(claims);
    }
}
