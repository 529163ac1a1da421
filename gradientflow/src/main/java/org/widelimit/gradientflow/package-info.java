/** gradientflow. */
@NullMarked
package org.widelimit.gradientflow;

import org.jspecify.annotations.NullMarked;
