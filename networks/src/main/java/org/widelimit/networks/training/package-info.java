/**
 * Training of finite networks: SGD, Adam, and a loop over mini-batches that leaves masked weights alone.
 *
 * <p>The order of the examples comes from named random streams, so a run is a function of its seed.
 */
@NullMarked
package org.widelimit.networks.training;

import org.jspecify.annotations.NullMarked;
