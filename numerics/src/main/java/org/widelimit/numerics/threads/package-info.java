/**
 * Work over threads: tasks that know nothing of each other, and results in their order. What a failure or an interrupt leaves
 * of the others is the caller's to say.
 */
@NullMarked
package org.widelimit.numerics.threads;

import org.jspecify.annotations.NullMarked;
