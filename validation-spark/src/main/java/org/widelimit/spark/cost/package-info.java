/** What a study costs on many cores: the measured overhead of engines, and a simulation of list scheduling with it. */
@NullMarked
package org.widelimit.spark.cost;

import org.jspecify.annotations.NullMarked;
