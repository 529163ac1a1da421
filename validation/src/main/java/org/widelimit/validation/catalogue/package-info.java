/**
 * The catalogue: the claims of each paper, as they are printed or derived, each with the falsehood that it must be told from.
 *
 * <p>A file a topic; what is measured is computed by the floors below, and written so that the formula can be read off.
 */
@NullMarked
package org.widelimit.validation.catalogue;

import org.jspecify.annotations.NullMarked;
