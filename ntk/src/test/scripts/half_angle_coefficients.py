"""Coefficients of the classes HalfAngle and ArcSine, as Java source on stdout.

With x = sqrt(s), s = sin^2(t/2) in [0, 1/2] and y = 4 s - 1 in [-1, 1]:
    f(s) = t / (2 x) = asin(x) / x,    g(s) = (sin t - t cos t) / x^3.
and with d = 2 s in [0, 1], the same y:
    h(d) = asin(c) / c,    c = sqrt(1 - d^2).
All are analytic in s up to the branch point s = 1 (y = 3; h: d = -1, y = -3), so Chebyshev coefficients fall like (3 + sqrt 8)^-k. The
interpolant in the Chebyshev points is expanded in powers of y with 60 digits, and each coefficient is rounded once.
Run: python half_angle_coefficients.py
"""
from mpmath import mp, mpf, sqrt, asin, sin, cos, pi

mp.dps = 60
TERMS = 24


def f(s):
    return mpf(1) if s == 0 else asin(sqrt(s)) / sqrt(s)


def g(s):
    x = sqrt(s)
    t = 2 * asin(x)
    return (sin(t) - t * cos(t)) / x**3


def h(s):
    c = sqrt(1 - 4 * s * s)
    return asin(c) / c if c > 0 else mpf(1)


def chebyshev(fun):
    n = 64
    nodes = [cos(pi * (k + mpf(1) / 2) / n) for k in range(n)]
    values = [fun((y + 1) / 4) for y in nodes]
    c = [2 * sum(values[k] * cos(j * pi * (k + mpf(1) / 2) / n) for k in range(n)) / n for j in range(TERMS)]
    c[0] /= 2
    return c


def powers(c):
    """Expansion of sum c_j T_j(y) in powers of y."""
    result = [mpf(0)] * TERMS
    before, now = [mpf(1)], [mpf(0), mpf(1)]
    for j, cj in enumerate(c):
        poly = before if j == 0 else now
        for k, p in enumerate(poly):
            result[k] += cj * p
        if j > 0:
            nxt = [mpf(0)] + [2 * p for p in now]
            for k, p in enumerate(before):
                nxt[k] -= p
            before, now = now, nxt
    return result


for name, fun in (("ANGLE", f), ("SEGMENT", g), ("RATIO", h)):
    p = [float(v) for v in powers(chebyshev(fun))]
    worst = max(
        abs((sum(mpf(v) * y**k for k, v in enumerate(p)) - fun((y + 1) / 4)) / fun((y + 1) / 4))
        for y in [mpf(i) / 500 - 1 for i in range(1, 1001)]
    )
    print(f"// {name}: largest relative error {mp.nstr(worst, 3)}")
    for k in range(0, TERMS, 4):
        print("        " + ", ".join(repr(v) for v in p[k : k + 4]) + ",")
