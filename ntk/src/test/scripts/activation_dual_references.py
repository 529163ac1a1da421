"""Reference values of the duals of all other activations -> ../resources/org/widelimit/ntk/dual/activation-duals.csv

Inputs are doubles and taken exactly, parameters too. 17 digits.
* closed forms: with 400 digits, each form checked here at an ordinary point against a sum over the plane (smooth ones) or an
  integral over the angle (rectified powers and abrelu), 20 digits;
* sigmoid, silu, softplus, tanh: trapezoidal rule in the plane with 38 digits and two steps, which agree to 1e-22 of the size. Its cost
  grows with the deviation of u times that of v given u, so large variances are there where that is small (|rho| near 1, very
  unequal variances), and 1e30 with rho = +-1 alone, by double-exponential quadrature in z = sqrt(q) x;
* elu, selu: the conditional mean in closed form, then the rule of Gauss and Legendre with 40 nodes between the kink and multiples of the
  scales of both factors, with 38 digits; once more with the roles of u and v exchanged, which agrees to 1e-22 of the size.
T_size = sqrt(T(q11) T(q22)) and Tdot_size likewise say what an error is to be compared with; T_gap = 2 (T_size - |T|).
Run: python activation_dual_references.py (mpmath and gmpy2; about five minutes of processor time)
"""
import math
import multiprocessing
import os

import gmpy2
from mpmath import atan2, cos, erfc, exp, expm1, fac, fac2, mp, mpf, nstr, pi, quad, sin, sqrt

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


def abrelu_dual(a, b):
    """a min(x, 0) + b max(x, 0); a variance of 0 is the limit from above with independent directions."""
    a, b = mpf(a), mpf(b)

    def values(q11, q22, q12):
        t = angle(q11, q22, q12) if q11 * q22 else pi / 2
        turn = (a - b) ** 2 / (2 * pi)
        slope = (a * a + b * b) / 2 - turn * t
        return turn * sqrt(max(q11 * q22 - q12 * q12, mpf(0))) + slope * q12, slope

    return values


CLOSED["abrelu:-0.3,1.7"] = abrelu_dual(-0.3, 1.7)


