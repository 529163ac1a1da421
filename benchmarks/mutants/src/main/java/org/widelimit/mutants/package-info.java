/** What PIT needs of the house: a sample of mutants for large modules, and properties with few tries and a fixed seed. */
@NullMarked
package org.widelimit.mutants;

import org.jspecify.annotations.NullMarked;
