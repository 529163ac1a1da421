/** The array kernel in vector instructions, by the JDK's incubating {@code jdk.incubator.vector}: optional, and to the bits of the plain one. */
@NullMarked
package org.widelimit.vector;

import org.jspecify.annotations.NullMarked;
