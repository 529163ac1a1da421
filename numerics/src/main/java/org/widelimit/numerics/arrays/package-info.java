/**
 * Arrays of any rank and the files they live in: NumPy's {@code .npy} and {@code .npz}, PyTorch's, safetensors, Matrix
 * Market and CSV.
 * Files are foreign input: nothing is allocated that the file does not back, nothing in it is ever executed.
 */
@NullMarked
package org.widelimit.numerics.arrays;

import org.jspecify.annotations.NullMarked;
