/**
 * Tasks that share parameters: the section of the report on NTKMTL (arXiv 2510.18258), and the problems that it and the claims run on.
 */
@NullMarked
package org.widelimit.validation.multitask;

import org.jspecify.annotations.NullMarked;
