/**
 * One pruner across widths: how far its estimated graphons are from each other, from their limit, and from those of
 * masks without structure.
 * Every distance stands beside the same distance of null models that went through the same estimator.
 */
@NullMarked
package org.widelimit.validation.widths;

import org.jspecify.annotations.NullMarked;
