package org.widelimit.gradientflow;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** A vector field, y' = f(t, y) on R^n, with the laws it is known to obey and the events of interest on the way. */
public interface Flow {
    /**
     * n.
     *
     * @return the number of components of a state
     */
    int dimension();

    /**
     * dy = f(t, y).
     *
     * @param t time
     * @param y state, length n, read only
     * @param dy receives the derivative, length n, every entry written
     */
    void derivative(double t, double[] y, double[] dy);

    /**
     * The field for one integration: what it evaluates is {@link #derivative}, and it may keep arrays between its calls, so that it belongs to one
     * thread. A flow that needs room for intermediate results overrides this and evaluates without an allocation.
     *
     * @return the field, by default {@link #derivative} itself
     */
    default VectorField evaluator() {
        return this::derivative;
    }

    /**
     * J_ij = df_i / dy_j, which the stiff integrator needs. By default by central differences of the derivative, with a relative error
     * of some 1e-10 for smooth fields; a flow that knows better overrides it.
     *
     * @param t time
     * @param y state, length n, read only
     * @param jacobian receives J, shape (n, n), every entry written
     */
    default void jacobian(double t, double[] y, DMatrixRMaj jacobian) {
        DifferenceJacobian.of(this, t, y, jacobian);
    }

    /**
     * The laws that hold along every solution; an integration reports the drift of each.
     *
     * @return the laws, none by default
     */
    default List<Invariant> invariants() {
        return List.of();
    }

    /**
     * The events to look for.
     *
     * @return the events, none by default
     */
    default List<FlowEvent> events() {
        return List.of();
    }

    /**
     * The magnitude below which a component's error does not matter, up to the factor {@link FlowOptions#absoluteTolerance}.
     * By default max_i |y_i(0)| for every component, or 1 where that is zero; a flow whose blocks live on different scales (small
     * key-query matrices beside large outer ones) gives each its own.
     *
     * @param initial the initial state
     * @return a positive number for each component
     */
    default double[] scales(double[] initial) {
        double[] scales = new double[initial.length];
        double largest = Norms.largest(initial);
        Arrays.fill(scales, largest > 0 ? largest : 1);
        return scales;
    }

    /**
     * The same flow with other events.
     *
     * @param events what to look for instead
     * @return a flow that is this one in everything else
     */
    default Flow withEvents(List<FlowEvent> events) {
        return new FlowWithEvents(this, List.copyOf(events));
    }
}
