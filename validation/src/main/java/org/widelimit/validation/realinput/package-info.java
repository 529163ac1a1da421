/**
 * The section that opens the report: the five pruners on the digits, next to the null model, from masks to spectra.
 * What is said about the numbers is made from the numbers.
 */
@NullMarked
package org.widelimit.validation.realinput;

import org.jspecify.annotations.NullMarked;
