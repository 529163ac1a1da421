package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.study.CellRunner;
import org.widelimit.validation.study.StopSignal;

/** What happens when a master ends the application: its context stops under the run. */
@Timeout(300)
class LostContextTest {

    @Test
    void isSaidInOneLineAfterWhatHadFinishedWasHandedOver() {
        AtomicInteger finished = new AtomicInteger();
        try (SparkEngine spark = SparkEngine.connect("local[2]", TestClaims.class, Duration.ofSeconds(60))) {
            CellRunner runner = CellRunner.of(List.of(TestClaims.slow()), 1, DenseBackends.named("ejml"));
            List<Cell> cells = List.of(new Cell("test/3", 16, 0), new Cell("test/3", 16, 5));
            assertThatThrownBy(() -> spark.run(
                            cells,
                            runner,
                            result -> {
                                finished.incrementAndGet();
                                SparkContext.getOrCreate().stop();
                                return List.of();
                            },
                            new StopSignal()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("cells are lost")
                    .hasMessageContaining("--resume goes on");
        }
        assertThat(finished).hasValue(1);
    }
}
