package org.widelimit.gradientflow;

/** The integrators on offer; all of them adapt their steps. None is implicit: stiff flows take many steps. */
public enum IntegrationMethod {
    /** Dormand and Prince, order 8 with error estimates of order 5 and 3. The right choice at tight tolerances. */
    DORMAND_PRINCE_853,
    /** Dormand and Prince, order 5(4). Cheaper at loose tolerances. */
    DORMAND_PRINCE_54,
    /** Gragg, Bulirsch and Stoer: extrapolation of variable order. An independent opinion on a smooth flow. */
    GRAGG_BULIRSCH_STOER,
    /** Adams and Moulton, 6 steps, Nordsieck form. Few evaluations of an expensive field; starts with Dormand-Prince 8(5,3). */
    ADAMS_MOULTON
}
