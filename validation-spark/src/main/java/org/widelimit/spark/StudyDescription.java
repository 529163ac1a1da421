package org.widelimit.spark;

import java.io.Serializable;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.study.Catalogue;

/**
 * What the cells of a study have in common, as executors need it.
 *
 * @param source where its claims are found
 * @param seed of the study
 * @param arithmetic of the driver
 */
record StudyDescription(Class<? extends CatalogueSource> source, long seed, Arithmetic arithmetic)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** An executor makes each catalogue once. */
    private static final ClassValue<Catalogue> CATALOGUES = new ClassValue<>() {
        @Override
        protected Catalogue computeValue(Class<?> source) {
            try {
                return ((CatalogueSource) source.getConstructor().newInstance()).get();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        source.getName() + ": expected a public constructor without arguments", e);
            }
        }
    };

    /** The claims, as this process has them. */
    Catalogue catalogue() {
        return CATALOGUES.get(source);
    }

    /** Computes one cell in this thread. */
    CellReply run(CellTask task) {
        CellResult result;
        try {
            DenseBackend backend = DenseBackends.named(arithmetic.backend());
            Arithmetic here = Arithmetic.here(backend);
            if (!here.equals(arithmetic)) {
                return new CellReply.Refused("expected executors with the driver's " + arithmetic + ", found " + here);
            }
            Claim claim = catalogue().claim(task.claim());
            result = CellResult.run(claim, new CellContext(task.cell(), seed, backend));
        } catch (InputException e) {
            return new CellReply.Refused("an executor cannot compute " + task.cell() + ": " + e.getMessage());
        }
        if (Thread.currentThread().isInterrupted()) {
            // Not the claim's failure: Spark is ending this attempt, and runs the cell again where it is still wanted.
            throw new IllegalStateException("interrupted in " + task.cell());
        }
        return CellReply.of(result);
    }
}
