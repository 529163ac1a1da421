package org.widelimit.ntk.kernel;

/**
 * A part of an {@link Architecture}: a map of the second moments K and the tangent kernel Theta of what goes in to those of what comes out.
 */
public sealed interface Block permits AffineLayer, ActivationLayer, SkipConnection {}
