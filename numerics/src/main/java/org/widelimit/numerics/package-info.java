/**
 * Ground floor of the house: array files, linear algebra, random streams, statistics and tasks over threads, each in a room of its
 * own.
 * This package holds what all rooms of all floors share: the one exception for unusable input.
 */
@NullMarked
package org.widelimit.numerics;

import org.jspecify.annotations.NullMarked;
