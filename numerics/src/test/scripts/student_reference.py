"""Writes the reference quantiles of Student's t: python student_reference.py > student-t.csv (needs mpmath)."""
from mpmath import betainc, findroot, mp, mpf, sqrt

mp.dps = 40


def tail(t, nu):
    """P(|T| > t) by the regularised incomplete beta function."""
    return betainc(nu / 2, mpf(1) / 2, 0, nu / (nu + t * t), regularized=True)


def quantile(level, nu):
    low, high = mpf(0), mpf(1)
    while tail(high, nu) > level:
        high *= 2
    for _ in range(160):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(middle, nu) > level else (low, middle)
    return (low + high) / 2


print("# two-sided quantiles of Student's t: P(|T| > quantile) = level; mpmath, 40 digits, 17 printed")
print("level,degreesOfFreedom,quantile")
for level in ("0.3", "0.05", "0.01", "0.0025", "1e-6", "1e-12"):
    for nu in ("1", "2.5", "7", "28.3", "1000"):
        print(f"{level},{nu},{mp.nstr(quantile(mpf(level), mpf(nu)), 17)}")
