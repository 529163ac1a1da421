/**
 * Several tasks that share parameters: their common tangent kernel at finite width and in the limit, training under weights of the tasks in closed form, and the
 * methods that choose such weights.
 *
 * <p>"NTKMTL: Mitigating Task Imbalance in Multi-Task Learning from Neural Tangent Kernel Perspective", arXiv 2510.18258. Equation numbers in this room are of that paper.
 */
@NullMarked
package org.widelimit.ntk.multitask;

import org.jspecify.annotations.NullMarked;
