package org.widelimit.gradientflow;

/** One accepted step of an integration with its dense output. */
interface DenseStep {
    /** Where the step starts. */
    double start();

    /** Where it ends; before the start when integrating backwards. */
    double end();

    /** The state at a time of the step, ends included; a new array. */
    double[] state(double t);
}
