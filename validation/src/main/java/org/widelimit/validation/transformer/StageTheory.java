package org.widelimit.validation.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.transformer.EffectiveTrajectory;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics;

/** What the theory of each stage says of a run, as curves over rescaled time. */
final class StageTheory {

    private static final int POINTS = 200;

    private final TwoStageRun run;

    StageTheory(TwoStageRun run) {
        this.run = run;
    }

    /**
     * A curve.
     *
     * @param clock rescaled times, ascending
     * @param value at each
     */
    record Curve(double[] clock, double[] value) {

        private static Curve of(List<double[]> points) {
            return new Curve(
                    points.stream().mapToDouble(p -> p[0]).toArray(),
                    points.stream().mapToDouble(p -> p[1]).toArray());
        }
    }

    /** The loss of the first stage, l(0) + l'(0) epsilon^3 |S| / (n s) E, down to where the loss of the run rests. */
    Curve firstLoss() {
        double atZero = run.task().model().options().loss().value(0);
        double unit = run.initialScale() * run.initialScale() * run.clock(1);
        return first(sample -> atZero - unit * sample.energy(), run.atRest().loss(), Double.POSITIVE_INFINITY);
    }

    /** |W1|_F of the first stage, as far up as the run went. */
    Curve firstNorm() {
        double largest = run.last().norm(weights -> weights.w1());
        return first(sample -> run.initialScale() * sample.normW1(), 0, largest);
    }

    private Curve first(ToDoubleFunction<EffectiveTrajectory.Sample> value, double lowest, double highest) {
        List<double[]> points = new ArrayList<>();
        for (EffectiveTrajectory.Sample sample : run.first().samples()) {
            double here = value.applyAsDouble(sample);
            if (here < lowest || here > highest) {
                break;
            }
            points.add(new double[] {sample.time(), here});
        }
        return Curve.of(points);
    }

    /** The loss of the second stage to first order in W_Q W_K^T, L(rest) - tr(W_Q^T F W_K) + its value at rest. */
    Curve secondLoss() {
        DMatrixRMaj drive = run.drive();
        double atRest = run.atRest().loss()
                + interaction(
                        drive,
                        run.atRest().weights().wq(),
                        run.atRest().weights().wk());
        return second(
                state -> atRest - interaction(drive, state.query(), state.key()),
                run.last().loss(),
                Double.POSITIVE_INFINITY);
    }

    /** |W_Q W_K^T|_F of the second stage. */
    Curve secondProduct() {
        return second(
                state -> NormOps_DDRM.normF(CommonOps_DDRM.multTransB(state.query(), state.key(), null)),
                0,
                run.last().productNorm());
    }

    private Curve second(ToDoubleFunction<KeyQueryDynamics.State> value, double lowest, double highest) {
        KeyQueryDynamics dynamics = run.second();
        double start = run.atRest().time();
        double span = run.last().time() - start;
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i <= POINTS; i++) {
            double time = span * i / POINTS;
            double here = value.applyAsDouble(dynamics.at(time));
            if (here < lowest || here > highest) {
                break;
            }
            points.add(new double[] {run.clock(start + time), here});
        }
        return Curve.of(points);
    }

    /** tr(W_Q^T F W_K). */
    private static double interaction(DMatrixRMaj drive, DMatrixRMaj query, DMatrixRMaj key) {
        DMatrixRMaj turned = CommonOps_DDRM.mult(drive, key, null);
        double sum = 0;
        for (int k = 0; k < turned.data.length; k++) {
            sum += query.data[k] * turned.data[k];
        }
        return sum;
    }
}
