package org.widelimit.validation.transformer;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.transformer.Attention;
import org.widelimit.gradientflow.transformer.HiddenActivation;
import org.widelimit.gradientflow.transformer.MarginLoss;
import org.widelimit.gradientflow.transformer.OneLayerTransformer;
import org.widelimit.gradientflow.transformer.TransformerData;
import org.widelimit.gradientflow.transformer.TransformerOptions;
import org.widelimit.networks.data.Dataset;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Labelled sequences, and the model that is trained on them.
 *
 * @param id of its figures
 * @param name in sentences
 * @param model model and data
 */
record SequenceTask(String id, String name, OneLayerTransformer model) {

    /** s1 over the rate at which w comes to rest: far below 1 the stages are separate. */
    static final double HASTE = 0.1;

    private static final double LOWER_PLATEAU = 0.9;
    private static final double LARGEST_TIE = 0.5;
    private static final int DRAWS = 1000;
    private static final int ROWS = 8;
    private static final TransformerOptions PAPER =
            new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL);
    private static final TransformerOptions PRACTICE =
            new TransformerOptions(Attention.SOFTMAX, HiddenActivation.TANH, MarginLoss.LOGISTIC);

    TransformerData data() {
        return model.data();
    }

    /**
     * Normal tokens and fair labels, the first draw whose second plateau is well below the first and whose F has a leading singular value
     * twice the next; tokens scaled such that s1 is {@link #HASTE} of the rate of w. The choice sees the theory alone, never a run.
     */
    static SequenceTask randomSequences(TransformerSectionOptions options, RandomStreams random) {
        for (int draw = 0; draw < DRAWS; draw++) {
            TransformerData data = TransformerData.gaussian(
                    options.samples(), options.tokens(), options.width(), random.child("data", draw).stream());
            Optional<RestPoint> rest = RestPoint.of(data, PAPER.loss());
            if (rest.isPresent()
                    && rest.get().loss() < LOWER_PLATEAU
                    && rest.get().tie() < LARGEST_TIE) {
                // Tokens times c make the ratio of the rates c^(4/3) times.
                double factor = Math.pow(HASTE / rest.get().haste(), 0.75);
                return new SequenceTask(
                        "random", "random sequences", OneLayerTransformer.of(scaled(data, factor), PAPER));
            }
        }
        throw new IllegalStateException("expected such data within " + DRAWS + " draws, found none");
    }

    /** The rows of digits as tokens, from the top, pixels standardised by one mean and one deviation; y = 1 for even digits, else -1. */
    static SequenceTask digitRows(TransformerSectionOptions options, RandomStreams random) {
        Dataset digits = Dataset.digits().sample(options.images(), random.child("images").stream());
        DMatrixRMaj pixels = digits.inputs();
        double mean = 0;
        for (double pixel : pixels.data) {
            mean += pixel / pixels.data.length;
        }
        double variance = 0;
        for (double pixel : pixels.data) {
            variance += (pixel - mean) * (pixel - mean) / pixels.data.length;
        }
        double[] x = pixels.data.clone();
        for (int k = 0; k < x.length; k++) {
            x[k] = (x[k] - mean) / Math.sqrt(variance);
        }
        int[] labels = digits.labels();
        double[] y = new double[labels.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = labels[i] % 2 == 0 ? 1 : -1;
        }
        TransformerData data = TransformerData.of(y.length, ROWS, digits.features() / ROWS, x, y);
        return new SequenceTask("digits", "rows of digits", OneLayerTransformer.of(data, PRACTICE));
    }

    private static TransformerData scaled(TransformerData data, double factor) {
        int length = data.tokens() * data.width();
        double[] x = new double[data.samples() * length];
        double[] y = new double[data.samples()];
        for (int i = 0; i < y.length; i++) {
            y[i] = data.label(i);
            double[] sequence = data.sequence(i).data;
            for (int k = 0; k < length; k++) {
                x[i * length + k] = factor * sequence[k];
            }
        }
        return TransformerData.of(y.length, data.tokens(), data.width(), x, y);
    }
}
