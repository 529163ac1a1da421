"""Kernels on the sphere as functions of the angle, and their Gegenbauer eigenvalues
-> ../resources/org/widelimit/ntk/kernel/zonal-references.csv and ../resources/org/widelimit/ntk/spectrum/sphere-references.csv

Leaky ReLU of slope a, weight variance 2/(1 + a^2), no bias, K_0 = cos t. The angle is a double and taken exactly; the
recursion K <- Vw T[K], Theta <- K + Vw T'[K] Theta_old runs with 60 digits. The eigenvalue of degree k in dimension d is
int h(cos t) P_k(cos t) sin^(d-2) t dt / int sin^(d-2) t dt, by mpmath's tanh-sinh rule with 30 digits.
Run: python zonal_references.py
"""
import os

from mpmath import atan2, cos, gegenbauer, mp, mpf, nstr, pi, quad, sin, sqrt

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../resources/org/widelimit/ntk")


def kernels(a, layers, t):
    vw = 2 / (1 + a * a)
    theta_k = cos(t)
    k, s = cos(t), sin(t)
    for _ in range(layers):
        angle = atan2(s, k)
        slope = (1 + a * a) / 2 - (1 - a) ** 2 * angle / (2 * pi)
        value = (1 - a) ** 2 * s / (2 * pi) + k * slope
        k = vw * value
        s = sqrt(max((1 - k) * (1 + k), mpf(0)))
        theta_k = k + vw * slope * theta_k
    return k, theta_k


def main():
    mp.dps = 60
    angles = [0.0, 1e-9, 1e-5, 0.003, 0.1, 0.4, 0.9, 1.3, 1.5707963267948966, 1.9, 2.5, 2.9, 3.1, 3.14, 3.141592]
    with open(f"{FOLDER}/kernel/zonal-references.csv", "w") as out:
        out.write("# src/test/scripts/zonal_references.py, mpmath, 17 digits\n")
        out.write("slope,layers,angle,K,Theta\n")
        for a in (0.0, 0.2, -1.0):
            for layers in (1, 2, 5, 10):
                for t in angles:
                    k, theta = kernels(mpf(a), layers, mpf(t))
                    out.write(f"{a},{layers},{t!r},{nstr(k, 17)},{nstr(theta, 17)}\n")
    mp.dps = 30
    with open(f"{FOLDER}/spectrum/sphere-references.csv", "w") as out:
        out.write("# src/test/scripts/zonal_references.py, mpmath, 17 digits; relu, weight variance 2, unit inputs\n")
        out.write("layers,dimension,degree,nngp,ntk\n")
        for layers in (1, 3):
            for d in (3, 10):
                weight = quad(lambda t: sin(t) ** (d - 2), [0, pi / 2, pi])
                half = mpf(d - 2) / 2
                for degree in (0, 1, 2, 3, 8, 15):
                    one = gegenbauer(degree, half, 1)
                    values = []
                    for face in (0, 1):
                        f = lambda t: kernels(mpf(0), layers, t)[face] * gegenbauer(degree, half, cos(t)) * sin(t) ** (d - 2)
                        values.append(quad(f, [0, pi / 4, pi / 2, 3 * pi / 4, pi]) / one / weight)
                    out.write(f"{layers},{d},{degree},{nstr(values[0], 17)},{nstr(values[1], 17)}\n")


main()