def dens(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def split(x):
    """exp(-|x|), 1 + exp(-|x|), the logistic function and its derivative."""
    small = gmpy2.exp(-abs(x))
    whole = 1 + small
    logistic = (1 if x > 0 else small) / whole
    return small, whole, logistic, small / whole / whole


def tanh_pair(x):
    _, _, logistic, slope = split(2 * x)
    return gmpy2.tanh(x), 4 * slope


def sigmoid_pair(x):
    _, _, logistic, slope = split(x)
    return logistic, slope


def silu_pair(x):
    _, _, logistic, slope = split(x)
    return x * logistic, logistic + x * slope


def softplus_pair(x):
    small, _, logistic, _ = split(x)
    return gmpy2.log1p(small) + max(x, 0), logistic


# phi and phi' of an mpfr. All are analytic in |Im x| < pi/2.
SMOOTH = {"tanh": tanh_pair, "sigmoid": sigmoid_pair, "silu": silu_pair, "softplus": softplus_pair}
BITS = 128
REACH = 12  # deviations, beyond which there are 1e-32


def nodes(step, *scales, exactly=None):
    """k and weight of the nodes k h of the trapezoidal rule for E g(Z), and h. For g analytic in |Im z| < (pi/2) / scale the error is exp(-pi^2 / step)."""
    h = exactly or gmpy2.mpfr(step / max(1, *scales))
    n = math.ceil(REACH / float(h))
    root = gmpy2.sqrt(2 * gmpy2.const_pi())
    return [(k, h * gmpy2.exp(-((k * h) ** 2) / 2) / root) for k in range(-n, n + 1)], h


def plane(pair, q11, q22, q12, step):
    """E f(u) f(v) for both functions of the pair. The nodes of v lie on one lattice, so that each value is computed once."""
    q11, q22, q12 = (gmpy2.mpfr(float(q)) for q in (q11, q22, q12))
    if q22 > q11:
        q11, q22 = q22, q11
    root = gmpy2.sqrt(q11)
    slope = q12 / root if root else gmpy2.mpfr(0)
    rest = q22 - slope * slope
    # Exactly 0 where |rho| = 1, but for rounding of the root.
    tau = gmpy2.sqrt(rest) if rest > gmpy2.mpfr(2) ** (8 - BITS) * q22 else gmpy2.mpfr(0)
    outer, h = nodes(step, float(root), abs(float(slope)))
    # The mean of v moves by stride lattice points from one node of u to the next, and its own nodes are jump apart.
    wanted = tau * step / max(1, float(tau))
    stride, jump, unit = 0, 1, wanted
    if slope:
        move = abs(slope) * h
        stride = math.ceil(move / wanted) if tau else 1
        unit = slope * h / stride
        jump = max(1, math.floor(wanted / move)) if tau else 1
    inner = nodes(0, exactly=abs(unit * jump / tau))[0] if tau else [(0, gmpy2.mpfr(1))]
    known = {}
    sums = [gmpy2.mpfr(0), gmpy2.mpfr(0)]
    for k, weight in outer:
        here = [gmpy2.mpfr(0), gmpy2.mpfr(0)]
        for j, w in inner:
            at = k * stride + j * jump
            if at not in known:
                known[at] = pair(unit * at)
            one, two = known[at]
            here[0] += w * one
            here[1] += w * two
        one, two = pair(root * h * k)
        sums[0] += weight * one * here[0]
        sums[1] += weight * two * here[1]
    return sums


def far(pair, q, sign):
    """E f(u) f(sign u) for a large variance q."""
    root = sqrt(mpf(q))
    cuts = sorted({mpf(0)} | {s * c for s in (-1, 1) for c in (1, 4, 16, 64, 256, root, 4 * root, 15 * root)})

    def integrand(order):
        def value(z):
            x = to_mpfr(z)
            return to_mpf(pair(x)[order] * pair(sign * x)[order]) * dens(z / root) / root

        return value

    return tuple(quad(integrand(order), cuts) for order in (0, 1))


def to_mpfr(x):
    return gmpy2.mpfr(nstr(x, 40))


def to_mpf(x):
    return mpf("{0:.40e}".format(x))


def smooth_dual(pair):
    def values(q11, q22, q12):
        if q11 >= 1e12:
            assert q11 == q22 == abs(q12)
            return far(pair, q11, 1 if q12 > 0 else -1)
        once, again = (tuple(to_mpf(x) for x in plane(pair, q11, q22, q12, step)) for step in (0.13, 0.155))
        agree("trapezoidal rules", once, again, (q11, q22, q12))
        return once

    return values


def agree(what, once, again, point):
    for one, two, size in zip(once, again, (sqrt(mpf(point[0]) * point[1]), 1)):
        assert abs(one - two) <= mpf(10) ** -22 * max(abs(one), size), (what, point, once, again)


def legendre(n):
    """Nodes and weights of Gauss and Legendre on [0, 1], 60 digits."""
    rule = []
    with mp.workdps(70):
        for k in range(1, n + 1):
            x = cos(pi * (k - mpf(1) / 4) / (n + mpf(1) / 2))
            for _ in range(8):
                before, now = mpf(1), x
                for j in range(2, n + 1):
                    before, now = now, ((2 * j - 1) * x * now - (j - 1) * before) / j
                slope = n * (x * now - before) / (x * x - 1)
                x -= now / slope
            rule.append((nstr((1 + x) / 2, 60), nstr(1 / ((1 - x * x) * slope**2), 60)))
    return rule


RULE = legendre(40)


def density(x):
    return gmpy2.exp(-x * x / 2) / gmpy2.sqrt(2 * gmpy2.const_pi())


def ncdf(x):
    return gmpy2.erfc(-x / gmpy2.sqrt(gmpy2.mpfr(2))) / 2


def mills(z):
    """P(Z > z) / density(z), z > 0."""
    if z < 1000:
        return ncdf(-z) / density(z)
    return sum((-1) ** k * int(fac2(2 * k - 1)) / z ** (2 * k + 1) for k in range(9))


def elu_dual(scale, a):
    scale, a = gmpy2.mpfr(scale), gmpy2.mpfr(a)

    def phi(x, order):
        if order == 0:
            return x if x > 0 else a * gmpy2.expm1(x)
        if x == 0:
            return (1 + a) / 2  # the limit of variance 0
        return gmpy2.mpfr(1) if x > 0 else a * gmpy2.exp(x)

    def mean(m, tau, order):
        """E phi(m + tau Z). Below 1e-35 phi is its tangents, to 1e-35."""
        if tau == 0:
            return phi(m, order)
        ratio = m / tau
        if order == 0 and max(abs(m), tau) < 1e-35:
            return a * m + (1 - a) * (m * ncdf(ratio) + tau * density(ratio))
        z = ratio + tau
        tail = a * (density(ratio) * mills(z) if z > 1 else gmpy2.exp(m + tau * tau / 2) * ncdf(-z))
        if order == 1:
            return ncdf(ratio) + tail
        return m * ncdf(ratio) + tau * density(ratio) + tail - a * ncdf(-ratio)

    def integral(q11, q22, q12):
        root = gmpy2.sqrt(q11)
        slope = q12 / root if root else gmpy2.mpfr(0)
        rest = q22 - slope * slope
        tau = gmpy2.sqrt(rest) if rest > 1e-28 * q22 else gmpy2.mpfr(0)
        if root == 0:
            return tuple(phi(root, order) * mean(root, tau, order) for order in (0, 1))
        # phi turns at 0 and on a scale of 1, its mean where slope x is a few tau or a few ones.
        scales = [gmpy2.mpfr(1)] + [1 / x for x in (root, abs(slope)) if x] + ([tau / abs(slope)] if slope else [])
        cuts = [gmpy2.mpfr(0)]
        for c in sorted(4**k * x for k in range(-1, 5) for x in scales) + [gmpy2.mpfr(15)]:
            if max(1.5 * cuts[-1], 1e-40) < c <= 15:
                cuts.append(c)
        cuts[-1] = gmpy2.mpfr(15)
        sums = [gmpy2.mpfr(0), gmpy2.mpfr(0)]
        for low, high in zip(cuts, cuts[1:]):
            for node, weight in RULE:
                size = low + gmpy2.mpfr(node) * (high - low)
                w = gmpy2.mpfr(weight) * (high - low) * density(size)
                for x in (size, -size):
                    for order in (0, 1):
                        sums[order] += w * phi(root * x, order) * mean(slope * x, tau, order)
        return sums

    def values(q11, q22, q12):
        # A difference of exponentials loses the digits that a small deviation has.
        q11, q22, q12 = (float(q) for q in (q11, q22, q12))
        small = min([q for q in (q11, q22) if q > 1e-70] + [1])
        with gmpy2.context(precision=BITS + int(-4 * math.log10(small))):
            q = [gmpy2.mpfr(x) for x in (q11, q22, q12)]
            once = [to_mpf(x) for x in integral(q[0], q[1], q[2])]
            again = [to_mpf(x) for x in integral(q[1], q[0], q[2])]
        agree("both orders of integration", once, again, (q11, q22, q12))
        factor = to_mpf(scale) ** 2
        return factor * once[0], factor * once[1]

    return values


ELUS = {
    "elu": elu_dual(1, 1),
    "elu:0.3": elu_dual(1, 0.3),
    "selu": elu_dual(1.0507009873554805, 1.6732632423543772),
}


def check_closed_forms():
    old, mp.dps = mp.dps, 30
    point = mpf(1.3), mpf(0.7), mpf(0.45)
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
        both = plane(lambda x, pair=pair: tuple(to_mpfr(f(to_mpf(x))) for f in pair), *point, 0.2)
        for direct, closed in zip(both, CLOSED[name](*point)):
            assert abs(to_mpf(direct) - closed) < mpf(10) ** -19, (name, direct, closed)
    for p in (2, 3, 6):
        q11, q22, q12 = point
        t = angle(*point)
        arc = quad(lambda x: (cos(x) * cos(t - x)) ** p, [t - pi / 2, pi / 2])
        direct = sqrt(q11 * q22) ** p * 2**p * fac(p) * arc / (2 * pi)
        closed = CLOSED[f"rectified-power:{p}"](*point)[0]
        assert abs(direct - closed) < mpf(10) ** -19, (p, direct, closed)
    # In polar coordinates over the four sectors of signs.
    a, b = mpf(-0.3), mpf(1.7)
    q11, q22, q12 = point
    t = angle(*point)
    direct = [mpf(0), mpf(0)]
    for i in range(4):
        low, high = [(t - pi / 2, pi / 2), (pi / 2, t + pi / 2), (t + pi / 2, 3 * pi / 2), (3 * pi / 2, t + 3 * pi / 2)][i]
        one, two = [(b, b), (a, b), (a, a), (b, a)][i]
        arc = quad(lambda x: cos(x) * cos(t - x), [low, high])
        direct[0] += sqrt(q11 * q22) * one * two * arc / pi
        direct[1] += one * two * (high - low) / (2 * pi)
    for one, two in zip(direct, CLOSED["abrelu:-0.3,1.7"](*point)):
        assert abs(one - two) < mpf(10) ** -19, (one, two)
    mp.dps = old


def points(small, large, deltas=(1e-1, 1e-4, 1e-8, 1e-12, 1e-15)):
    """small and large: variances up to which the activation is asked for; deltas: values of 1 - |rho|."""
    yield 1.3, 0.7, 0.45
    yield 1.0, 1.0, 0.0
    yield 2.0, 0.5, -0.3
    for q11, q22 in ((1.0, 1.0), (1.3, 0.7), (1e-3, 40.0)):
        if q22 > large:
            continue
        root = math.sqrt(q11 * q22)
        for delta in deltas:
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


SMOOTH_POINTS = (
    (1.3, 0.7, 0.45), (1.0, 1.0, 0.0), (2.0, 0.5, -0.3), (9.0, 16.0, -6.0), (20.0, 25.0, 15.0),
    (1.0, 1.0, 0.9999), (1.0, 1.0, -0.9999), (1.0, 1.0, 1 - 1e-8), (1.0, 1.0, 1e-8 - 1), (1.0, 1.0, 1 - 1e-12), (1.0, 1.0, 1e-12 - 1),
    (1.0, 1.0, 1.0), (1.0, 1.0, -1.0), (4.0, 0.25, 1.0), (4.0, 0.25, -1.0), (40.0, 40.0, 40.0), (40.0, 40.0, -40.0),
    (1e4, 1e4, 1e4), (1e4, 1e4, -1e4), (40.0, 40.0, 40 * (1 - 1e-8)), (1e30, 1e30, 1e30), (1e30, 1e30, -1e30),
    (0.01, 4.0, 0.1), (1e-3, 40.0, 0.1), (1e-12, 1e-10, 5e-12), (1e-300, 1e-300, 5e-301), (1e-300, 1e-300, -1e-300),
    (1e-300, 1.0, 5e-151), (0.0, 0.0, 0.0), (0.0, 2.0, 0.0),
)  # fmt: skip


def duals():
    for name, dual in CLOSED.items():
        yield name, dual, list(points(*RANGES.get(name, (0, 1e305)))), 400
    for name, pair in SMOOTH.items():
        yield name, smooth_dual(pair), SMOOTH_POINTS, 38
    for name, dual in ELUS.items():
        # The Java side's quadrature takes seconds to minutes at huge variances and for the gap of nearly equal tiny ones: not asked for.
        moderate = points(1e-13, 50, (1e-4, 1e-8, 1e-15))
        yield name, dual, [q for q in moderate if q[0] != 1e-12 or q[2] < 9e-12], 38


def rows(index):
    """The lines of one activation."""
    name, dual, covariances, mp.dps = list(duals())[index]
    gmpy2.get_context().precision = BITS
    lines = []
    squares = {}
    for q11, q22, q12 in covariances:
        values = dual(mpf(q11), mpf(q22), mpf(q12))
        for q in (q11, q22):
            if q not in squares:
                squares[q] = dual(mpf(q), mpf(q), mpf(q))
        sizes = [sqrt(one * two) for one, two in zip(squares[q11], squares[q22])]
        if mp.dps < 400:  # integrals: what is below their error is 0
            values = [x if abs(x) > mpf(10) ** -22 * size else mpf(0) for x, size in zip(values, sizes)]
        cells = [nstr(x, 17) for x in (*values, *sizes, 2 * (sizes[0] - abs(values[0])))]
        lines.append(",".join(['"' + name + '"', repr(q11), repr(q22), repr(q12)] + cells) + "\n")
    return lines


def main():
    gmpy2.get_context().precision = BITS
    check_closed_forms()
    path = os.path.join(os.path.dirname(__file__), "../resources/org/widelimit/ntk/dual/activation-duals.csv")
    with multiprocessing.Pool() as pool, open(path, "w") as out:
        out.write("# src/test/scripts/activation_dual_references.py, mpmath and gmpy2, 17 digits\n")
        out.write("activation,q11,q22,q12,T,Tdot,T_size,Tdot_size,T_gap\n")
        for lines in pool.imap(rows, range(len(list(duals()))), chunksize=1):
            out.writelines(lines)
            out.flush()


if __name__ == "__main__":
    main()
