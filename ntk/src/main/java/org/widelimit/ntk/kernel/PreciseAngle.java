package org.widelimit.ntk.kernel;

import org.apache.commons.numbers.core.DD;

/**
 * {@code (cos t, sin t)} in double-double arithmetic, to about 1e-30.
 */
record PreciseAngle(DD cosine, DD sine) {

    /** Pi as the sum of two doubles. */
    static final DD PI = DD.ofSum(Math.PI, 1.2246467991473532e-16);

    private static final int HALVINGS = 6;

    /** {@code (pi / 64)^n / n!} is below 1e-33 from here on. */
    private static final int TAYLOR_TERMS = 17;

    /** {@code 0 <= t <= pi}: Taylor's series of a 64th of the angle, doubled six times. */
    static PreciseAngle of(DD t) {
        DD part = t.scalb(-HALVINGS);
        DD cosine = DD.ONE;
        DD sine = DD.ZERO;
        DD term = DD.ONE;
        for (int n = 1; n < TAYLOR_TERMS; n++) {
            term = term.multiply(part).divide(n);
            switch (n % 4) {
                case 0 -> cosine = cosine.add(term);
                case 1 -> sine = sine.add(term);
                case 2 -> cosine = cosine.subtract(term);
                default -> sine = sine.subtract(term);
            }
        }
        PreciseAngle angle = new PreciseAngle(cosine, sine);
        for (int k = 0; k < HALVINGS; k++) {
            angle = angle.plus(angle);
        }
        return angle;
    }

    /** The angles {@code 2 pi m / n}, m = 0 .. n - 1. */
    static PreciseAngle[] turns(int n) {
        PreciseAngle step = of(PI.scalb(1).divide(n));
        PreciseAngle[] turns = new PreciseAngle[n];
        turns[0] = new PreciseAngle(DD.ONE, DD.ZERO);
        for (int m = 1; m < n; m++) {
            turns[m] = turns[m - 1].plus(step);
        }
        return turns;
    }

    /** The sum of two angles. */
    PreciseAngle plus(PreciseAngle other) {
        return new PreciseAngle(
                cosine.multiply(other.cosine).subtract(sine.multiply(other.sine)),
                sine.multiply(other.cosine).add(cosine.multiply(other.sine)));
    }

    /** {@code t} in [0, pi], for {@code sin t >= 0}: one step of Newton's method from that of the rounded numbers. */
    DD radians() {
        double first = Math.atan2(sine.hi(), cosine.hi());
        PreciseAngle guess = of(DD.of(first));
        DD rest = sine.multiply(guess.cosine).subtract(cosine.multiply(guess.sine));
        return rest.add(first);
    }
}
