package org.widelimit.ntk.kernel;

import org.apache.commons.numbers.core.DD;
import org.widelimit.networks.Slopes;

/**
 * Both kernels of a homogeneous activation without bias for {@code K_0 = cos t} and variances 1, in double-double arithmetic. With {@code m = (a^2 + b^2)/2} and {@code kappa = (a - b)^2 / (2 pi m)} for slopes a and b:
 *
 * <pre>
 *   c_0 = cos t,   c_l = c_(l-1) + kappa (sin t_(l-1) - t_(l-1) c_(l-1)),   c_l = cos t_l
 *   K_l = (Vw m)^l c_l,   Theta_l = K_l + Vw m (1 - kappa t_(l-1)) Theta_(l-1)
 * </pre>
 *
 * @param nngp {@code K_L}
 * @param ntk {@code Theta_L}
 */
record PreciseRecursion(DD nngp, DD ntk) {

    static PreciseRecursion of(Slopes slopes, double weightVariance, int hiddenLayers, PreciseAngle input) {
        DD a = DD.of(slopes.negative());
        DD b = DD.of(slopes.positive());
        DD moment = a.square().add(b.square()).scalb(-1);
        DD kappa =
                a.subtract(b).square().divide(moment.multiply(PreciseAngle.PI).scalb(1));
        DD gain = moment.multiply(weightVariance);
        PreciseAngle angle = input;
        DD scale = DD.ONE;
        DD theta = input.cosine();
        for (int l = 1; l <= hiddenLayers; l++) {
            DD t = angle.radians();
            DD next = angle.cosine().add(kappa.multiply(angle.sine().subtract(t.multiply(angle.cosine()))));
            DD sineSquare = DD.ONE.subtract(next).multiply(next.add(1));
            angle = new PreciseAngle(next, sineSquare.hi() > 0 ? sineSquare.sqrt() : DD.ZERO);
            scale = scale.multiply(gain);
            DD slope = DD.ONE.subtract(kappa.multiply(t));
            theta = scale.multiply(next).add(gain.multiply(slope).multiply(theta));
        }
        return new PreciseRecursion(scale.multiply(angle.cosine()), theta);
    }
}
