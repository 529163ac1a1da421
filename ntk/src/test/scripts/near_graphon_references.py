"""NNGP and NTK of a graphon chain for nearly equal, nearly opposite and nearly collinear inputs
-> ../resources/org/widelimit/ntk/kernel/near-graphon.csv

Three hidden layers with blocks as below (the test has the same chain), 3 input coordinates, relu. The inputs are doubles
and taken exactly; the recursion of the class GraphonNtk runs with 120 digits. Run: python near_graphon_references.py
"""
import os

from mpmath import atan2, mp, mpf, nstr, pi, sqrt

mp.dps = 120
# For each layer: density, second moment, measure of the columns.
LAYERS = (
    ([[1.0, 0.25, 0.5], [0.125, 0.75, 0.0]], None, [mpf(1) / 3] * 3),
    ([[0.5, 1.0], [0.75, 0.25], [0.0, 0.0]], [[0.375, 1.5], [0.5, 0.25], [0.0, 0.0]], [0.25, 0.75]),
    ([[0.25, 0.5, 1.0], [1.0, 0.125, 0.5]], None, [0.5, 0.25, 0.25]),
    ([[0.5, 0.75]], None, [0.5, 0.5]),
)


def relu(q11, q22, q12):
    t = atan2(sqrt(max(q11 * q22 - q12 * q12, mpf(0))), q12)
    tdot = (pi - t) / (2 * pi) if q11 * q22 else mpf(1) / 4
    return sqrt(max(q11 * q22 - q12 * q12, mpf(0))) / (2 * pi) + q12 * tdot, tdot


def mix(matrix, measure, factor, values):
    return [factor * sum(mpf(m) * mpf(w) * s for w, m, s in zip(row, measure, values)) for row in matrix]


def kernel(vw, vb, x, y):
    vw, vb = mpf(vw), mpf(vb)
    s11, s22, s12 = ([mpf(a) * mpf(b) for a, b in zip(u, v)] for u, v in ((x, x), (y, y), (x, y)))
    damped = None
    for k, (w, v, measure) in enumerate(LAYERS):
        v = v or w
        q11, q22, q12 = ([q + vb for q in mix(v, measure, vw, s)] for s in (s11, s22, s12))
        tangent = [q + vb for q in mix(w, measure, vw, s12)]
        if damped:
            tangent = [a + b for a, b in zip(tangent, mix(v, measure, vw, damped))]
        if k == len(LAYERS) - 1:
            return q12[0], tangent[0]
        duals = [relu(*q) for q in zip(q11, q22, q12)]
        s11, s22 = ([q / 2 for q in qs] for qs in (q11, q22))
        s12 = [d[0] for d in duals]
        damped = [d[1] * t for d, t in zip(duals, tangent)]


def main():
    path = os.path.join(
        os.path.dirname(__file__), "../resources/org/widelimit/ntk/kernel/near-graphon.csv"
    )
    x = (0.8, -1.3, 0.45)
    v = (0.3, 0.9, -0.7)
    with open(path, "w") as out:
        out.write("# src/test/scripts/near_graphon_references.py, mpmath, 17 digits\n")
        out.write("Vw,Vb,x0,x1,x2,y0,y1,y2,K,Theta\n")
        for vw, vb in ((2.0, 0.0), (1.7, 0.3)):
            for factor in (1.0, -1.0, 2.5, -0.4):
                for eps in (0.0, 1e-14, 1e-11, 1e-8, 1e-5, 1e-3, 0.3):
                    y = tuple(factor * p + eps * q for p, q in zip(x, v))
                    k, theta = kernel(vw, vb, x, y)
                    out.write(",".join(repr(c) for c in [vw, vb, *x, *y]) + f",{nstr(k, 17)},{nstr(theta, 17)}\n")


main()
