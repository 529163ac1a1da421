/**
 * What the studies of real input share: a fresh network on the digits, pruned, with all that a limit needs to know of
 * it, and null models of whole chains.
 */
@NullMarked
package org.widelimit.validation.pruned;

import org.jspecify.annotations.NullMarked;
