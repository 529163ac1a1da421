package org.widelimit.validation.widths;

/**
 * The curve that is printed as evidence of convergence: K times the L2 distance (for equal blocks, the Frobenius distance of the K x K matrices) between the mean histogram of a width n and
 * that of the largest width N, means over the seeds. P1, section 4.3.
 *
 * @param width n
 * @param method of the pruner's masks
 * @param erdosRenyi of masks without structure
 * @param configuration of masks without structure beyond the degrees
 * @param formula what masks without structure are expected to have, with c the mean density at width n and R seeds,
 *     {@code K (2c(1-c) (n^(-1/2) - N^(-1/2))^2 + c(1-c) K^2 (n^(-2) + N^(-2)) / R)^(1/2)}: the sorted noise of the degrees, which no averaging
 *     removes, and the binning noise; with held-out sorting the second term alone
 */
public record HistogramPoint(int width, double method, double erdosRenyi, double configuration, double formula) {}
