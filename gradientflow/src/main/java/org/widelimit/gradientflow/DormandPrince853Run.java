package org.widelimit.gradientflow;

/**
 * One integration by {@link DormandPrince853Tableau}, with the error estimate and the step control of Hairer, Norsett and Wanner (Solving
 * Ordinary Differential Equations I, sections II.4 and II.10). With e_5 and e_3 the two error estimates in units of the tolerances, the error
 * of a step is e_5^2 / sqrt(e_5^2 + e_3^2 / 100), and the next step is longer by the factor 0.9 error^(-1/8). Both are by default the largest over the
 * components where the book has the root mean square ({@link ErrorNorm}), so that in a state of a thousand components the one that matters is not averaged
 * away; with the book's norm the steps are those of SciPy's DOP853. As there, e_3 may come from another component than e_5: one that is much smaller than the others and much faster may be off by more
 * than its tolerance. Nothing is allocated between two accepted steps.
 */
final class DormandPrince853Run extends IntegrationRun {
    /** Of the step that would just meet the tolerance. */
    private static final double SAFETY = 0.9;

    /** For a step that left the domain of the field. */
    private static final double BROKEN_CUT = 0.1;
    /** A step that would end so close to the end of the span is stretched, so that no tiny step is left over. */
    private static final double STRETCH = 1.01;

    private static final double ORDER = 8;

    private final ErrorNorm norm;
    private final double[][] k;
    private final double[] third;
    private final double[] fifth;
    private double[] absolute = new double[0];
    private double[] y;
    private double[] next;

    DormandPrince853Run(Flow flow, FlowOptions options, StepObserver observer) {
        super(flow, options, observer);
        int n = flow.dimension();
        this.norm = options.errorNorm();
        this.k = new double[DormandPrince853Tableau.STAGES][n];
        this.third = new double[n];
        this.fifth = new double[n];
        this.y = new double[n];
        this.next = new double[n];
    }

    @Override
    StopReason integrate(GuardedField field, StepRecorder recorder, double start, double[] initial, double end) {
        double span = Math.abs(end - start);
        double direction = Math.signum(end - start);
        double largest = largestStep(span);
        absolute = absoluteTolerances(initial);
        System.arraycopy(initial, 0, y, 0, y.length);
        field.derivative(start, y, k[0]);
        double t = start;
        double h = Math.min(largest, firstStep(field, t, direction, span));
        boolean rejected = false;
        double error = 0;
        while (t != end) {
            if (!(h >= smallestStep(span)) || t + direction * h == t) {
                return Double.isFinite(error) ? StopReason.STEP_TOO_SMALL : StopReason.NOT_FINITE;
            }
            boolean last = Math.min(STRETCH * h, largest) >= Math.abs(end - t);
            double signed = last ? end - t : direction * h;
            double after = last ? end : t + signed;
            field.takeBroken();
            error = attempt(field, t, signed);
            if (error > 1) {
                h = Math.abs(signed) * factor(error);
                rejected = true;
                continue;
            }
            field.derivative(after, next, k[DormandPrince853Tableau.END_STAGE]);
            recorder.accept(new Step(field, t, after));
            advance();
            t = after;
            h = Math.min(largest, Math.abs(signed) * Math.min(rejected ? 1 : norm.largestGrowth(), factor(error)));
            rejected = false;
        }
        return StopReason.END_OF_SPAN;
    }

    /** The end of the step becomes the start of the next one. */
    private void advance() {
        double[] reached = next;
        next = y;
        y = reached;
        double[] slope = k[DormandPrince853Tableau.END_STAGE];
        k[DormandPrince853Tableau.END_STAGE] = k[0];
        k[0] = slope;
    }

    private double factor(double error) {
        return Double.isFinite(error)
                ? Math.max(norm.largestCut(), Math.min(norm.largestGrowth(), SAFETY * Math.pow(error, -1 / ORDER)))
                : BROKEN_CUT;
    }

    /** A step from y to {@code next}; its error in units of the tolerance, infinite where the field broke down. */
    private double attempt(GuardedField field, double t, double h) {
        for (int stage = 1; stage < DormandPrince853Tableau.STEP_STAGES; stage++) {
            DormandPrince853Tableau.sum(stage).addTo(y, h, k, next);
            field.derivative(t + DormandPrince853Tableau.time(stage) * h, next, k[stage]);
        }
        StageSum step = DormandPrince853Tableau.sum(DormandPrince853Tableau.STEP_STAGES);
        step.addTo(y, h, k, next);
        step.sum(k, third);
        DormandPrince853Tableau.THIRD_SUM.sum(k, fifth);
        for (int i = 0; i < third.length; i++) {
            third[i] -= fifth[i];
        }
        DormandPrince853Tableau.FIFTH_SUM.sum(k, fifth);
        double error = Math.abs(h) * estimate();
        return field.takeBroken() || !Double.isFinite(error) ? Double.POSITIVE_INFINITY : error;
    }

