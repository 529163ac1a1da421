/**
 * What the studies of real input share: a fresh network on the digits, pruned, with all that a limit needs to know of it.
 * Null models of whole chains, and tasks over threads whose numbers do not depend on the threads.
 */
@NullMarked
package org.widelimit.validation.pruned;

import org.jspecify.annotations.NullMarked;
