package org.widelimit.gradientflow;

/**
 * A Rosenbrock method in the form without products by the Jacobian J (Hairer and Wanner, Solving Ordinary Differential Equations II,
 * section IV.7): with stages U_i,
 *
 * <p>(I / (h gamma) - J) U_i = f(t + alpha_i h, y + sum_j a_ij U_j) + (1/h) sum_j c_ij U_j + gamma_i h df/dt, y_1 = y + sum_j m_j U_j.
 *
 * @param gamma the diagonal
 * @param alpha alpha_i, where the stages look in time
 * @param gammas gamma_i, the weights of df/dt
 * @param a rows of a_ij, j &lt; i
 * @param c rows of c_ij, j &lt; i
 * @param m m_j, the new state
 * @param estimate weights of the difference to the embedded solution
 * @param third weights of the first coefficient of the dense output
 * @param fourth weights of the second one
 */
record RosenbrockTableau(
        double gamma,
        double[] alpha,
        double[] gammas,
        double[][] a,
        double[][] c,
        double[] m,
        double[] estimate,
        double[] third,
        double[] fourth) {

    /** The order of the embedded solution plus 1: the local error falls like this power of h. */
    static final int ESTIMATE_POWER = 4;

    /**
     * RODAS: order 4 with an embedded solution of order 3, six stages, both stiffly accurate and L-stable, gamma = 1/4; dense output of
     * order 3. Coefficients of Hairer and Wanner (1996), section IV.10; that they satisfy the order conditions is tested.
     */
    static final RosenbrockTableau RODAS = new RosenbrockTableau(
            0.25,
            new double[] {0, 0.386, 0.21, 0.63, 1, 1},
            new double[] {0.25, -0.1043, 0.1035, -0.0362, 0, 0},
            new double[][] {
                {},
                {1.544000000000000},
                {0.9466785280815826, 0.2557011698983284},
                {3.314825187068521, 2.896124015972201, 0.9986419139977817},
                {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950},
                {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1}
            },
            new double[][] {
                {},
                {-5.668800000000000},
                {-2.430093356833875, -0.2063599157091915},
                {-0.1073529058151375, -9.594562251023355, -20.47028614809616},
                {7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160},
                {8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054}
            },
            new double[] {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1, 1},
            new double[] {0, 0, 0, 0, 0, 1},
            new double[] {
                10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662, 0
            },
            new double[] {
                -0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872, 0
            });

    int stages() {
        return alpha.length;
    }
}
