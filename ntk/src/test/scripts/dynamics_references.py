"""Training under a constant kernel -> ../resources/org/widelimit/ntk/dynamics/dynamics.csv

Mean and covariance of the ensemble after gradient flow by SciPy's matrix exponential (no eigenvectors), and softmax cross-entropy by solve_ivp (Radau, rtol 1e-12), which agrees with LSODA to the digits compared.
N = 5 training points x, 2 test points; Theta = (1 + x x') exp(-|x - x'|), K = exp(-|x - x'|); the squared error is
averaged over the examples. Columns: quantity, time, value... Run: python dynamics_references.py (NumPy, SciPy)
"""
import os

import numpy as np
from scipy.integrate import solve_ivp
from scipy.linalg import expm

X = np.array([0.0, 0.5, 1.3, 2.1, 3.0])
Z = np.array([0.9, 4.0])
Y = np.array([1.0, -0.5, 0.25, 2.0, -1.0])
CLASSES = np.array([0, 1, 2, 1, 0])


def nngp(a, b):
    return np.exp(-abs(a[:, None] - b[None, :]))


def ntk(a, b):
    return (1 + a[:, None] * b[None, :]) * nngp(a, b)


def ensemble(t):
    theta = ntk(X, X)
    a = ntk(Z, X) @ np.linalg.solve(theta, np.eye(5) - expm(-t * theta / 5))
    cross = a @ nngp(X, Z)
    return a @ Y, nngp(Z, Z) + a @ nngp(X, X) @ a.T - cross - cross.T


def cross_entropy(t, method):
    theta = ntk(X, X)
    onehot = np.eye(3)[CLASSES]

    def field(_, a):
        f = theta @ a.reshape(5, 3)
        p = np.exp(f - f.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        return ((onehot - p) / 5).ravel()

    run = solve_ivp(field, (0, t), np.zeros(15), method=method, rtol=1e-12, atol=1e-14)
    return run.y[:, -1].reshape(5, 3)


def main():
    path = os.path.join(os.path.dirname(__file__), "../resources/org/widelimit/ntk/dynamics/dynamics.csv")
    with open(path, "w") as out:
        out.write("# written by ntk/src/test/scripts/dynamics_references.py\n")

        def row(name, t, values):
            out.write(",".join([name, repr(t)] + [repr(float(v)) for v in np.ravel(values)]) + "\n")

        for t in (0.1, 1.0, 10.0):
            mean, covariance = ensemble(t)
            row("mean", t, mean)
            row("covariance", t, covariance)
        for t in (1.0, 30.0):
            a = cross_entropy(t, "Radau")
            assert np.abs(a - cross_entropy(t, "LSODA")).max() < 3e-10
            row("cross-entropy", t, ntk(Z, X) @ a)
        theta = ntk(X, X)
        row("target-norm", 0.0, Y @ np.linalg.solve(theta, Y))


if __name__ == "__main__":
    main()
