package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.gradientflow.transformer.EffectiveTrajectory.Sample;
import org.widelimit.numerics.InputException;

class EffectiveTrajectoryTest {
    private final EffectiveDynamics start = EffectiveDynamics.gaussian(5, Laws.stream(1, "trajectory"));

    @Test
    void samplesFollowTheWayToTheEnd() {
        EffectiveTrajectory trajectory = start.trajectory();
        List<Sample> samples = trajectory.samples();
        assertThat(trajectory.blowUp().time()).isEqualTo(start.blowUp().time());
        assertThat(samples).hasSize(trajectory.blowUp().steps() + 1);
        Sample first = samples.get(0);
        assertThat(first.time()).isZero();
        assertThat(first.energy()).isCloseTo(start.energy(), offset(1e-14));
        assertThat(first.normWv()).isCloseTo(Matrices.norm(start.wv()), offset(1e-14));
        assertThat(first.normW1()).isCloseTo(Matrices.norm(start.w1()), offset(1e-14));
        assertThat(first.normW2()).isCloseTo(Matrices.norm(start.w2()), offset(1e-14));
        assertThat(first.sigmaRatio()).isCloseTo(RankCollapse.ratio(start.w1(), 2), offset(1e-14));
        Sample last = samples.get(samples.size() - 1);
        assertThat(last.energy()).isEqualTo(trajectory.blowUp().energy());
        assertThat(last.angleWv()).isZero();
        assertThat(last.sigmaRatio()).isLessThan(1e-3);
        for (int i = 1; i < samples.size(); i++) {
            assertThat(samples.get(i).time()).isGreaterThan(samples.get(i - 1).time());
            assertThat(samples.get(i).energy()).isGreaterThan(samples.get(i - 1).energy());
        }
        double drift = samples.stream()
                .filter(sample -> sample.energy() <= 1e6)
                .mapToDouble(sample -> Math.max(sample.driftC1(), sample.driftC2()))
                .max()
                .orElseThrow();
        // The solver watches the normalised state; the same numbers up to rounding.
        assertThat(trajectory.blowUp().invariantDrift()).isCloseTo(drift, offset(1e-11));
    }

    @Test
    void aStateAtRestHasOneSample() {
        EffectiveTrajectory trajectory = new UnbalancedRankOne(0, 0, 0).scalar().trajectory();
        assertThat(trajectory.samples()).hasSize(1);
        assertThat(trajectory.blowUp().saddle()).isTrue();
    }

    @Test
    void writesCsv(@TempDir Path folder) throws IOException {
        EffectiveTrajectory trajectory = start.trajectory();
        Path file = folder.resolve("traj.csv");
        trajectory.writeCsv(file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo(EffectiveTrajectory.HEADER);
        assertThat(lines).hasSize(trajectory.samples().size() + 1);
        assertThat(lines).allMatch(line -> line.split(",").length == 12);
        String[] last = lines.get(lines.size() - 1).split(",");
        assertThat(Double.parseDouble(last[1])).isEqualTo(trajectory.blowUp().energy());
        assertThatThrownBy(() -> trajectory.writeCsv(folder.resolve("none/traj.csv")))
                .isInstanceOf(InputException.class);
    }
}
