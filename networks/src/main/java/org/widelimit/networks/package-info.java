/** networks. */
@NullMarked
package org.widelimit.networks;

import org.jspecify.annotations.NullMarked;
