/**
 * The section of the report on the two stages of a transformer's training (arXiv 2510.06954): the exact flow on random sequences and on
 * the rows of the digits, beside what the theory says of both stages.
 */
@NullMarked
package org.widelimit.validation.transformer;

import org.jspecify.annotations.NullMarked;
