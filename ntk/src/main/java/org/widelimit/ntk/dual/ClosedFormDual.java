package org.widelimit.ntk.dual;

/** A dual in closed form: its name, and its marginals from {@code T(q)}. */
abstract class ClosedFormDual implements DualActivation {
    private final String name;

    ClosedFormDual(String name) {
        this.name = name;
    }

    /** {@code T(q) = E[phi(u)^2]} for {@code u ~ N(0, q)}. */
    abstract double moment(double q);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Marginals marginals(double[] variances) {
        Marginals.check(variances);
        double[] moments = new double[variances.length];
        for (int i = 0; i < variances.length; i++) {
            moments[i] = moment(variances[i]);
        }
        return new Marginals(variances, moments);
    }

    @Override
    public final String toString() {
        return name;
    }
}
