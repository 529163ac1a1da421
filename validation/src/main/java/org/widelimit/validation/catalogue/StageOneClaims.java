package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.FlowEvent.Response;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StopReason;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** flow/12 and 13: the exact flow from small weights is the effective dynamics of eq. 7, until the first plateau ends. */
final class StageOneClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final int WIDTH = 4;
    private static final double ESCAPED = 0.99;
    private static final double[] SCALES = {0.01, 0.00562, 0.00316, 0.00178, 0.001};
    private static final String OUTER = "relative error of the outer velocity";
    private static final String KEYS = "speed of keys and queries";
    private static final String HALVED = "speed by eq. 5 over speed by eq. 7";
    private static final String WHOLE = "speed with 1/n over speed by eq. 7";

    private StageOneClaims() {}

    static List<Claim> claims() {
        return List.of(outer(), keys(), printedFactor(), escape(), escapeTime());
    }

    private static Claim outer() {
        return RateClaim.named("flow/12")
                .states(
                        "From weights of size epsilon the exact velocity of W_V, W1, W2 is that of the effective dynamics up to a"
                                + " relative error of second order in epsilon (softmax, tanh).")
                .formula("\\|\\dot{\\bar\\theta} - \\nabla E\\| / \\|\\nabla E\\| = O(\\epsilon^2)")
                .derived(PAPER, "Proposition 1, which has the leading order")
                .knob("epsilon")
                .at(Scale.QUICK, Sweep.over(SCALES).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(SCALES).replicates(64, 256))
                .sharedReplicates()
                .measures(OUTER, StageOneClaims::velocities)
                .exponent(2)
                .within(0.2, "at epsilon = 0.01 the next order still shows; the nearest other order is one away")
                .falsehood("The error is of first order.", 1)
                .falsehood("The error is of third order.", 3)
                .costs(2)
                .build();
    }

    private static Claim keys() {
        return RateClaim.named("flow/12-key-query")
                .states(
                        "From weights of size epsilon keys and queries stand still in the time of the first stage, up to"
                                + " epsilon^2.")
                .formula("\\|d \\bar W_{Q,K} / d\\bar t\\| = O(\\epsilon^2)")
                .derived(PAPER, "Proposition 1 has W_Q' = W_K' = 0")
                .knob("epsilon")
                .at(Scale.QUICK, Sweep.over(SCALES).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(SCALES).replicates(64, 256))
                .sharedReplicates()
                .measures(KEYS, StageOneClaims::velocities)
                .exponent(2)
                .within(0.1, "a tenth of the distance to the nearest other order")
                .falsehood("They move at first order.", 1)
                .falsehood("They move at third order.", 3)
                .costs(2)
                .build();
    }

    private static Claim printedFactor() {
        return ValueClaim.named("flow/12-printed")
                .states(
                        "With the prefactor 1/(2n) of eq. 5 the velocity at small weights is that of eq. 7 in the time of eq. 6.")
                .formula(
                        "\\dot\\theta = -\\tfrac{1}{2n} \\sum_i \\nabla \\ell_i: \\quad \\|\\dot{\\bar\\theta}\\| / \\|\\nabla E\\| \\to 1")
                .printed(PAPER, "eq. 5 with eqs. 3, 6 and 7")
                .knob("epsilon")
                .at(Scale.QUICK, Sweep.over(0.01, 0.00316, 0.001).replicates(16, 64))
                .sharedReplicates()
                .measures(HALVED, StageOneClaims::velocities)
                .is(1)
                .bias(Bias.ofOrder(2))
                .within(0.01, "the leading correction is of second order in epsilon")
                .falsehood("The ratio is 2.", 2)
                .control("With 1/n, as in eq. 3, it is.", WHOLE)
                .expectedRefuted()
                .costs(2)
                .build();
    }

    private static Measurement velocities(CellContext cell) {
        RandomStreams random = cell.sharedRandom();
        TransformerData data = TransformerData.gaussian(7, 5, WIDTH, random.child("data").stream());
        TransformerOptions options = TransformerOptions.standard();
        TransformerWeights weights = start(random, cell.knob());
        TransformerWeights velocity = OneLayerTransformer.of(data, options).velocity(weights);
        double rate = data.rescaledTime(1, cell.knob(), options.loss()) * cell.knob();
        double[] exact = scaled(1 / rate, outerPart(velocity));
        double[] effective = effective(data, weights, cell.knob());
        double[] difference = exact.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= effective[i];
        }
        double keys = Math.hypot(NormOps_DDRM.normF(velocity.wq()), NormOps_DDRM.normF(velocity.wk()));
        return Measurement.of(OUTER, norm(difference) / norm(effective))
                .and(KEYS, keys / rate)
                .and(WHOLE, norm(exact) / norm(effective))
                .and(HALVED, norm(exact) / 2 / norm(effective));
    }

    private static TransformerWeights start(RandomStreams random, double scale) {
        return TransformerWeights.gaussian(TransformerShape.square(WIDTH), scale, random.child("weights").stream());
    }

    /** W_V, W1, W2 in turn. */
    private static double[] outerPart(TransformerWeights velocity) {
        double[] state = velocity.state();
        return Arrays.copyOfRange(state, 2 * WIDTH * WIDTH, state.length);
    }

    /** The velocity of W_V, W1, W2 by eq. 7: W_V' = v^T (W1 W2)^T. */
    private static double[] effective(TransformerData data, TransformerWeights weights, double scale) {
        double[] v = data.direction();
        EffectiveDynamics state = weights.effective(v, scale);
        double[] rates = new double[state.state().length];
        state.flow().derivative(0, state.state(), rates);
        DMatrixRMaj value = new DMatrixRMaj(WIDTH, WIDTH);
        for (int i = 0; i < WIDTH; i++) {
            for (int k = 0; k < WIDTH; k++) {
                value.set(i, k, v[i] * rates[k]);
            }
        }
        double[] all = Arrays.copyOf(value.data, value.data.length + rates.length - WIDTH);
        System.arraycopy(rates, WIDTH, all, value.data.length, rates.length - WIDTH);
        return all;
    }

    private static Claim escape() {
        return RateClaim.named("flow/13")
                .states(
                        "The first plateau ends (the loss is 0.99 of its start) at the blow-up time of the effective dynamics, with"
                                + " a deviation of first order in epsilon; mean over starts.")
                .formula("|t_{esc} \\, \\epsilon \\|S\\| / (n s) - T^*| = O(\\epsilon)")
                .derived(PAPER, "Proposition 1 and Theorem 1; the paper has no escape time")
                .knob("epsilon")
                .at(
                        Scale.QUICK,
                        Sweep.over(0.01, 0.00316, 0.001, 0.000316, 0.0001).replicates(8, 32))
                .at(
                        Scale.STANDARD,
                        Sweep.over(0.01, 0.00316, 0.001, 0.000316, 0.0001).replicates(32, 128))
                .measures("deviation", cell -> escapes(cell, cell.random()))
                .exponent(1)
                .within(
                        0.2,
                        "a fifth of the distance to the nearest whole order; the coefficient has either sign and may be small")
                .falsehood("The deviation is of second order.", 2)
                .falsehood("The deviation is of order one half.", 0.5)
                .costs(10)
                .build();
    }

    private static Claim escapeTime() {
        return ValueClaim.named("flow/13-time")
                .states("In rescaled time the first plateau lasts as long as the effective dynamics lives.")
                .formula("\\frac{t_{esc} \\, \\epsilon \\|S\\|}{n s \\, T^*} \\to 1")
                .derived(PAPER, "Proposition 1 and Theorem 1; the paper has no escape time")
                .knob("epsilon")
                .at(Scale.QUICK, Sweep.over(0.01, 0.001, 0.0001).replicates(8, 32))
                .at(Scale.STANDARD, Sweep.over(0.01, 0.001, 0.0001).replicates(32, 128))
                .sharedReplicates()
                .measures("escape time over T*", cell -> escapes(cell, cell.sharedRandom()))
                .is(1)
                .bias(Bias.ofOrder(1))
                .within(0.01, "one per cent of the blow-up time")
                .falsehood("It lasts twice as long: the factor 1/2 of eq. 5.", 2)
                .falsehood("It lasts five per cent longer.", 1.05)
                .costs(8)
                .build();
    }

    private static Measurement escapes(CellContext cell, RandomStreams random) {
        TransformerData data = TransformerData.gaussian(24, 4, WIDTH, random.child("data").stream());
        TransformerOptions options = TransformerOptions.standard();
        OneLayerTransformer model = OneLayerTransformer.of(data, options);
        TransformerWeights start = start(random, cell.knob());
        double lifetime =
                start.effective(data.direction(), cell.knob()).blowUp().time().orElseThrow();
        double span = 3 * lifetime / data.rescaledTime(1, cell.knob(), options.loss());
        FlowOptions flow = FlowOptions.standard().withSampling(Sampling.ends());
        Trajectory trajectory = FlowIntegrator.of(flow)
                .integrate(
                        model.flow(start.shape())
                                .withEvents(List.of(model.lossFallsTo(start.shape(), ESCAPED, Response.STOP))),
                        0,
                        start.state(),
                        span);
        if (trajectory.stopReason() != StopReason.EVENT) {
            throw new IllegalStateException(
                    "expected an escape within three lifetimes of the effective dynamics, found "
                            + trajectory.stopReason());
        }
        double escape = data.rescaledTime(trajectory.finalTime(), cell.knob(), options.loss());
        return Measurement.of("deviation", Math.abs(escape - lifetime)).and("escape time over T*", escape / lifetime);
    }

    private static double[] scaled(double factor, double[] x) {
        return Arrays.stream(x).map(value -> factor * value).toArray();
    }

    private static double norm(double[] x) {
        return NormOps_DDRM.normF(new DMatrixRMaj(x.length, 1, true, x));
    }
}
