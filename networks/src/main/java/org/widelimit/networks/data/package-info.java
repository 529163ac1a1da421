/**
 * Labelled data sets: the digits built in, and reading of CSV, {@code .npz} and IDX files.
 *
 * <p>Inputs are a matrix with one example per row; labels are class indices from 0.
 */
@NullMarked
package org.widelimit.networks.data;

import org.jspecify.annotations.NullMarked;
