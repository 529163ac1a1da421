package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.study.Catalogue;

/** All claims that Widelimit comes with, paper by paper. A new file of claims is listed here. */
public final class StandardCatalogue {

    private StandardCatalogue() {}

    /** The catalogue, in the order in which it is shown. */
    public static Catalogue load() {
        List<Claim> claims = new ArrayList<>();
        claims.addAll(GraphonClaims.claims());
        claims.addAll(TransformerGradientClaims.claims());
        claims.addAll(BlowUpClaims.claims());
        claims.addAll(BlowUpTimeClaims.claims());
        claims.addAll(DegenerateStartClaims.claims());
        claims.addAll(CondensationClaims.claims());
        claims.addAll(StageOneClaims.claims());
        claims.addAll(StageTwoClaims.claims());
        claims.addAll(KeyQueryClaims.claims());
        claims.addAll(TwoStageClaims.claims());
        claims.addAll(SeparationClaims.claims());
        claims.addAll(BalancedReductionClaims.claims());
        claims.addAll(TwoLayerClaims.claims());
        claims.addAll(PrintedFlowClaims.claims());
        claims.addAll(MultiTaskClaims.claims());
        return Catalogue.of(claims);
    }
}
