/**
 * Benchmarks: how long our side takes, beside a yardstick of the same run (one product of matrices by the same BLAS),
 * and our side of the comparisons in benchmarks/peers. Nothing depends on this room.
 */
@NullMarked
package org.widelimit.benchmarks;

import org.jspecify.annotations.NullMarked;
