package org.widelimit.validation.widths;

/**
 * The curve that is printed as evidence of convergence (P1, section 4.3): K times the L2 distance between the mean
 * histogram
 * of a width n and that of the largest width N, means over the R seeds. For equal blocks that is the Frobenius distance
 * of the
 * K x K matrices.
 *
 * <p>Masks without structure, of density c, are expected to have
 *
 * <pre>  K (2c(1-c) (n^(-1/2) - N^(-1/2))^2 + c(1-c) K^2 (n^(-2) + N^(-2)) / R)^(1/2):</pre>
 *
 * the sorted noise of the degrees, which no averaging removes, and the binning noise. With held-out sorting there is
 * the second
 * term alone.
 *
 * @param width n
 * @param method of the pruner's masks
 * @param erdosRenyi of masks without structure
 * @param configuration of masks without structure beyond the degrees
 * @param formula the expectation above, with the mean density at width n
 */
public record HistogramPoint(int width, double method, double erdosRenyi, double configuration, double formula) {}
