package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.ScalePoint;
import org.widelimit.numerics.threads.Inherited;

/**
 * Instances in batches: a cell is a batch, its knob the number of instances in it. Of each quantity it keeps the worst
 * number, where that was, and the median; of a violation of the claim, the smallest shrunk instance that still violates
 * it.
 */
final class InstanceRuns {

    static final int BATCH = 20;

    /** Dimensions of a counterexample are tried at these shares of their range, smallest first. */
    private static final double[] SHRINKS = {0, 0.125, 0.25, 0.5};

    private static final String AT = " @ instance";
    private static final String MEDIAN = " median";
    private static final String COUNTEREXAMPLE = "counterexample";

    private final String claim;
    private final InstanceFunction function;
    private final Statement statement;
    private final Set<String> quantities;

    InstanceRuns(ClaimCard card, List<Statement> statements, InstanceFunction function) {
        this.claim = card.id();
        this.function = function;
        this.statement = card.statement();
        this.quantities = new LinkedHashSet<>();
        statements.forEach(s -> quantities.add(s.quantity()));
    }

    Measurement measure(CellContext cell) throws Exception {
        int size = cell.size();
        Map<String, double[]> all = new LinkedHashMap<>();
        quantities.forEach(q -> all.put(q, new double[size]));
        for (int i = 0; i < size; i++) {
            Measurement one = run(cell.seed(), cell.replicate() * size + i, 1, cell.backend());
            for (Map.Entry<String, double[]> entry : all.entrySet()) {
                entry.getValue()[i] = one.number(entry.getKey());
            }
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, double[]> entry : all.entrySet()) {
            int worst = worst(entry.getValue());
            numbers.put(entry.getKey(), entry.getValue()[worst]);
            numbers.put(entry.getKey() + AT, (double) (cell.replicate() * size + worst));
            numbers.put(entry.getKey() + MEDIAN, median(entry.getValue()));
        }
        Measurement batch = new Measurement(numbers, Map.of());
        return violates(batch) ? batch.withNote(COUNTEREXAMPLE, shrunk(batch, cell)) : batch;
    }

    /** One instance by its coordinates, with this backend for whatever it calls; the description is in the note. */
    Measurement run(long seed, int index, double shrink, DenseBackend backend) throws Exception {
        Instance instance = new Instance(claim, seed, index, shrink, backend);
        Measurement measurement;
        try (Inherited.Scope preferred = DenseBackends.prefer(backend)) {
            measurement = function.measure(instance);
        } catch (RuntimeException e) {
            throw new IllegalStateException("instance " + index + ": " + e.getMessage(), e);
        }
        for (String quantity : quantities) {
            if (!Double.isFinite(measurement.number(quantity))) {
                throw new ArithmeticException("expected a finite \"" + quantity + "\" in " + instance.description()
                        + ", found " + measurement.number(quantity));
            }
        }
        return violates(measurement) ? measurement.withNote(COUNTEREXAMPLE, instance.description()) : measurement;
    }

    private String shrunk(Measurement batch, CellContext cell) throws Exception {
        int index = (int) batch.number(statement.quantity() + AT);
        for (double shrink : SHRINKS) {
            Measurement smaller = run(cell.seed(), index, shrink, cell.backend());
            if (violates(smaller)) {
                return text(smaller);
            }
        }
        return text(run(cell.seed(), index, 1, cell.backend()));
    }

    private String text(Measurement violating) {
        return violating.notes().get(COUNTEREXAMPLE) + "; " + statement.quantity() + " = "
                + violating.number(statement.quantity());
    }

    private boolean violates(Measurement measurement) {
        return !statement.target().accepted().contains(statement.in(measurement));
    }

    private int worst(double[] values) {
        boolean largest = statement.target().relation() == Target.Relation.AT_MOST;
        int worst = 0;
        for (int i = 1; i < values.length; i++) {
            if (largest ? values[i] > values[worst] : values[i] < values[worst]) {
                worst = i;
            }
        }
        return worst;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** The worst number over all batches, with one point for each batch. */
    Finding evaluate(Statement judged, Samples samples) {
        double[] worstOfBatch = samples.of(judged).get(0);
        double[] medians = samples.named(judged.quantity() + MEDIAN).get(0);
        double worst = worstOfBatch[worst(worstOfBatch)];
        List<ScalePoint> points = new ArrayList<>();
        for (int b = 0; b < worstOfBatch.length; b++) {
            Interval span = Interval.point(worstOfBatch[b]).hull(Interval.point(medians[b]));
            points.add(new ScalePoint(b + 1.0, worstOfBatch[b], span, (int) samples.knobs()[0], ScalePoint.Use.FITTED));
        }
        long instances = Math.round(samples.knobs()[0]) * worstOfBatch.length;
        Finding finding =
                Finding.of(worst, level -> Interval.point(worst)).exact().withPoints(points, null);
        if (judged.target().accepted().contains(worst)) {
            return finding.withNote("no violation in " + instances
                    + " instances: a random one violates with probability at most " + 3.0 / instances + " (95 %)");
        }
        // The note of a cell is about the claim itself.
        return judged.equals(statement) ? finding.withCounterexample(samples.note(COUNTEREXAMPLE)) : finding;
    }
}
