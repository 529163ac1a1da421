package org.widelimit.gradientflow.transformer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.widelimit.gradientflow.InvariantMonitor;
import org.widelimit.numerics.files.AtomicFiles;

/**
 * The way of the effective dynamics to its end, a sample at every accepted step.
 *
 * @param samples in order of time, the initial state first
 * @param blowUp how it ends
 */
public record EffectiveTrajectory(List<Sample> samples, BlowUp blowUp) {

    /** The first line of the CSV file; the columns are the components of {@link Sample}. */
    public static final String HEADER =
            "time,energy,norm_wv,norm_w1,norm_w2,sigma_ratio_w1,angle_wv,angle_w2,drift_c1,drift_c2,"
                    + "assumption1_singles,assumption1_pairs";

    /**
     * One point of the way.
     *
     * @param time physical time
     * @param energy E
     * @param normWv |W_v|
     * @param normW1 |W1|_F
     * @param normW2 |W2|
     * @param sigmaRatio second over first singular value of W1; 0 for d = 1 or W1 = 0
     * @param angleWv angle between W_v and its direction at the last point, radians
     * @param angleW2 the same for W2
     * @param driftC1 |C1(t) - C1(0)|_F / |C1(0)|_F; relative to |theta(0)|^2 where C1(0) = 0
     * @param driftC2 the same for C2
     * @param condition Assumption 1 of the paper here
     */
    public record Sample(
            double time,
            double energy,
            double normWv,
            double normW1,
            double normW2,
            double sigmaRatio,
            double angleWv,
            double angleW2,
            double driftC1,
            double driftC2,
            CondensationCondition condition) {

        private String line() {
            return time + "," + energy + "," + normWv + "," + normW1 + "," + normW2 + "," + sigmaRatio + "," + angleWv
                    + "," + angleW2 + "," + driftC1 + "," + driftC2 + "," + condition.first() + ","
                    + condition.second();
        }
    }

    /** Copies the list. */
    public EffectiveTrajectory {
        samples = List.copyOf(samples);
    }

    static EffectiveTrajectory of(EffectiveDynamics start) {
        EffectiveField field = new EffectiveField(start.width());
        InvariantMonitor first = field.firstBalance().monitor(0, start.state());
        InvariantMonitor second = field.secondBalance().monitor(0, start.state());
        List<Point> points = new ArrayList<>();
        BlowUp blowUp = new BlowUpSolver(start).solve((time, state) -> {
            EffectiveDynamics here = EffectiveDynamics.ofState(start.width(), state);
            points.add(new Point(
                    time,
                    here.energy(),
                    here.wv(),
                    here.w2(),
                    Matrices.norm(here.w1()),
                    RankCollapse.ratio(here.w1(), 2),
                    first.observe(time, state),
                    second.observe(time, state),
                    CondensationCondition.of(here)));
        });
        double[] wv = points.get(points.size() - 1).wv;
        double[] w2 = points.get(points.size() - 1).w2;
        return new EffectiveTrajectory(
                points.stream().map(p -> p.sample(wv, w2)).toList(), blowUp);
    }

    /**
     * Writes the samples as CSV, the {@link #HEADER} first.
     *
     * @param file where; its folder must exist
     * @throws org.widelimit.numerics.InputException if it cannot be written
     */
    public void writeCsv(Path file) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Sample sample : samples) {
            text.append(sample.line()).append('\n');
        }
        AtomicFiles.writeString(file, text.toString());
    }

    /** A sample whose angles have to wait for the last point. */
    private record Point(
            double time,
            double energy,
            double[] wv,
            double[] w2,
            double normW1,
            double ratio,
            double c1,
            double c2,
            CondensationCondition condition) {
        Sample sample(double[] lastWv, double[] lastW2) {
            return new Sample(
                    time,
                    energy,
                    Matrices.norm(wv),
                    normW1,
                    Matrices.norm(w2),
                    ratio,
                    Condensation.angle(wv, lastWv),
                    Condensation.angle(w2, lastW2),
                    c1,
                    c2,
                    condition);
        }
    }
}
