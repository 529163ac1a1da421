package org.widelimit.gradientflow.transformer;

/**
 * tanh x to within 3 units in the last place, several times as fast as {@link Math#tanh}: for |x| &lt; 0.6 the continued fraction x / (1 + x^2 /
 * (3 + x^2 / (5 + ...))) of eight terms as one quotient, whose error there is below 1e-17; beyond, 1 - 2 / (1 + e^(2|x|)).
 */
final class HyperbolicTangent {
    private static final double FRACTION_BELOW = 0.6;

    private HyperbolicTangent() {}

    static double of(double x) {
        double size = Math.abs(x);
        if (size < FRACTION_BELOW) {
            double z = x * x;
            double above = 2027025 + z * (270270 + z * (6930 + z * 36));
            double below = 2027025 + z * (945945 + z * (51975 + z * (630 + z)));
            return x * (above / below);
        }
        return Math.copySign(1 - 2 / (1 + Math.exp(2 * size)), x);
    }
}
