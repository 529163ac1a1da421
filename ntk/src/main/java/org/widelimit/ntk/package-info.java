/** ntk. */
@NullMarked
package org.widelimit.ntk;

import org.jspecify.annotations.NullMarked;
