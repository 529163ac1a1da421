package org.widelimit.gradientflow;

import java.util.List;

/** Small flows with known solutions. */
final class TestFlows {
    private TestFlows() {}

    interface Field {
        void derivative(double t, double[] y, double[] dy);
    }

    static Flow of(int dimension, Field field, Invariant... invariants) {
        return new Flow() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public void derivative(double t, double[] y, double[] dy) {
                field.derivative(t, y, dy);
            }

            @Override
            public List<Invariant> invariants() {
                return List.of(invariants);
            }
        };
    }

    /** x' = y, y' = -x; from (1, 0): (cos t, -sin t). */
    static Flow oscillator() {
        return of(
                2,
                (t, y, dy) -> {
                    dy[0] = y[1];
                    dy[1] = -y[0];
                },
                Invariant.conserved("radius", 2, (t, y) -> new double[] {y[0] * y[0] + y[1] * y[1]}));
    }
}
