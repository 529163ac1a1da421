package org.widelimit.validation.widths;

/**
 * The exponent a of a distance that goes as n^a.
 *
 * @param slope a
 * @param lower lower end of its 95 % interval
 * @param upper upper end
 * @param lackOfFitP p-value of the curvature that is left
 * @param dropped how many of the smallest widths were dropped for curvature
 */
public record Exponent(double slope, double lower, double upper, double lackOfFitP, int dropped) {}