    /**
     * The error over |h|, from the two differences. The norms of each are combined, not the two of one component: e_3 passes through 0 in one
     * component or another all the time, and e_5 alone overestimates the error by far.
     */
    private double estimate() {
        double relative = options.relativeTolerance();
        for (int i = 0; i < y.length; i++) {
            double size = absolute[i] + relative * Math.max(Math.abs(y[i]), Math.abs(next[i]));
            fifth[i] /= size;
            third[i] /= size;
        }
        double fine = norm.of(fifth);
        double coarse = norm.of(third);
        return fine > 0 ? fine / Math.hypot(1, 0.1 * coarse / fine) : fine;
    }

    /** A first step that an explicit Euler step shows to be short enough for a method of order 8 (section II.4). */
    private double firstStep(GuardedField field, double t, double direction, double span) {
        double size = norm(y, y);
        double speed = norm(k[0], y);
        double euler = size < 1e-5 || speed < 1e-5 ? 1e-6 * span : Math.min(0.01 * size / speed, span);
        for (int i = 0; i < y.length; i++) {
            next[i] = y[i] + direction * euler * k[0][i];
        }
        field.derivative(t + direction * euler, next, k[1]);
        if (field.takeBroken()) {
            return BROKEN_CUT * euler;
        }
        for (int i = 0; i < y.length; i++) {
            third[i] = k[1][i] - k[0][i];
        }
        double curvature = norm(third, y) / euler;
        double fastest = Math.max(speed, curvature);
        double step = fastest <= 1e-15 ? Math.max(1e-6 * span, 1e-3 * euler) : Math.pow(0.01 / fastest, 1 / ORDER);
        return Math.min(100 * euler, step);
    }

    /** The norm of the x_i, each over the tolerance of component i. */
    private double norm(double[] x, double[] state) {
        for (int i = 0; i < x.length; i++) {
            fifth[i] = x[i] / (absolute[i] + options.relativeTolerance() * Math.abs(state[i]));
        }
        return norm.of(fifth);
    }

    /**
     * A step with dense output of order 7: the cubic Hermite polynomial of its ends and four more terms, which take three more
     * evaluations. They are spent when a state inside of the step is first asked for. Valid until the next step is tried.
     */
    private final class Step implements DenseStep {
        private static final int TERMS = 4;

        private final GuardedField field;
        private final double start;
        private final double end;
        private double[][] terms = {};

        Step(GuardedField field, double start, double end) {
            this.field = field;
            this.start = start;
            this.end = end;
        }

        @Override
        public double start() {
            return start;
        }

        @Override
        public double end() {
            return end;
        }

        @Override
        public double[] state(double t) {
            if (t == end) {
                return next.clone();
            }
            if (terms.length == 0) {
                terms = terms();
            }
            double h = end - start;
            double x = (t - start) / h;
            double z = 1 - x;
            double[] state = new double[y.length];
            for (int i = 0; i < state.length; i++) {
                double rise = next[i] - y[i];
                double bend = h * k[0][i] - rise;
                double turn = rise - h * k[DormandPrince853Tableau.END_STAGE][i] - bend;
                double high = terms[0][i] + x * (terms[1][i] + z * (terms[2][i] + x * terms[3][i]));
                state[i] = y[i] + x * (rise + z * (bend + x * (turn + z * h * high)));
            }
            return state;
        }

        private double[][] terms() {
            double h = end - start;
            double[] at = new double[y.length];
            for (int stage = DormandPrince853Tableau.END_STAGE + 1; stage < DormandPrince853Tableau.STAGES; stage++) {
                DormandPrince853Tableau.sum(stage).addTo(y, h, k, at);
                field.derivative(start + DormandPrince853Tableau.time(stage) * h, at, k[stage]);
            }
            double[][] sums = new double[TERMS][y.length];
            for (int j = 0; j < TERMS; j++) {
                DormandPrince853Tableau.denseSum(j).sum(k, sums[j]);
            }
            return sums;
        }
    }
}
