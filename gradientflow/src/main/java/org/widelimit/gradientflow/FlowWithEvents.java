package org.widelimit.gradientflow;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** A flow with events of its own choice. */
record FlowWithEvents(Flow flow, List<FlowEvent> events) implements Flow {
    @Override
    public int dimension() {
        return flow.dimension();
    }

    @Override
    public void derivative(double t, double[] y, double[] dy) {
        flow.derivative(t, y, dy);
    }

    @Override
    public VectorField evaluator() {
        return flow.evaluator();
    }

    @Override
    public void jacobian(double t, double[] y, DMatrixRMaj jacobian) {
        flow.jacobian(t, y, jacobian);
    }

    @Override
    public List<Invariant> invariants() {
        return flow.invariants();
    }

    @Override
    public double[] scales(double[] initial) {
        return flow.scales(initial);
    }
}
