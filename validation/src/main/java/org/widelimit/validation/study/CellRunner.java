package org.widelimit.validation.study;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;

/**
 * What running the cells of a study takes. An engine in this process calls {@link #run}; one that computes elsewhere sends the seed, the name of the backend and the coordinates of the cell
 * there, which decide the same bits.
 *
 * @param claims the claims of the study by id
 * @param seed the seed of the study
 * @param backend for dense linear algebra
 */
public record CellRunner(Map<String, Claim> claims, long seed, DenseBackend backend) {

    public CellRunner {
        claims = Map.copyOf(claims);
        Objects.requireNonNull(backend, "backend");
    }

    /** Runs cells of these claims. */
    public static CellRunner of(Collection<? extends Claim> claims, long seed, DenseBackend backend) {
        Map<String, Claim> byId = new LinkedHashMap<>();
        claims.forEach(claim -> byId.put(claim.id(), claim));
        return new CellRunner(byId, seed, backend);
    }

    /** Runs one cell, in any thread; a failure is part of its result. */
    public CellResult run(Cell cell) {
        Claim claim = Objects.requireNonNull(claims.get(cell.claim()), "a cell of the study");
        return CellResult.run(claim, new CellContext(cell, seed, backend));
    }
}
