package org.widelimit.gradientflow;

import java.util.Arrays;

/**
 * The method of order 8 of Dormand and Prince with the error estimates of order 5 and 3 and the dense output of order 7 that Hairer,
 * Norsett and Wanner gave it (Solving Ordinary Differential Equations I, 2nd edition, sections II.5, II.6 and II.10; the coefficients are those of
 * their program DOP853). Stages are counted from 0: 0 to 11 make the step, 12 is the field at its end and so the first stage of the next
 * step, 13 to 15 serve dense output alone. That the coefficients satisfy the order conditions is tested.
 */
final class DormandPrince853Tableau {
    /** Stages of a step. */
    static final int STEP_STAGES = 12;
    /** The stage at the end of a step. */
    static final int END_STAGE = 12;
    /** All stages. */
    static final int STAGES = 16;

    /** c_i: where the stages look, in steps. */
    private static final double[] TIMES = {
        0,
        0.05260015195876773,
        0.0789002279381516,
        0.1183503419072274,
        0.2816496580927726,
        0.3333333333333333,
        0.25,
        0.3076923076923077,
        0.6512820512820513,
        0.6,
        0.8571428571428571,
        1.0,
        1.0,
        0.1,
        0.2,
        0.7777777777777778
    };

    /** a_ij, row i for stage i. Row 12 is the step itself. */
    private static final double[][] WEIGHTS = {
        {},
        {0.05260015195876773},
        {0.0197250569845379, 0.0591751709536137},
        {0.02958758547680685, 0, 0.08876275643042054},
        {0.2413651341592667, 0, -0.8845494793282861, 0.924834003261792},
        {0.037037037037037035, 0, 0, 0.17082860872947386, 0.12546768756682242},
        {0.037109375, 0, 0, 0.17025221101954405, 0.06021653898045596, -0.017578125},
        {
            0.03709200011850479,
            0,
            0,
            0.17038392571223998,
            0.10726203044637328,
            -0.015319437748624402,
            0.008273789163814023
        },
        {
            0.6241109587160757,
            0,
            0,
            -3.3608926294469414,
            -0.868219346841726,
            27.59209969944671,
            20.154067550477894,
            -43.48988418106996
        },
        {
            0.47766253643826434,
            0,
            0,
            -2.4881146199716677,
            -0.590290826836843,
            21.230051448181193,
            15.279233632882423,
            -33.28821096898486,
            -0.020331201708508627
        },
        {
            -0.9371424300859873,
            0,
            0,
            5.186372428844064,
            1.0914373489967295,
            -8.149787010746927,
            -18.52006565999696,
            22.739487099350505,
            2.4936055526796523,
            -3.0467644718982196
        },
        {
            2.273310147516538,
            0,
            0,
            -10.53449546673725,
            -2.0008720582248625,
            -17.9589318631188,
            27.94888452941996,
            -2.8589982771350235,
            -8.87285693353063,
            12.360567175794303,
            0.6433927460157636
        },
        {
            0.054293734116568765,
            0,
            0,
            0,
            0,
            4.450312892752409,
            1.8915178993145003,
            -5.801203960010585,
            0.3111643669578199,
            -0.1521609496625161,
            0.20136540080403034,
            0.04471061572777259
        },
        {
            0.056167502283047954,
            0,
            0,
            0,
            0,
            0,
            0.25350021021662483,
            -0.2462390374708025,
            -0.12419142326381637,
            0.15329179827876568,
            0.00820105229563469,
            0.007567897660545699,
            -0.008298
        },
        {
            0.03183464816350214,
            0,
            0,
            0,
            0,
            0.028300909672366776,
            0.053541988307438566,
            -0.05492374857139099,
            0,
            0,
            -0.00010834732869724932,
            0.0003825710908356584,
            -0.00034046500868740456,
            0.1413124436746325
        },
        {
            -0.42889630158379194,
            0,
            0,
            0,
            0,
            -4.697621415361164,
            7.683421196062599,
            4.06898981839711,
            0.3567271874552811,
            0,
            0,
            0,
            -0.0013990241651590145,
            2.9475147891527724,
            -9.15095847217987
        }
    };

