/**
 * From masks to step graphons: the sorted histogram of one layer, the same for a chain of layers with one order of the
 * neurons that two layers share, and what these estimators show when there is nothing to see.
 */
@NullMarked
package org.widelimit.graphon.estimate;

import org.jspecify.annotations.NullMarked;
