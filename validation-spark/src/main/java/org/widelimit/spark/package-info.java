/**
 * The same studies on Apache Spark.
 *
 * <p>The driver plans, judges and stores as ever; executors are sent coordinates of cells, find the claim in their own catalogue, and answer with named numbers. Optional: nothing imports
 * this package, and the command line finds it by {@link java.util.ServiceLoader}.
 */
@NullMarked
package org.widelimit.spark;

import org.jspecify.annotations.NullMarked;
