/** graphon. */
@NullMarked
package org.widelimit.graphon;

import org.jspecify.annotations.NullMarked;
