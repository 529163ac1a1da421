/**
 * Good files spoilt, and readers tried on them. Used by the tests of every module and by nothing else; it needs none of them.
 */
@NullMarked
package org.widelimit.testing;

import org.jspecify.annotations.NullMarked;
