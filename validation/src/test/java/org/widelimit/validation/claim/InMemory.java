package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.report.Scale;

/** Runs a claim in this thread, round by round, as a study does. */
final class InMemory {

    static final DenseBackend BACKEND = DenseBackends.named("ejml");

    private InMemory() {}

    static Judgement run(Claim claim, long seed) {
        return run(claim, Scale.QUICK, seed);
    }

    static Judgement run(Claim claim, Scale scale, long seed) {
        List<CellResult> results = new ArrayList<>();
        Set<Cell> done = new HashSet<>();
        Judgement judgement = Judge.judge(claim, scale, seed, results);
        while (!judgement.isFinal()) {
            for (Cell cell : Judge.cells(claim, scale, judgement.replicatesWanted())) {
                if (done.add(cell)) {
                    results.add(CellResult.run(claim, new CellContext(cell, seed, BACKEND)));
                }
            }
            judgement = Judge.judge(claim, scale, seed, results);
        }
        return judgement;
    }
}
