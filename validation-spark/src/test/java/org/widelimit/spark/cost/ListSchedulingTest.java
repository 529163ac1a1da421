package org.widelimit.spark.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.widelimit.spark.StandardClaims;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.Catalogue;
import org.widelimit.validation.study.StoredCells;

class ListSchedulingTest {

    private static final ListScheduling FREE = new ListScheduling(0, 0);

    private static StudyCosts oneRound(Double... seconds) {
        return new StudyCosts(List.of(List.of(List.of(seconds))));
    }

    @Test
    void scheduledByHand() {
        // In the order of the queue: 3 on the first core, 2 and 2 on the second, 2 on the first after 3.
        StudyCosts study = oneRound(3.0, 2.0, 2.0, 2.0);
        assertThat(FREE.makespan(study, 1)).isEqualTo(9);
        assertThat(FREE.makespan(study, 2)).isEqualTo(5);
        assertThat(FREE.makespan(study, 4)).isEqualTo(3);
        assertThat(FREE.makespan(study, 1000)).isEqualTo(3);
    }

    @Test
    void aRoundWaitsForTheOneBefore() {
        StudyCosts study = new StudyCosts(List.of(List.of(List.of(1.0, 5.0), List.of(2.0)), List.of(List.of(4.0))));
        assertThat(FREE.makespan(study, 3)).isEqualTo(7);
        assertThat(study.longestChain()).isEqualTo(7);
        assertThat(FREE.limit(study, 3)).isEqualTo("longest cells");
        assertThat(FREE.limit(study, 1)).isEqualTo("cores");
    }

    @Test
    void theDriverServesOneCellAtATime() {
        ListScheduling slow = new ListScheduling(1, 0);
        assertThat(slow.makespan(oneRound(0.0, 0.0, 0.0, 0.0), 100)).isEqualTo(4);
        assertThat(slow.limit(oneRound(0.0, 0.0), 100)).isEqualTo("driver");
        assertThat(new ListScheduling(0, 1).makespan(oneRound(1.0, 1.0), 1)).isEqualTo(4);
    }

    @Property(tries = 200)
    void itLiesBetweenItsBounds(
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 10) Double> seconds,
            @ForAll @IntRange(min = 1, max = 40) int cores,
            @ForAll @DoubleRange(min = 0, max = 0.1) double driver,
            @ForAll @DoubleRange(min = 0, max = 0.1) double latency) {
        StudyCosts study = new StudyCosts(List.of(List.of(seconds), List.of(seconds, seconds)));
        double makespan = new ListScheduling(driver, latency).makespan(study, cores);
        double perCore = (study.work() + study.cells() * latency) / cores;
        double ofDriver = study.cells() * driver;
        double chain = study.longestChain() + 2 * (driver + latency);
        assertThat(makespan)
                .isGreaterThanOrEqualTo(Math.max(Math.max(perCore, ofDriver), study.longestChain()) - 1e-9)
                .isLessThanOrEqualTo(perCore + ofDriver + chain + 1e-9);
    }

    @Test
    void largerStudies() {
        StudyCosts study = new StudyCosts(List.of(List.of(List.of(1.0), List.of(2.0))));
        assertThat(study.times(3, 4).cells()).isEqualTo(24);
        assertThat(study.times(3, 4).work()).isEqualTo(36);
        assertThat(study.times(3, 4).longestChain()).isEqualTo(3);
        StudyCosts wider = study.andTwiceTheWidth(3);
        assertThat(wider.cells()).isEqualTo(4);
        assertThat(wider.work()).isEqualTo(3 + 8 * 3);
        assertThat(wider.longestChain()).isEqualTo(24);
    }

    @Test
    void storedCellsAreTakenByRounds() {
        Catalogue catalogue = new StandardClaims().get();
        Claim claim = catalogue.claim("flow/10-rank");
        List<Integer> rounds = claim.card().plan().at(Scale.QUICK).rounds();
        double knob = claim.card().plan().at(Scale.QUICK).knobs().get(0);
        List<CellResult> cells = new ArrayList<>();
        for (int replicate = 0; replicate < rounds.get(1); replicate++) {
            Cell cell = new Cell(claim.id(), knob, replicate);
            cells.add(new CellResult(cell, Measurement.of("x", 1), null, replicate + 1));
        }
        StudyCosts costs = StudyCosts.of(new StoredCells(Scale.QUICK, cells), catalogue);
        assertThat(costs.claims()).hasSize(1);
        assertThat(costs.claims().get(0)).hasSize(2);
        assertThat(costs.claims().get(0).get(0)).hasSize(rounds.get(0));
        assertThat(costs.longestChain()).isCloseTo(rounds.get(0) + rounds.get(1), within(1e-12));
    }

    @Test
    void theTableHasARowForEachNumberOfCores() {
        String table = ScaleOutTable.markdown(FREE, Map.of("one", oneRound(3600.0)));
        assertThat(table).contains("| one | 1 | 1.00 | 3600.0 |").contains("| 1000 | 3,600.0 s, 0 % (longest cells) |");
        assertThat(table.lines().filter(line -> line.matches("\\| [0-9]+ \\|.*")))
                .hasSize(11);
    }

    @Test
    void impossibleArgumentsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ListScheduling(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> FREE.makespan(oneRound(1.0), 0));
    }
}
