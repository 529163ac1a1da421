package org.widelimit.validation.widths;

/**
 * The masks of one layer at one width, means over the seeds.
 *
 * @param density kept fraction
 * @param flatness RMS deviation of the histogram from its mean
 * @param flatnessErdosRenyi the same of masks without structure
 * @param flatnessConfiguration the same of masks without structure beyond the degrees
 */
public record MaskPoint(
        int width, double density, double flatness, double flatnessErdosRenyi, double flatnessConfiguration) {}
