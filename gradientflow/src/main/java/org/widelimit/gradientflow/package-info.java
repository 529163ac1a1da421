/**
 * Flows y' = f(t, y) with what is known about them: conserved and monotone quantities, events, typical magnitudes.
 * {@link org.widelimit.gradientflow.FlowIntegrator} follows one and watches the invariants as it goes;
 * {@link org.widelimit.gradientflow.SundmanFlow} slows time down where a flow blows up.
 */
@NullMarked
package org.widelimit.gradientflow;

import org.jspecify.annotations.NullMarked;
