"""NNGP and NTK for nearly equal, nearly opposite and nearly collinear inputs
-> ../resources/org/widelimit/ntk/kernel/near-inputs.csv

The inputs are doubles and taken exactly; the recursion K <- Vw T[K] + Vb, Theta <- K + Vw T'[K] Theta_old runs with 120
digits. Inputs have 3 coordinates. Run: python near_input_references.py
"""
import os

from mpmath import atan2, mp, mpf, nstr, pi, sqrt

mp.dps = 120


def dual(a, q11, q22, q12):
    """phi(z) = z for z > 0, a z else."""
    gap = max(q11 * q22 - q12 * q12, mpf(0))
    t = atan2(sqrt(gap), q12)
    tdot = (1 + a * a) / 2 - (1 - a) ** 2 * t / (2 * pi)
    return (1 - a) ** 2 * sqrt(gap) / (2 * pi) + q12 * tdot, tdot


def kernel(a, layers, vw, vb, x, y):
    def dot(u, v):
        return vw * sum(mpf(p) * mpf(q) for p, q in zip(u, v)) / len(u) + vb

    a, vw, vb = mpf(a), mpf(vw), mpf(vb)
    k11, k22, k12 = dot(x, x), dot(y, y), dot(x, y)
    theta = k12
    for _ in range(layers):
        t, tdot = dual(a, k11, k22, k12)
        k11, k22 = (vw * dual(a, k, k, k)[0] + vb for k in (k11, k22))
        k12 = vw * t + vb
        theta = k12 + vw * tdot * theta
    return k12, theta


def main():
    path = os.path.join(
        os.path.dirname(__file__), "../resources/org/widelimit/ntk/kernel/near-inputs.csv"
    )
    x = (0.8, -1.3, 0.45)
    v = (0.3, 0.9, -0.7)
    with open(path, "w") as out:
        out.write("# src/test/scripts/near_input_references.py, mpmath, 17 digits\n")
        out.write("slope,layers,Vw,Vb,x0,x1,x2,y0,y1,y2,K,Theta\n")
        for slope, layers, vw, vb in ((0.0, 1, 2.0, 0.0), (0.0, 4, 2.0, 0.0), (0.1, 3, 1.5, 0.0), (0.0, 3, 1.7, 0.3), (0.1, 2, 2.0, 1.0)):
            for factor in (1.0, -1.0, 2.5, -0.4):
                for eps in (0.0, 1e-14, 1e-11, 1e-8, 1e-5, 1e-3):
                    y = tuple(factor * p + eps * q for p, q in zip(x, v))
                    k, theta = kernel(slope, layers, vw, vb, x, y)
                    cells = [slope, layers, vw, vb, *x, *y]
                    out.write(",".join(repr(c) for c in cells) + f",{nstr(k, 17)},{nstr(theta, 17)}\n")


main()
