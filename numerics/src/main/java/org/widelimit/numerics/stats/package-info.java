/**
 * Statistics of limits: means and rates with intervals, three-way decisions, several looks, several claims.
 * Every interval says in its Javadoc what it assumes; a level is always the probability of missing, 0.01 and not 0.99.
 */
@NullMarked
package org.widelimit.numerics.stats;

import org.jspecify.annotations.NullMarked;
