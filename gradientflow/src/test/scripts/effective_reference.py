"""Reference values for the effective dynamics and the key-query dynamics, in 40 digits with mpmath.

Blow-up times: the fields are quadratic, so the Taylor coefficients of a solution follow from Cauchy products; steps of order 40 until
tau = E^(-1/3) < 1e-9, where T* = t + tau is good to tau^5. Nothing here is shared with the Runge-Kutta integration under test.
Rank one: the same, next to Carlson's R_F of mpmath. Key-query: mpmath's matrix exponential of [[0, F], [F^T, 0]].

usage: python effective_reference.py OUTPUT_DIRECTORY
"""

import math
import sys

import mpmath as mp

mp.mp.dps = 40
ORDER = 40


def numbers(seed, count):
    """Deterministic numbers with two decimals, so that they are exact in the table and the same in binary everywhere."""
    return [round(2 * math.sin(12.9898 * (seed + 1) + 78.233 * (i + 1) * (1 + 0.01 * seed)), 2) for i in range(count)]


def series(d, wv, w1, w2):
    a, b, c = [wv], [w1], [w2]
    for k in range(ORDER):
        conv = range(k + 1)
        a.append([mp.fsum(b[m][i][j] * c[k - m][j] for m in conv for j in range(d)) / (k + 1) for i in range(d)])
        b.append([[mp.fsum(a[m][i] * c[k - m][j] for m in conv) / (k + 1) for j in range(d)] for i in range(d)])
        c.append([mp.fsum(a[m][i] * b[k - m][i][j] for m in conv for i in range(d)) / (k + 1) for j in range(d)])
    return a, b, c


def energy(d, wv, w1, w2):
    return mp.fsum(wv[i] * w1[i][j] * w2[j] for i in range(d) for j in range(d))


def horner(coefficients, h):
    value = mp.mpf(0)
    for c in reversed(coefficients):
        value = value * h + c
    return value


def blow_up(d, entries):
    x = [mp.mpf(str(e)) for e in entries]
    wv, w1, w2 = x[:d], [x[d + i * d:d + (i + 1) * d] for i in range(d)], x[d + d * d:]
    t = mp.mpf(0)
    while True:
        e = energy(d, wv, w1, w2)
        if e > mp.mpf(10) ** 27:
            return t + e ** (-mp.mpf(1) / 3)
        a, b, c = series(d, wv, w1, w2)
        size = max(max(map(abs, a[ORDER])), max(map(abs, c[ORDER])), max(max(map(abs, r)) for r in b[ORDER]))
        base = max(max(map(abs, wv)), max(map(abs, w2)), max(max(map(abs, r)) for r in w1))
        h = (base * mp.mpf(10) ** -36 / size) ** (mp.mpf(1) / ORDER)
        if e > 0:
            h = min(h, e ** (-mp.mpf(1) / 3) * mp.mpf("0.15"))
        t += h
        wv = [horner([a[k][i] for k in range(ORDER + 1)], h) for i in range(d)]
        w1 = [[horner([b[k][i][j] for k in range(ORDER + 1)], h) for j in range(d)] for i in range(d)]
        w2 = [horner([c[k][j] for k in range(ORDER + 1)], h) for j in range(d)]


def rank_one(a, b, c):
    a, b, c = mp.mpf(str(a)), mp.mpf(str(b)), mp.mpf(str(c))
    direct = mp.elliprf(a * a, b * b, c * c)
    if a * b * c > 0:
        return direct
    low, middle, high = sorted(x * x for x in (a, b, c))
    return 2 * mp.elliprf(0, middle - low, high - low) - direct


def main(directory):
    with open(directory + "/blow_up_times.csv", "w") as out:
        out.write("# Taylor series of order 40 in 40 digits (mpmath); 20 digits; effective_reference.py\nd,state,blow_up_time\n")
        for d, seed in ((1, 3), (2, 1), (2, 2), (3, 1), (3, 2), (3, 4), (5, 1)):
            x = numbers(seed, d * (d + 2))
            out.write("%d,%s,%s\n" % (d, " ".join(map(str, x)), mp.nstr(blow_up(d, x), 20)))
    with open(directory + "/rank_one_times.csv", "w") as out:
        out.write("# Carlson R_F and Taylor series in 40 digits (mpmath); 20 digits; effective_reference.py\na,b,c,carlson,taylor\n")
        for x in ((1, 1, 1), (0.3, 0.9, 2), (-0.3, 0.9, 2), (0.3, -0.9, 2), (-1, 1.0001, 2), (1, -0.5, 1), (3, 0.01, 0.02), (-3, 0.01, 0.02)):
            out.write("%s,%s,%s,%s,%s\n" % (*x, mp.nstr(rank_one(*x), 20), mp.nstr(blow_up(1, x), 20)))
    with open(directory + "/key_query.csv", "w") as out:
        out.write("# matrix exponential in 40 digits (mpmath); 20 digits; effective_reference.py\nd,r,f,q,k,time,query,key\n")
        for d, r, seed, rank in ((3, 2, 1, 3), (3, 5, 2, 2), (4, 1, 3, 4)):
            f = numbers(seed, d * d)
            if rank < d:
                f[-d:] = f[:d]
            q, k = numbers(seed + 10, d * r), numbers(seed + 20, d * r)
            for time in ("0.75", "6", "-2"):
                block, start = mp.zeros(2 * d), mp.zeros(2 * d, r)
                for i in range(d):
                    for j in range(d):
                        block[i, d + j] = block[d + j, i] = mp.mpf(str(f[i * d + j]))
                    for j in range(r):
                        start[i, j], start[d + i, j] = mp.mpf(str(q[i * r + j])), mp.mpf(str(k[i * r + j]))
                end = mp.expm(block * mp.mpf(time)) * start
                values = [[mp.nstr(end[i + h * d, j], 20) for i in range(d) for j in range(r)] for h in (0, 1)]
                out.write("%d,%d,%s,%s,%s,%s,%s,%s\n" % (
                    d, r, " ".join(map(str, f)), " ".join(map(str, q)), " ".join(map(str, k)), time,
                    " ".join(values[0]), " ".join(values[1])))


main(sys.argv[1])
