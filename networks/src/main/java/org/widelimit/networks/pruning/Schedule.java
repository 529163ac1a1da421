package org.widelimit.networks.pruning;

/** The density after each round on the way to the final one. */
public enum Schedule {
    /** {@code density_t = density^(t/T)}: every round keeps the same fraction of what is left. */
    EXPONENTIAL {
        @Override
        public double density(double target, int round, int rounds) {
            return Math.pow(target, (double) round / rounds);
        }
    },

    /** {@code density_t = 1 - (1 - density) t/T}: every round removes the same number of weights. */
    LINEAR {
        @Override
        public double density(double target, int round, int rounds) {
            return 1 - (1 - target) * ((double) round / rounds);
        }
    };

    /**
     * The density to reach in a round.
     *
     * @param target final density
     * @param round {@code t = 1 .. T}
     * @param rounds {@code T}
     */
    public abstract double density(double target, int round, int rounds);
}
