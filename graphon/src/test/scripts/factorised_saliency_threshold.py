"""Thresholds of the Factorised Saliency Model by adaptive quadrature (SciPy, good to about 12 digits).

phi(v) = 0.3 + 1.7 v^2, g half-normal. The integral over neurons is done in closed form. xi Gaussian: |xi| g is a product of
two half-normals with density (2/pi) K_0(x). |xi| uniform on [0, 3^(1/2)]: P(|xi| g > x) = erfc(y / 2^(1/2)) - y (2 pi)^(-1/2)
E_1(y^2 / 2) with y = x / 3^(1/2). Signed noise has half of these tails.
"""
import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import erfc, exp1, iti0k0, k0


def gaussian(x):
    return 1 - 2 / np.pi * iti0k0(x)[1] if x < 0.5 else 2 / np.pi * quad(k0, x, np.inf, epsabs=0, epsrel=1e-13)[0]


def uniform(x):
    y = x / np.sqrt(3)
    return erfc(y / np.sqrt(2)) - y / np.sqrt(2 * np.pi) * exp1(y * y / 2)


def threshold(tail, share, c):
    def mass(tau):
        return share * quad(lambda v: tail(tau / (0.3 + 1.7 * v * v)), 0, 1, epsabs=1e-14, epsrel=1e-13, limit=200)[0]

    return brentq(lambda tau: mass(tau) - c, 1e-3, 4, xtol=1e-15, rtol=1e-14)


print("# phi = 0.3 + 1.7 v^2, g half-normal; 12 digits; src/test/scripts/factorised_saliency_threshold.py")
print("noise,c,tau")
for name, tail, share in [
    ("GAUSSIAN_MAGNITUDE", gaussian, 1),
    ("UNIFORM_MAGNITUDE", uniform, 1),
    ("GAUSSIAN_SIGNED", gaussian, 0.5),
    ("UNIFORM_SIGNED", uniform, 0.5),
]:
    for c in [0.05, 0.2, 0.4]:
        print(f"{name},{c},{threshold(tail, share, c):.13f}")
