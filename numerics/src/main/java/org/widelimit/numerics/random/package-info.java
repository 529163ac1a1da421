/**
 * Named random streams: what a computation draws depends on the seed and on the name of the draw, on nothing else.
 * No thread, engine or order of evaluation can change a number; every draw of the library comes from here.
 */
@NullMarked
package org.widelimit.numerics.random;

import org.jspecify.annotations.NullMarked;
