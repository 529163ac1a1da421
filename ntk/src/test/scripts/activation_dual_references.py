"""Reference values of the duals of all other activations -> ../resources/org/widelimit/ntk/dual/activation-duals.csv

Inputs are doubles and taken exactly, parameters too. 17 digits.
* closed forms: with 400 digits, each form checked here at an ordinary point against a sum over the plane (smooth ones) or an
  integral over the angle (rectified powers), 20 digits;
* sigmoid, silu, softplus, tanh: trapezoidal rule in the plane with 32 digits, once more with a larger step, which agrees to 1e-16;
* elu, selu: the conditional mean in closed form, then adaptive quadrature split at the kink, 32 digits.
T_size = sqrt(T(q11) T(q22)) and Tdot_size likewise say what an error is to be compared with; T_gap = 2 (T_size - |T|).
Run: python activation_dual_references.py (mpmath; a few minutes)
"""
import math
import os

from mpmath import acos, asin, atan2, cos, cosh, erfc, exp, expm1, fac, fac2, log1p, mp, mpf, nstr, pi, quad, sin, sqrt, tanh

mp.dps = 400


def angle(q11, q22, q12):
    return atan2(sqrt(max(q11 * q22 - q12 * q12, mpf(0))), q12)


def sign_dual(q11, q22, q12):
    return (mpf(0) if q11 * q22 == 0 else 1 - 2 * angle(q11, q22, q12) / pi), mpf(0)


def step_dual(q11, q22, q12):
    return (mpf(0) if q11 * q22 == 0 else (pi - angle(q11, q22, q12)) / (2 * pi)), mpf(0)


def power_dual(p):
    def cho_saul(n, t):
        c, s = cos(t), sin(t)
        before, now = pi - t, s + (pi - t) * c
        if n == 0:
            return before
        for k in range(1, n):
            before, now = now, (2 * k + 1) * c * now + k * k * s * s * before
        return now

    def values(q11, q22, q12):
        if q11 * q22 == 0:
            return mpf(0), mpf(0)
        t, r = angle(q11, q22, q12), sqrt(q11 * q22)
        return r**p * cho_saul(p, t) / (2 * pi), p * p * r ** (p - 1) * cho_saul(p - 1, t) / (2 * pi)

    return values


def erf_dual(a, b, c):
    a, b, c = mpf(a), mpf(b), mpf(c)

    def values(q11, q22, q12):
        q11, q22, q12 = (2 * b * b * q for q in (q11, q22, q12))
        d = sqrt((1 + q11) * (1 + q22) - q12 * q12)
        return a * a * 2 / pi * atan2(q12, d) + c * c, a * a * b * b * 4 / pi / d

    return values


def sine_dual(a, b, c, wave=1):
    a, b, c = mpf(a), mpf(b), mpf(c)

    def values(q11, q22, q12):
        near = exp(-b * b * ((q11 + q22) / 2 - q12))
        far = exp(-b * b * ((q11 + q22) / 2 + q12))
        turn = wave * far * cos(2 * c)
        return a * a / 2 * (near - turn), a * a * b * b / 2 * (near + turn)

    return values


def exp_dual(a, b):
    a, b = mpf(a), mpf(b)

    def values(q11, q22, q12):
        t = a * a * exp(b * b * ((q11 + q22) / 2 + q12))
        return t, b * b * t

    return values


def gaussian_dual(a, b):
    a, b = mpf(a), mpf(b)

    def values(q11, q22, q12):
        det = (1 - 2 * b * q11) * (1 - 2 * b * q22) - 4 * b * b * q12 * q12
        return a * a / sqrt(det), 4 * a * a * b * b * q12 / det ** mpf(1.5)

    return values


def gabor_dual(q11, q22, q12):
    s, p = q11 + q22, q11 * q22
    de = 1 + 2 * s + 4 * (p - q12 * q12)
    nu = s + 4 * (p - q12 * q12) + 2 * q12
    m = 1 + 2 * s + 4 * (q12 * q12 + p)
    d = 4 * q12 * (4 * (p - q12 * q12) + 3 * s + 2)
    e = exp(-nu / (2 * de))
    rise = exp(2 * q12 / de)
    return e * expm1(2 * q12 / de) / (2 * sqrt(de)), e * ((m - d) + rise * (m + d)) / (2 * de ** mpf(2.5))


