package org.widelimit.benchmarks;

import java.util.List;
import java.util.Locale;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowEvent.Response;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.IntegrationMethod;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.gradientflow.transformer.TransformerRun;
import org.widelimit.gradientflow.transformer.TransformerShape;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The exact flow of a one-layer transformer (softmax, tanh, exponential loss) on random tokens and labels from weights of size epsilon to the
 * end of the second stage, |W_Q W_K^T| = 1: {@code benchmarks/run --main TransformerFlowRun [d] [s] [n] [epsilon]}; once the flow alone, once
 * with the diagnostics of every step.
 */
public final class TransformerFlowRun {

    private TransformerFlowRun() {}

    public static void main(String[] args) {
        int d = args.length > 0 ? Integer.parseInt(args[0]) : 64;
        int s = args.length > 1 ? Integer.parseInt(args[1]) : 16;
        int n = args.length > 2 ? Integer.parseInt(args[2]) : 256;
        double scale = args.length > 3 ? Double.parseDouble(args[3]) : 1e-3;
        RandomStreams random = RandomStreams.of(1);
        TransformerData data = TransformerData.gaussian(n, s, d, random.child("data").stream());
        OneLayerTransformer model = OneLayerTransformer.of(data, TransformerOptions.standard());
        TransformerShape shape = TransformerShape.square(d);
        TransformerWeights start = TransformerWeights.gaussian(shape, scale, random.child("weights").stream());
        FlowOptions options = FlowOptions.standard().withTolerances(1e-8, 1e-10).withSampling(Sampling.ends());
        double end = 0;
        for (IntegrationMethod method :
                List.of(IntegrationMethod.DORMAND_PRINCE_853, IntegrationMethod.ADAMS_MOULTON)) {
            end = alone(model, start, options.withMethod(method));
        }
        diagnosed(model, start, end, options);
    }

    /** The time of the end of the second stage. */
    private static double alone(OneLayerTransformer model, TransformerWeights start, FlowOptions options) {
        TransformerShape shape = start.shape();
        Flow flow = model.flow(shape)
                .withEvents(List.of(
                        model.lossFallsTo(shape, 0.99, Response.RECORD),
                        model.keyQueryRisesTo(shape, 1, Response.STOP)));
        long before = System.nanoTime();
        Trajectory trajectory = FlowIntegrator.of(options).integrate(flow, 0, start.state(), 1e7);
        System.out.printf(
                Locale.ROOT,
                "%s: stage 1 to t = %.5g, stage 2 to t = %.5g (%s), %d steps, %d evaluations, %.1f s%n",
                options.method(),
                trajectory.occurrences().get(0).time(),
                trajectory.finalTime(),
                trajectory.stopReason(),
                trajectory.steps(),
                trajectory.evaluations(),
                (System.nanoTime() - before) * 1e-9);
        return trajectory.finalTime();
    }

    private static void diagnosed(
            OneLayerTransformer model, TransformerWeights start, double end, FlowOptions options) {
        long before = System.nanoTime();
        TransformerRun run = TransformerRun.of(model, start, end, options);
        System.out.printf(
                Locale.ROOT,
                "with diagnostics: %d samples, plateaus %s, %.1f s%n",
                run.samples().size(),
                run.plateaus(),
                (System.nanoTime() - before) * 1e-9);
    }
}
