package org.widelimit.validation.catalogue;

/** The papers that the graphon claims are about, as one cites them. */
final class GraphonPapers {

    /** "The Graphon Limit Hypothesis: Understanding Neural Network Pruning via Infinite Width Analysis". */
    static final String LIMIT_HYPOTHESIS = "arXiv 2510.17515";

    /** "Pruning at Initialisation through the lens of Graphon Limit: Convergence, Expressivity, and Generalisation". */
    static final String PRUNING_LENS = "arXiv 2602.06675";

    /** Yang and Wang, "On the Neural Tangent Kernel Analysis of Randomly Pruned Neural Networks". */
    static final String RANDOM_PRUNING = "arXiv 2203.14328";

    private GraphonPapers() {}
}
