package org.widelimit.numerics.linalg;

/** An approximate eigenvalue and its unit vector, which is not shared. */
record RitzPair(double value, double[] vector) {}
