"""Reference values of dual activations -> ../resources/org/widelimit/ntk/dual/dual-references.csv

Inputs are doubles and taken exactly. relu, leaky, abs, linear, erf, gelu: closed forms with 400 digits, each form checked
here against the defining double integral. tanh and the smooth ones of that check: trapezoidal rule in the plane, 80-bit
floats, good to 1e-16. T_size = sqrt(T(q11) T(q22)) and Tdot_size likewise say what an error is to be compared with;
T_gap = 2 (T_size - |T|).
Run: python dual_references.py
"""
import math
import os

import numpy as np
from mpmath import acos, asin, atan2, erf, exp, mp, mpf, nstr, pi, quad, sqrt, tanh

mp.dps = 400


def piecewise(a, b):
    a, b = mpf(a), mpf(b)

    def values(q11, q22, q12):
        root = sqrt(q11 * q22)
        if root == 0:
            return mpf(0), (a * a + b * b) / 2 - (a - b) ** 2 / 4
        gap = max(q11 * q22 - q12 * q12, mpf(0))
        t = atan2(sqrt(gap), q12)
        tdot = (a * a + b * b) / 2 - (a - b) ** 2 * t / (2 * pi)
        return (a - b) ** 2 * sqrt(gap) / (2 * pi) + q12 * tdot, tdot

    return values


def erf_dual(q11, q22, q12):
    n = (1 + 2 * q11) * (1 + 2 * q22)
    d = sqrt(n - 4 * q12 * q12)
    return 2 / pi * atan2(2 * q12, d), 4 / pi / d


def gelu_dual(q11, q22, q12):
    p, q = q11 * q22, (1 + q11) * (1 + q22)
    d = sqrt(q - q12 * q12)
    al = atan2(q12, d)
    t = q12 / 4 + ((q12 * q12 + p * d * d) / (q * d) + q12 * al) / (2 * pi)
    tdot = mpf(1) / 4 + al / (2 * pi) + q12 / (2 * pi * d) * (1 / d**2 + (1 - p) / q + 1)
    return t, tdot


CLOSED = {
    "relu": piecewise(0, 1),
    "leaky:0.1": piecewise(0.1, 1),
    "leaky:-1": piecewise(-1, 1),
    "linear": piecewise(1, 1),
    "erf": erf_dual,
    "gelu": gelu_dual,
}


def plane(f, q11, q22, q12, h):
    """E f(u) f(v) by the trapezoidal rule, 80-bit floats."""
    ld = np.longdouble
    q11, q22, q12 = ld(q11), ld(q22), ld(q12)
    z = (np.arange(-math.ceil(9.6 / h), math.ceil(9.6 / h) + 1)).astype(ld) * ld(h)
    w = np.exp(-z * z / 2) * ld(h) / np.sqrt(2 * ld("3.14159265358979323846264338327950288"))
    r1 = np.sqrt(q11)
    rho = q12 / r1 if r1 > 0 else ld(0)
    tau = np.sqrt(max(q22 - rho * rho, ld(0)))
    total = ld(0)
    for zi, wi in zip(z, w):
        total += wi * f(r1 * zi) * np.sum(w * f(rho * zi + tau * z))
    return total


def tanh_slope(x):
    return 1 / np.cosh(x) ** 2


def tanh_dual(q11, q22, q12):
    h = min(0.25, 0.2 / math.sqrt(max(q11, q22)))
    return plane(np.tanh, q11, q22, q12, h), plane(tanh_slope, q11, q22, q12, h)


def check_closed_forms():
    """First principles, 15 digits, at an ordinary point."""
    old, mp.dps = mp.dps, 20
    q11, q22, q12 = mpf("1.3"), mpf("0.7"), mpf("0.45")
    rho, tau = q12 / sqrt(q11), sqrt(q22 - q12 * q12 / q11)
    ncdf = lambda x: (1 + erf(x / sqrt(mpf(2)))) / 2
    dens = lambda x: exp(-x * x / 2) / sqrt(2 * pi)
    kinked = lambda a: (lambda x: x if x > 0 else a * x, lambda x: mpf(1) if x > 0 else a)
    phis = {
        "relu": kinked(mpf(0)),
        "leaky:0.1": kinked(mpf(0.1)),
        "leaky:-1": kinked(mpf(-1)),
        "linear": kinked(mpf(1)),
        "erf": (erf, lambda x: 2 / sqrt(pi) * exp(-x * x)),
        "gelu": (lambda x: x * ncdf(x), lambda x: ncdf(x) + x * dens(x)),
    }
    for name, pair in phis.items():
        for f, closed in zip(pair, CLOSED[name](q11, q22, q12)):

            def inner(x):
                cut = min(max(-rho * x / tau, mpf(-11)), mpf(11))
                return f(sqrt(q11) * x) * dens(x) * quad(lambda y: f(rho * x + tau * y) * dens(y), [-12, cut, 12])

            direct = quad(inner, [-12, 0, 12])
            assert abs(direct - closed) < mpf(10) ** -14, (name, direct, closed)
    mp.dps = old


