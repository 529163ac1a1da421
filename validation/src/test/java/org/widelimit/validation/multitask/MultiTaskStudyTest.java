package org.widelimit.validation.multitask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.ntk.multitask.EqualDecay;
import org.widelimit.ntk.multitask.ExtendedNtk;
import org.widelimit.ntk.multitask.MultiTaskDynamics;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.report.DrawnPanel;

class MultiTaskStudyTest {

    private static final RandomStreams RANDOM = RandomStreams.of(3).child("test");

    @Test
    void steppedHalfLivesAreThoseOfTheClosedForm() {
        RandomStream random = RANDOM.stream();
        ExtendedNtk kernel =
                ExtendedNtk.of(OverlappingTasks.jacobians(2, 3, 20, 0.5, 3, random), DenseBackends.preferred());
        DMatrixRMaj residual = random.gaussianMatrix(3, 2);
        double[] w = {1, 4};
        double[] closed = MultiTaskDynamics.of(kernel, w, residual, DenseBackends.preferred())
                .halfLives();
        double[] stepped = OverlappingTasks.halfLives(kernel, residual, tasks -> w);
        assertThat(stepped[1] / stepped[0]).isCloseTo(closed[1] / closed[0], within(1e-3 * closed[1] / closed[0]));
        OverlappingTasks tasks = new OverlappingTasks(kernel, residual);
        assertThat(tasks.spread(EqualDecay.weights(tasks.gram(), tasks.losses())))
                .isLessThan(1e-9);
    }

    @Test
    void thePanelsShowEveryMethodAndTheirFigures() {
        DrawnPanel digits = TrainingPanel.digits(64, 10, RANDOM.child("digits"), DenseBackends.preferred());
        assertThat(digits.figures()).hasSize(6);
        assertThat(digits.text().table().rows())
                .extracting(row -> row.get(0))
                .contains("LS", "FairGrad", "NTKMTL-SR", "equal-decay")
                .hasSize(14);
        // One pass for a sum of losses, two where gradients of both tasks are compared.
        for (List<String> row : digits.text().table().rows()) {
            assertThat(row.get(4)).as(row.get(0)).isIn("1", "2");
        }
        DrawnPanel again = TrainingPanel.digits(64, 10, RANDOM.child("digits"), DenseBackends.preferred());
        assertThat(again.text()).isEqualTo(digits.text());
    }

    @Test
    void theBalanceOfTasksIsThatOfTheFormula() {
        DrawnPanel panel = BalancePanel.of(4, RANDOM.child("balance"), DenseBackends.preferred());
        assertThat(panel.text().table().rows()).hasSize(5);
        assertThat(panel.text().table().rows().get(0).get(0)).isEqualTo("0");
        assertThat(panel.figures()).hasSize(1);
    }

    /** A sentence that would be the same for any seed may only say what no seed can change. */
    @Test
    void sentencesFollowFromTheTableBelowThem() {
        DrawnPanel balance = BalancePanel.of(8, RANDOM.child("balance"), DenseBackends.preferred());
        List<List<String>> rows = balance.text().table().rows();
        long weighted = Math.round(rows.stream()
                .mapToDouble(row -> 8 * Double.parseDouble(row.get(6)))
                .sum());
        assertThat(weighted).isStrictlyBetween(0L, 40L);
        List<String> balanced = rows.stream()
                .map(row -> row.get(3))
                .sorted(Comparator.comparingDouble(Double::parseDouble))
                .toList();
        assertThat(balance.text().text())
                .contains("lie between " + balanced.get(0) + " and " + balanced.get(4) + ",")
                .contains("positive throughout in " + weighted + " of 40 draws,")
                .contains("zero at some time in " + (40 - weighted) + " draws;");

        DrawnPanel regressions =
                TrainingPanel.regressions(16, 40, RANDOM.child("regressions"), DenseBackends.preferred());
        List<String> sum = regressions.text().table().rows().stream()
                .filter(row -> row.get(0).equals("LS"))
                .findFirst()
                .orElseThrow()
                .subList(1, 5);
        List<String> left = sum.stream()
                .sorted(Comparator.comparingDouble(Double::parseDouble))
                .toList();
        List<String> names = List.of("scale 1e-4", "scale 0.046", "scale 22", "scale 1e4");
        assertThat(regressions.text().text())
                .contains(
                        "leaves least of " + names.get(sum.indexOf(left.get(0))) + " (" + left.get(0) + " of its start)"
                                + " and most of " + names.get(sum.indexOf(left.get(3))) + " (" + left.get(3) + ").");
    }
}
