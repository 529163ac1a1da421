/**
 * Whether the spectra of pruned networks are concentrated in the limit, or at finite width alone: three pruners across widths, with a dense and with a pruned input layer, beside their limits.
 *
 * <p>What graphon/C5 and C20 say of model graphons and of one number, on real masks and for every number that papers report.
 */
@NullMarked
package org.widelimit.validation.concentration;

import org.jspecify.annotations.NullMarked;
