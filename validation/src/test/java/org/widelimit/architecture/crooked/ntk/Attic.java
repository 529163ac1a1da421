package org.widelimit.architecture.crooked.ntk;

/** The upper end of an import that goes the wrong way. */
public final class Attic {}
