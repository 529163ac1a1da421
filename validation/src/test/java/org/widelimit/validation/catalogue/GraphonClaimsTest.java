package org.widelimit.validation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judge;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;
import org.widelimit.validation.study.Catalogue;

class GraphonClaimsTest {

    /** Any will do; it is fixed so that a failure can be looked at again. */
    private static final long SEED = 20261123;

    private static final double LARGEST_KNOB = 512;

    private static List<Claim> claims() {
        return StandardCatalogue.load().ofPaper("graphon");
    }

    private static CellResult run(Claim claim, Cell cell, long seed) {
        return CellResult.run(claim, new CellContext(cell, seed, DenseBackends.preferred()));
    }

    /** The cell of the smallest size that the claim is run at, where that is not a large one. */
    private static List<Cell> cheapCells(Claim claim) {
        if (claim.card().plan().minScale() != Scale.QUICK) {
            return List.of();
        }
        double smallest = claim.card().plan().at(Scale.QUICK).knobs().get(0);
        return Judge.cells(claim, Scale.QUICK, 1).stream()
                .filter(cell -> cell.knob() == smallest && smallest <= LARGEST_KNOB)
                .toList();
    }

    @Test
    void buildingTheCatalogueFindsEveryClaimWithItsExpectationAndPower() {
        assertThat(claims())
                .extracting(Claim::id)
                .containsExactly(
                        "graphon/C1",
                        "graphon/C3-limit",
                        "graphon/C3-profile",
                        "graphon/G7-constant",
                        "graphon/G7-relabelling",
                        "graphon/G7-dead",
                        "graphon/G7-mixture",
                        "graphon/G7-psd",
                        "graphon/G7-monotone",
                        "graphon/G7-mean",
                        "graphon/C2",
                        "graphon/C2-size",
                        "graphon/C3",
                        "graphon/C3-printed",
                        "graphon/C7",
                        "graphon/C7-half",
                        "graphon/C4",
                        "graphon/C8-printed",
                        "graphon/C5",
                        "graphon/C5-width",
                        "graphon/C6",
                        "graphon/C19",
                        "graphon/C19-exponent",
                        "graphon/C19-rank",
                        "graphon/C19-gap",
                        "graphon/C19-inputs",
                        "graphon/C20",
                        "graphon/C20-block",
                        "graphon/C20-snip",
                        "graphon/C20-synflow",
                        "graphon/C20-signs",
                        "graphon/C21-snip",
                        "graphon/C21-synflow",
                        "graphon/C21-trace",
                        "graphon/C23",
                        "graphon/C23-dense-printed",
                        "graphon/C23-collapse-printed",
                        "graphon/C24",
                        "graphon/C9",
                        "graphon/C9-constant",
                        "graphon/C10",
                        "graphon/C11",
                        "graphon/C11-held-out",
                        "graphon/C12",
                        "graphon/C12-magnitude",
                        "graphon/C11-curve",
                        "graphon/C11-printed",
                        "graphon/C13-snip",
                        "graphon/C13-grasp",
                        "graphon/C14",
                        "graphon/C15",
                        "graphon/C22-snip",
                        "graphon/C14-printed",
                        "graphon/C16",
                        "graphon/C16-constant",
                        "graphon/C18",
                        "graphon/C18-normal",
                        "graphon/C18-uniform",
                        "graphon/C18-T4",
                        "graphon/C18-printed",
                        "graphon/C17-uniform",
                        "graphon/C17-normal",
                        "graphon/C17-uniform-constant",
                        "graphon/C17-normal-constant",
                        "graphon/C17-uniform-above",
                        "graphon/C17-normal-above",
                        "graphon/C17-uniform-below",
                        "graphon/C17-normal-below",
                        "graphon/C17-uniform-dead",
                        "graphon/C17-normal-dead",
                        "graphon/C22",
                        "graphon/C22-variance",
                        "graphon/C22-tail");
        assertThat(claims())
                .filteredOn(claim -> claim.card().expected() == Verdict.REFUTED)
                .extracting(Claim::id)
                .containsExactly(
                        "graphon/C3-printed",
                        "graphon/C8-printed",
                        "graphon/C23-dense-printed",
                        "graphon/C23-collapse-printed",
                        "graphon/C11-printed",
                        "graphon/C14-printed",
                        "graphon/C18-printed");
    }

    @Test
    void aCellDependsOnItsCoordinatesAlone() {
        for (Claim claim : claims()) {
            for (Cell cell : cheapCells(claim)) {
                CellResult once = run(claim, cell, 5);
                assertThat(once.failure()).as(claim.id()).isNull();
                assertThat(run(claim, cell, 5).measurement()).as(claim.id()).isEqualTo(once.measurement());
                assertThat(run(claim, cell, 6).measurement()).as(claim.id()).isNotEqualTo(once.measurement());
            }
        }
    }

    @Test
    void aCellDoesNotDependOnWhatRunsBesideIt() throws ExecutionException, InterruptedException {
        List<Cell> cells = new ArrayList<>();
        List<Measurement> alone = new ArrayList<>();
        List<Future<CellResult>> together = new ArrayList<>();
        Catalogue catalogue = StandardCatalogue.load();
        claims().forEach(claim -> cells.addAll(cheapCells(claim)));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Cell cell : cells) {
                together.add(threads.submit(() -> run(catalogue.claim(cell.claim()), cell, 7)));
            }
            for (Cell cell : cells) {
                alone.add(run(catalogue.claim(cell.claim()), cell, 7).measurement());
            }
            for (int i = 0; i < cells.size(); i++) {
                assertThat(together.get(i).get().measurement())
                        .as(cells.get(i).toString())
                        .isEqualTo(alone.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
