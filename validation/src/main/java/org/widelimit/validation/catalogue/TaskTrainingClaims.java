package org.widelimit.validation.catalogue;

import java.util.List;
import org.widelimit.validation.claim.Claim;

final class TaskTrainingClaims {
    private TaskTrainingClaims() {}

    static List<Claim> claims() {
        return List.of();
    }
}
