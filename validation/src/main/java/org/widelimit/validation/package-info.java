/** validation. */
@NullMarked
package org.widelimit.validation;

import org.jspecify.annotations.NullMarked;