def points():
    yield 1.3, 0.7, 0.45
    yield 1.0, 1.0, 0.0
    yield 2.0, 0.5, -0.3
    for q11, q22 in ((1.0, 1.0), (1.3, 0.7), (1e-3, 40.0)):
        root = math.sqrt(q11 * q22)
        for delta in (1e-1, 1e-4, 1e-8, 1e-11, 1e-13, 1e-15):
            for sign in (1, -1):
                q12 = sign * root * (1 - delta)
                if mpf(q12) ** 2 <= mpf(q11) * mpf(q22):
                    yield q11, q22, q12
    for q in (1.0, 0.25, 1e-300, 1e300, 1e6):
        yield q, q, q
        yield q, q, -q
    yield 0.0, 0.0, 0.0
    yield 0.0, 2.0, 0.0
    for q11, q22 in ((1e-300, 1e-300), (1e300, 1e300), (1e-300, 1e300), (1e300, 1.0), (1e-300, 1.0)):
        root = math.sqrt(q11) * math.sqrt(q22)
        for rho in (0.5, -0.5, 1 - 1e-9):
            yield q11, q22, rho * root


def row(name, q11, q22, q12, t, tdot, t1, t2):
    size = sqrt(mpf(t1[0]) * mpf(t2[0]))
    slope = sqrt(mpf(t1[1]) * mpf(t2[1]))
    gap = 2 * (size - abs(t)) if name in CLOSED else None
    return ",".join([name, repr(q11), repr(q22), repr(q12)] + ["NaN" if x is None else nstr(x, 17) for x in (t, tdot, size, slope, gap)])


def main():
    check_closed_forms()
    folder = os.path.join(os.path.dirname(__file__), "../resources/org/widelimit/ntk/dual")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "dual-references.csv"), "w") as out:
        out.write("# src/test/scripts/dual_references.py, mpmath, 17 digits (tanh 80-bit floats, 16 digits)\n")
        out.write("activation,q11,q22,q12,T,Tdot,T_size,Tdot_size,T_gap\n")
        for name, dual in CLOSED.items():
            for q11, q22, q12 in points():
                a, b, c = mpf(q11), mpf(q22), mpf(q12)
                t, tdot = dual(a, b, c)
                out.write(row(name, q11, q22, q12, t, tdot, dual(a, a, a), dual(b, b, b)) + "\n")
        for q11, q22, q12 in (
            (1.3, 0.7, 0.45), (1.0, 1.0, 1.0), (1.0, 1.0, -1.0), (2.0, 0.5, -0.3), (1.0, 1.0, 1 - 1e-9),
            (0.01, 4.0, 0.1), (0.0, 2.0, 0.0), (1e-300, 1e-300, 5e-301), (40.0, 30.0, 10.0), (40.0, 40.0, 39.999), (120.0, 80.0, 49.0), (5000.0, 3000.0, 1000.0),
        ):
            if q11 < 1e-100:
                t, tdot = (mpf(q12), mpf(1)) if q11 > 0 else (mpf(0), mpf(tanh_slope_mean(q22)))
                t1, t2 = (mpf(q11), mpf(1)), (mpf(q22), mpf(1))
                if q11 == 0:
                    t1, t2 = (mpf(0), mpf(1)), tuple(mpf(str(x)) for x in tanh_dual(q22, q22, q22))
            else:
                t, tdot = (mpf(str(x)) for x in tanh_dual(q11, q22, q12))
                t1 = tuple(mpf(str(x)) for x in tanh_dual(q11, q11, q11))
                t2 = tuple(mpf(str(x)) for x in tanh_dual(q22, q22, q22))
            out.write(row("tanh", q11, q22, q12, t, tdot, t1, t2) + "\n")


def tanh_slope_mean(q):
    old, mp.dps = mp.dps, 30
    value = quad(lambda x: exp(-x * x / 2) / sqrt(2 * pi) / mp.cosh(sqrt(mpf(q)) * x) ** 2, [-12, -4, 0, 4, 12])
    mp.dps = old
    return value


main()