    /** Weights of the embedded solution of order 3, which looks at three stages. */
    private static final double[] THIRD = {
        0.2440944881889764, 0, 0, 0, 0, 0, 0, 0, 0.7338466882816118, 0, 0, 0.022058823529411766
    };

    /** Weights of the difference between the step and the embedded solution of order 5. */
    private static final double[] FIFTH = {
        0.01312004499419488,
        0,
        0,
        0,
        0,
        -1.2251564463762044,
        -0.4957589496572502,
        1.6643771824549864,
        -0.35032884874997366,
        0.3341791187130175,
        0.08192320648511571,
        -0.022355307863886294
    };

    /** Weights of the four highest coefficients of the dense output. */
    private static final double[][] DENSE = {
        {
            -8.428938276109013,
            0,
            0,
            0,
            0,
            0.5667149535193777,
            -3.0689499459498917,
            2.38466765651207,
            2.117034582445028,
            -0.871391583777973,
            2.2404374302607883,
            0.6315787787694688,
            -0.08899033645133331,
            18.148505520854727,
            -9.194632392478356,
            -4.436036387594894
        },
        {
            10.427508642579134,
            0,
            0,
            0,
            0,
            242.28349177525817,
            165.20045171727028,
            -374.5467547226902,
            -22.113666853125306,
            7.733432668472264,
            -30.674084731089398,
            -9.332130526430229,
            15.697238121770845,
            -31.139403219565178,
            -9.35292435884448,
            35.81684148639408
        },
        {
            19.985053242002433,
            0,
            0,
            0,
            0,
            -387.0373087493518,
            -189.17813819516758,
            527.8081592054236,
            -11.57390253995963,
            6.8812326946963,
            -1.0006050966910838,
            0.7777137798053443,
            -2.778205752353508,
            -60.19669523126412,
            84.32040550667716,
            11.99229113618279
        },
        {
            -25.69393346270375,
            0,
            0,
            0,
            0,
            -154.18974869023643,
            -231.5293791760455,
            357.6391179106141,
            93.40532418362432,
            -37.45832313645163,
            104.0996495089623,
            29.8402934266605,
            -43.53345659001114,
            96.32455395918828,
            -39.17726167561544,
            -149.72683625798564
        }
    };

    private static final StageSum[] SUMS =
            Arrays.stream(WEIGHTS).skip(1).map(StageSum::of).toArray(StageSum[]::new);
    private static final StageSum[] DENSE_SUMS =
            Arrays.stream(DENSE).map(StageSum::of).toArray(StageSum[]::new);

    /** The solution of order 3. */
    static final StageSum THIRD_SUM = StageSum.of(THIRD);
    /** The difference to the solution of order 5. */
    static final StageSum FIFTH_SUM = StageSum.of(FIFTH);

    private DormandPrince853Tableau() {}

    /** c_i. */
    static double time(int stage) {
        return TIMES[stage];
    }

    /** sum_j a_ij k_j for a stage i from 1 on; stage 12 gives the step itself. */
    static StageSum sum(int stage) {
        return SUMS[stage - 1];
    }

    /** The four sums that the dense output adds to the cubic Hermite polynomial of the step. */
    static StageSum denseSum(int index) {
        return DENSE_SUMS[index];
    }

    /** Row i of the coefficients a_ij; a copy. */
    static double[] weights(int stage) {
        return WEIGHTS[stage].clone();
    }

    /** Weights of the solution of order 3; a copy. */
    static double[] third() {
        return THIRD.clone();
    }

    /** Weights of the difference between the orders 8 and 5; a copy. */
    static double[] fifth() {
        return FIFTH.clone();
    }

    /** Weights of a coefficient of the dense output; a copy. */
    static double[] dense(int index) {
        return DENSE[index].clone();
    }
}