def moments(coefficients):
    """E u^i v^j by I. Isserlis' recursion."""

    def expectation(c, q11, q22, q12):
        n = len(c)
        table = {}

        def e(i, j):
            if (i, j) not in table:
                if i < 0 or j < 0 or (i + j) % 2:
                    value = mpf(0)
                elif i == 0:
                    value = q22 ** (j // 2) * fac2(j - 1) if j else mpf(1)
                else:
                    value = (i - 1) * q11 * e(i - 2, j) + (j * q12 * e(i - 1, j - 1) if j else 0)
                table[i, j] = value
            return table[i, j]

        return sum(c[i] * c[j] * e(i, j) for i in range(n) for j in range(n) if c[i] and c[j])

    def values(q11, q22, q12):
        c = [mpf(x) for x in coefficients]
        slope = [k * x for k, x in enumerate(c)][1:] or [mpf(0)]
        return expectation(c, q11, q22, q12), expectation(slope, q11, q22, q12)

    return values


def hermite_coefficients(n):
    before, now = [mpf(0)], [mpf(1)]
    for k in range(n):
        nxt = [mpf(0)] + now
        for i, x in enumerate(before):
            nxt[i] -= k * x
        before, now = now, nxt
    return [x / sqrt(fac(n)) for x in now]


HALF = math.sqrt(0.5)
CLOSED = {
    "sign": sign_dual,
    "step": step_dual,
    "rectified-power:2": power_dual(2),
    "rectified-power:3": power_dual(3),
    "rectified-power:6": power_dual(6),
    "erf:1.2,0.7,0.3": erf_dual(1.2, 0.7, 0.3),
    "probit": erf_dual(0.5, HALF, 0.5),
    "sin": sine_dual(1, 1, 0),
    "sin:1.2,0.8,0.3": sine_dual(1.2, 0.8, 0.3),
    "cos": sine_dual(1, 1, 0, -1),
    "cos:1.2,0.8,0.3": sine_dual(1.2, 0.8, 0.3, -1),
    "rbf:0.6": sine_dual(math.sqrt(2), math.sqrt(1.2), math.pi / 4),
    "exp:1.5,0.7": exp_dual(1.5, 0.7),
    "gaussian:1.5,-0.4": gaussian_dual(1.5, -0.4),
    "gabor": gabor_dual,
    "monomial:2": moments([0, 0, 1]),
    "monomial:3": moments([0, 0, 0, 1]),
    "monomial:4": moments([0, 0, 0, 0, 1]),
    "monomial:5": moments([0, 0, 0, 0, 0, 1]),
    "polynomial:0.5,-1,0.25,0.125": moments([0.5, -1, 0.25, 0.125]),
    "hermite:3": moments(hermite_coefficients(3)),
    "hermite:8": moments(hermite_coefficients(8)),
}


def dens(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def sigmoid(x):
    return 1 / (1 + exp(-x))


SMOOTH = {
    "tanh": (tanh, lambda x: 1 / cosh(x) ** 2),
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "silu": (lambda x: x * sigmoid(x), lambda x: sigmoid(x) * (1 + x * sigmoid(-x))),
    "softplus": (lambda x: log1p(exp(-abs(x))) + max(x, mpf(0)), sigmoid),
}


def plane(f, q11, q22, q12, step):
    """E f(u) f(v) by the trapezoidal rule, for f analytic in |Im x| < pi/2: the error is exp(-2 pi (pi/2) / (step sqrt q))."""
    r1 = sqrt(q11)
    slope = q12 / r1 if r1 else mpf(0)
    tau = q22 - slope * slope
    tau = sqrt(tau) if tau > mpf(10) ** -28 * q22 else mpf(0)  # else rounding of 32 digits
    h = mpf(step) / max(1, math.sqrt(max(q11, q22)))
    n = int(math.ceil(10.5 / h))
    nodes = [(k * h, h * dens(k * h)) for k in range(-n, n + 1)]
    if tau == 0:
        return sum(w * f(r1 * x) * f(slope * x) for x, w in nodes)
    return sum(w * f(r1 * x) * sum(v * f(slope * x + tau * y) for y, v in nodes) for x, w in nodes)


def smooth_dual(name, q11, q22, q12, step=0.15):
    return tuple(plane(f, q11, q22, q12, step) for f in SMOOTH[name])


def elu_dual(scale, a):
    scale, a = mpf(scale), mpf(a)

    def phi(x, order):
        if x > 0:
            return x if order == 0 else mpf(1)
        return a * expm1(x) if order == 0 else a * exp(x)

    def ncdf(x):
        return erfc(-x / sqrt(mpf(2))) / 2

    def mean(m, tau, order):
        """E phi(m + tau Z)."""
        if tau == 0:
            return phi(m, order)
        tail = a * exp(m + tau * tau / 2) * ncdf(-m / tau - tau)
        if order == 1:
            return ncdf(m / tau) + tail
        return m * ncdf(m / tau) + tau * dens(m / tau) + tail - a * ncdf(-m / tau)

    def values(q11, q22, q12):
        r1 = sqrt(q11)
        slope = q12 / r1 if r1 else mpf(0)
        tau = q22 - slope * slope
        tau = sqrt(tau) if tau > mpf(10) ** -28 * q22 else mpf(0)
        # The mean turns where slope x is a few tau, phi itself at 0.
        cuts = {mpf(0), mpf(-14), mpf(14), mpf(-4), mpf(4), mpf(-1), mpf(1)}
        if slope:
            cuts |= {sign * k * tau / abs(slope) for k in (1, 4, 16) for sign in (-1, 1)}
        cuts = sorted(c for c in cuts if abs(c) <= 14)
        return tuple(
            scale * scale * quad(lambda x: dens(x) * phi(r1 * x, order) * mean(slope * x, tau, order), cuts)
            for order in (0, 1)
        )

    return values


ELUS = {
    "elu": elu_dual(1, 1),
    "elu:0.3": elu_dual(1, 0.3),
    "selu": elu_dual(1.0507009873554804934193349852946, 1.6732632423543772848170429916717),
}


def check_closed_forms():
    old, mp.dps = mp.dps, 30
    point = mpf("1.3"), mpf("0.7"), mpf("0.45")
    smooth = {
        "erf:1.2,0.7,0.3": (1.2, 0.7, 0.3),
        "probit": (0.5, HALF, 0.5),
    }
    functions = {
        "sin:1.2,0.8,0.3": (lambda x: 1.2 * sin(0.8 * x + 0.3), lambda x: mpf(1.2) * 0.8 * cos(0.8 * x + 0.3)),
        "cos:1.2,0.8,0.3": (lambda x: 1.2 * cos(0.8 * x + 0.3), lambda x: -mpf(1.2) * 0.8 * sin(0.8 * x + 0.3)),
        "exp:1.5,0.7": (lambda x: 1.5 * exp(0.7 * x), lambda x: mpf(1.5) * 0.7 * exp(0.7 * x)),
        "gaussian:1.5,-0.4": (lambda x: 1.5 * exp(-0.4 * x * x), lambda x: -1.5 * mpf(0.8) * x * exp(-0.4 * x * x)),
        "gabor": (lambda x: exp(-x * x) * sin(x), lambda x: exp(-x * x) * (cos(x) - 2 * x * sin(x))),
        "polynomial:0.5,-1,0.25,0.125": (
            lambda x: 0.5 - x + x * x / 4 + x**3 / 8,
            lambda x: -1 + x / 2 + 3 * x * x / 8,
        ),
    }
    for name, (a, b, c) in smooth.items():
        functions[name] = (
            lambda x, a=a, b=b, c=c: a * (1 - erfc(b * x)) + c,
            lambda x, a=a, b=b: mpf(a) * b * 2 / sqrt(pi) * exp(-(b * x) ** 2),
        )
    for name, pair in functions.items():
        for f, closed in zip(pair, CLOSED[name](*point)):
            direct = plane(f, *point, 0.2)
            assert abs(direct - closed) < mpf(10) ** -19, (name, direct, closed)
    for p in (2, 3, 6):
        q11, q22, q12 = point
        t = angle(*point)
        arc = quad(lambda x: (cos(x) * cos(t - x)) ** p, [t - pi / 2, pi / 2])
        direct = sqrt(q11 * q22) ** p * 2**p * fac(p) * arc / (2 * pi)
        closed = CLOSED[f"rectified-power:{p}"](*point)[0]
        assert abs(direct - closed) < mpf(10) ** -19, (p, direct, closed)
    mp.dps = old


def points(small, large):
    """small and large: variances up to which the activation is asked for."""
    yield 1.3, 0.7, 0.45
    yield 1.0, 1.0, 0.0
    yield 2.0, 0.5, -0.3
    for q11, q22 in ((1.0, 1.0), (1.3, 0.7), (1e-3, 40.0)):
        if q22 > large:
            continue
        root = math.sqrt(q11 * q22)
        for delta in (1e-1, 1e-4, 1e-8, 1e-12, 1e-15):
            for sign in (1, -1):
                q12 = sign * root * (1 - delta)
                if mpf(q12) ** 2 <= mpf(q11) * mpf(q22):
                    yield q11, q22, q12
    for q in (1.0, 0.25, 1e-12, 1e-300, 3.0, 40.0, 1e6, 1e30, 1e300):
        if small <= q <= large:
            yield q, q, q
            yield q, q, -q
    yield 0.0, 0.0, 0.0
    yield 0.0, 2.0, 0.0
    for q11, q22 in ((1e-300, 1e-300), (1e-12, 1e-10), (30.0, 40.0), (1e6, 1e6), (1e300, 1e300), (1e-300, 1e300), (1e300, 1.0), (1e-300, 1.0)):
        if small <= q11 <= large and small <= q22 <= large:
            root = math.sqrt(q11) * math.sqrt(q22)
            for rho in (0.5, -0.5, 1 - 1e-9):
                yield q11, q22, rho * root


# Where squares, cubes, ... of variances or exponentials of them leave the doubles.
RANGES = {
    "rectified-power:2": (1e-100, 1e100),
    "rectified-power:3": (1e-40, 1e40),
    "rectified-power:6": (1e-20, 1e20),
    "exp:1.5,0.7": (0, 50),
    "monomial:2": (1e-100, 1e100),
    "monomial:3": (1e-40, 1e40),
    "monomial:4": (1e-30, 1e35),
    "monomial:5": (1e-30, 1e35),
    "polynomial:0.5,-1,0.25,0.125": (0, 1e40),
    "hermite:3": (0, 1e40),
    "hermite:8": (0, 1e20),
    "gabor": (0, 1e30),
    "sin": (0, 1e7),
    "sin:1.2,0.8,0.3": (0, 1e7),
    "cos": (0, 1e7),
    "cos:1.2,0.8,0.3": (0, 1e7),
    "rbf:0.6": (0, 1e7),
    "gaussian:1.5,-0.4": (0, 1e100),
}


def rows():
    for name, dual in CLOSED.items():
        for q in points(*RANGES.get(name, (0, 1e305))):
            yield name, q, dual
    mp.dps = 32
    for name in SMOOTH:
        for q in (
            (1.3, 0.7, 0.45), (1.0, 1.0, 0.0), (2.0, 0.5, -0.3), (1.0, 1.0, 0.9999), (1.0, 1.0, -0.9999), (1.0, 1.0, 1 - 1e-12), (1.0, 1.0, 1e-12 - 1),
            (1.0, 1.0, 1.0), (1.0, 1.0, -1.0), (40.0, 40.0, 40.0), (40.0, 40.0, -40.0), (0.01, 4.0, 0.1), (1e-12, 1e-10, 5e-12), (1e-300, 1e-300, 5e-301),
            (0.0, 2.0, 0.0), (9.0, 16.0, -6.0), (20.0, 25.0, 15.0),
        ):
            yield name, q, lambda *a, name=name: smooth_dual(name, *a)
    for name, dual in ELUS.items():
        for q in points(1e-13, 50):
            yield name, q, dual


def main():
    check_closed_forms()
    path = os.path.join(os.path.dirname(__file__), "../resources/org/widelimit/ntk/dual/activation-duals.csv")
    with open(path, "w") as out:
        out.write("# src/test/scripts/activation_dual_references.py, mpmath, 17 digits\n")
        out.write("activation,q11,q22,q12,T,Tdot,T_size,Tdot_size,T_gap\n")
        squares = {}
        for name, (q11, q22, q12), dual in rows():
            a, b, c = mpf(q11), mpf(q22), mpf(q12)
            t, tdot = dual(a, b, c)
            if name in SMOOTH and q11 <= 4:
                again = smooth_dual(name, a, b, c, 0.19)
                assert max(abs(again[0] - t), abs(again[1] - tdot)) < mpf(10) ** -16, (name, q11, q22, q12, t, again)
            for q in (a, b):
                if (name, q) not in squares:
                    squares[name, q] = dual(q, q, q)
            size = sqrt(squares[name, a][0] * squares[name, b][0])
            slope = sqrt(squares[name, a][1] * squares[name, b][1])
            cells = [nstr(x, 17) for x in (t, tdot, size, slope, 2 * (size - abs(t)))]
            out.write(",".join(['"' + name + '"', repr(q11), repr(q22), repr(q12)] + cells) + "\n")


main()
