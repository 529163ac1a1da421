package org.widelimit.ntk.multitask;

import org.ejml.data.DMatrixRMaj;

/** A step whose losses are means over examples, under heads that are fed with a shared representation. */
public interface ExampleStep extends TaskStep {

    /**
     * The step as one of examples.
     *
     * @param method what needs them
     * @throws IllegalArgumentException if its problem has none
     */
    static ExampleStep of(TaskStep step, String method) {
        if (step instanceof ExampleStep examples) {
            return examples;
        }
        throw new IllegalArgumentException(
                "expected a problem with examples, whose gradients " + method + " needs, found one without");
    }

    /**
     * {@code J_i J_i^T}, (chunks, chunks): row j of J_i is the gradient by the shared parameters of l_i on chunk j, a mean over its examples. The examples are cut in their order into chunks of
     * ceil(B / chunks), the last of them smaller; 1 chunk gives G_ii.
     */
    DMatrixRMaj chunkGram(int task, int chunks);

    /** The same of the gradients by the shared representation that the heads are fed with; no pass through the trunk. */
    DMatrixRMaj representationGram(int task, int chunks, Representation representation);
}
