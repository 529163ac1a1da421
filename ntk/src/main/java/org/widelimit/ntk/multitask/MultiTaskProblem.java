package org.widelimit.ntk.multitask;

/** k losses of one parameter vector theta. */
public interface MultiTaskProblem {

    /** k. */
    int tasks();

    /** How many parameters there are. */
    int parameters();

    /** The losses at theta; the array is not kept. */
    TaskStep at(double[] theta);
}
