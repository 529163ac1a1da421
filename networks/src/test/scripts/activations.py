"""Writes activations.csv: value, first and second derivative by mpmath at 40 digits, printed with 17."""
import mpmath as mp

mp.mp.dps = 40
phi = {
    "erf": mp.erf,
    "gelu": lambda z: z * mp.ncdf(z),
    "tanh": mp.tanh,
}
first = {
    "erf": lambda z: 2 / mp.sqrt(mp.pi) * mp.exp(-z * z),
    "gelu": lambda z: mp.ncdf(z) + z * mp.npdf(z),
    "tanh": lambda z: mp.sech(z) ** 2,
}
second = {
    "erf": lambda z: -4 * z / mp.sqrt(mp.pi) * mp.exp(-z * z),
    "gelu": lambda z: (2 - z * z) * mp.npdf(z),
    "tanh": lambda z: -2 * mp.tanh(z) * mp.sech(z) ** 2,
}
points = ["-30", "-12.5", "-6", "-3.25", "-1.5", "-1", "-0.75", "-0.1", "-1e-5", "0", "1e-9", "0.3", "0.5", "1", "2", "2.75", "5", "9", "25"]
print("# mpmath, 40 digits, printed with 17 significant digits; recipe: src/test/scripts/activations.py")
print("activation,z,value,derivative,secondDerivative")
for name in phi:
    for text in points:
        z = mp.mpf(float(text))  # the double nearest to the text, as the test reads it
        for f, g in ((phi, first), (first, second)):
            d = mp.diff(f[name], z)
            if abs(d) > mp.mpf(10) ** -12:
                assert abs(d - g[name](z)) <= mp.mpf(10) ** -12 * abs(d), (name, text)
        row = [mp.nstr(f[name](z), 17) for f in (phi, first, second)]
        print(",".join([name, text] + row))
