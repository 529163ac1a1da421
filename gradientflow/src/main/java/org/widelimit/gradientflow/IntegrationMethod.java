package org.widelimit.gradientflow;

/** The integrators on offer; all of them adapt their steps. */
public enum IntegrationMethod {
    /**
     * Dormand and Prince, order 8 with error estimates of order 5 and 3 (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I,
     * section II.10): 12 evaluations a step, 3 more where a state inside of it is asked for. The right choice at tight tolerances.
     */
    DORMAND_PRINCE_853,
    /** The same method by Hipparchus, whose error norm and step control are its own: an independent opinion. 15 evaluations a step. */
    HIPPARCHUS_853,
    /** Dormand and Prince, order 5(4). Cheaper at loose tolerances. */
    DORMAND_PRINCE_54,
    /** Gragg, Bulirsch and Stoer: extrapolation of variable order. An independent opinion on a smooth flow. */
    GRAGG_BULIRSCH_STOER,
    /** Adams and Moulton, 6 steps, Nordsieck form. Few evaluations of an expensive field; starts with Dormand-Prince 8(5,3). */
    ADAMS_MOULTON,
    /**
     * RODAS, a Rosenbrock method of order 4(3) with six stages, L-stable and stiffly accurate (Hairer and Wanner, Solving Ordinary
     * Differential Equations II, section IV.10). For stiff flows: each step solves linear systems with the {@linkplain Flow#jacobian
     * Jacobian} and not with small steps. A high accuracy takes many steps, as the order is 4.
     */
    ROSENBROCK
}
