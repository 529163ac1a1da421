/** numerics. */
@NullMarked
package org.widelimit.numerics;

import org.jspecify.annotations.NullMarked;
