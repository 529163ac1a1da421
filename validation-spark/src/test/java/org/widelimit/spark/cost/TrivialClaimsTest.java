package org.widelimit.spark.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.spark.CatalogueSource;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.study.CellRunner;

class TrivialClaimsTest {

    private static final CellRunner DRIVER =
            CellRunner.of(new TrivialClaims().get().claims(), 1, DenseBackends.named("ejml"));

    /** Executors know the name of the class alone. */
    @Test
    void executorsFindTheClaimAndItsNumbers() throws ReflectiveOperationException {
        CatalogueSource there = Class.forName(TrivialClaims.class.getName())
                .asSubclass(CatalogueSource.class)
                .getConstructor()
                .newInstance();
        CellRunner executor = CellRunner.of(there.get().claims(), 1, DenseBackends.named("ejml"));
        Cell cell = new Cell(TrivialClaims.ID, 1, 17);
        CellResult result = executor.run(cell);
        assertThat(result.failure()).isNull();
        assertThat(result.measurement()).isEqualTo(DRIVER.run(cell).measurement());
    }

    /** Cells beyond the claim's own replicates are measured, too: each has to draw, and a number of its own. */
    @Test
    void everyCellDrawsANumberOfItsOwn() {
        double[] numbers = IntStream.range(0, 100)
                .mapToObj(replicate -> DRIVER.run(new Cell(TrivialClaims.ID, 1, replicate)))
                .mapToDouble(result -> result.measurement().number("number"))
                .toArray();
        assertThat(DoubleStream.of(numbers).distinct()).hasSize(100);
    }
}
