/**
 * Models of masks whose graphon is known: the Factorised Saliency Model with its closed-form limit, and null models
 * that keep a mask's density or its degrees and nothing else.
 */
@NullMarked
package org.widelimit.graphon.model;

import org.jspecify.annotations.NullMarked;
