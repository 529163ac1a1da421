package org.widelimit.gradientflow;

/** Follows a {@link Flow} from an initial state, forwards or backwards in time. Immutable; safe to share. */
public final class FlowIntegrator {
    private final FlowOptions options;

    private FlowIntegrator(FlowOptions options) {
        this.options = options;
    }

    /**
     * An integrator with these options.
     *
     * @param options how to integrate
     * @return the integrator
     */
    public static FlowIntegrator of(FlowOptions options) {
        return new FlowIntegrator(options);
    }

    /**
     * How this integrator works.
     *
     * @return its options
     */
    public FlowOptions options() {
        return options;
    }

    /**
     * The solution of y' = f(t, y), y(start) = initial.
     *
     * @param flow the field f
     * @param start initial time
     * @param initial initial state, finite, length n
     * @param end final time, before or after the start; the same as the start gives the initial state alone
     * @return the solution as far as it could be followed; never throws because of where the field leads
     * @throws IllegalArgumentException if the state has the wrong length or is not finite, or a time is not finite
     */
    public Trajectory integrate(Flow flow, double start, double[] initial, double end) {
        return integrate(flow, start, initial, end, (t, y) -> StepObserver.Decision.CONTINUE);
    }

    /**
     * The solution, shown step by step to an observer that may end it.
     *
     * @param flow the field f
     * @param start initial time
     * @param initial initial state, finite, length n
     * @param end final time
     * @param observer is shown the initial state and every accepted one
     * @return the solution as far as it was followed
     * @throws IllegalArgumentException if the state has the wrong length or is not finite, or a time is not finite
     */
    public Trajectory integrate(Flow flow, double start, double[] initial, double end, StepObserver observer) {
        if (initial.length != flow.dimension()) {
            throw new IllegalArgumentException(
                    "expected a state of " + flow.dimension() + " components, found " + initial.length);
        }
        if (!Norms.isFinite(initial)) {
            throw new IllegalArgumentException("expected a finite initial state, found NaN or infinity in it");
        }
        if (!Double.isFinite(start) || !Double.isFinite(end)) {
            throw new IllegalArgumentException("expected finite times, found " + start + " and " + end);
        }
        IntegrationRun run = switch (options.method()) {
            case DORMAND_PRINCE_853 -> new DormandPrince853Run(flow, options, observer);
            case ROSENBROCK -> new RosenbrockRun(flow, options, observer);
            default -> new HipparchusRun(flow, options, observer);
        };
        return run.run(start, initial.clone(), end);
    }
}
