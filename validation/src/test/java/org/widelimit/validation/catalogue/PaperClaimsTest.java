package org.widelimit.validation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judge;
import org.widelimit.validation.report.Scale;

/** What holds of the claims of every paper that has no test of its own. */
class PaperClaimsTest {

    /** Computes printed tables again: nothing is drawn. */
    private static final Set<String> WITHOUT_DRAWS = Set.of("ntkmtl/N15");

    private static List<Claim> claims(String paper) {
        return StandardCatalogue.load().ofPaper(paper).stream()
                .filter(claim -> claim.card().plan().runsAt(Scale.QUICK))
                .toList();
    }

    private static CellResult run(Claim claim, Cell cell, long seed) {
        return CellResult.run(claim, new CellContext(cell, seed, DenseBackends.preferred()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow", "ntkmtl"})
    void aCellDependsOnItsCoordinatesAlone(String paper) {
        for (Claim claim : claims(paper)) {
            Cell cell = Judge.cells(claim, Scale.QUICK, 1).get(0);
            CellResult once = run(claim, cell, 5);
            CellResult again = run(claim, cell, 5);
            CellResult other = run(claim, cell, 6);
            assertThat(again.measurement()).as(claim.id()).isEqualTo(once.measurement());
            // Counts may well be the same for another seed.
            if (!WITHOUT_DRAWS.contains(claim.id())
                    && once.measurement().numbers().values().stream().anyMatch(x -> x != Math.rint(x))) {
                assertThat(other.measurement()).as(claim.id()).isNotEqualTo(once.measurement());
            }
        }
    }
}
