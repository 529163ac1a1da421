"""Writes activations.csv: value, first and second derivative by mpmath at 40 digits, printed with 17."""
import mpmath as mp

mp.mp.dps = 40


def sigmoid(z):
    return 1 / (1 + mp.exp(-z))


def sigmoid1(z):
    return sigmoid(z) * sigmoid(-z)


def sigmoid2(z):
    return sigmoid1(z) * (sigmoid(-z) - sigmoid(z))


def param(text):
    """The double that the test reads."""
    return mp.mpf(float(text))


A, B, C = param("1.2"), param("0.8"), param("0.3")
LAMBDA, ALPHA = param("1.0507009873554804934"), param("1.6732632423543772848")


def elu(scale, a):
    return (
        lambda z: scale * (z if z > 0 else a * mp.expm1(z)),
        lambda z: scale * (1 if z > 0 else a * mp.exp(z)),
        lambda z: scale * (0 if z >= 0 else a * mp.exp(z)),
    )


def hermite(n, z):
    before, now = mp.mpf(0), mp.mpf(1)
    for k in range(n):
        before, now = now, z * now - k * before
    return now


more = {
    "sigmoid": (sigmoid, sigmoid1, sigmoid2),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) + z * sigmoid1(z), lambda z: 2 * sigmoid1(z) + z * sigmoid2(z)),
    "softplus": (lambda z: max(z, mp.mpf(0)) + mp.log1p(mp.exp(-abs(z))), sigmoid, sigmoid1),
    "probit": (mp.ncdf, mp.npdf, lambda z: -z * mp.npdf(z)),
    "erf:1.2,0.8,0.3": (
        lambda z: A * mp.erf(B * z) + C,
        lambda z: A * B * 2 / mp.sqrt(mp.pi) * mp.exp(-(B * z) ** 2),
        lambda z: -4 * A * B**3 * z / mp.sqrt(mp.pi) * mp.exp(-(B * z) ** 2),
    ),
    "sin:1.2,0.8,0.3": (lambda z: A * mp.sin(B * z + C), lambda z: A * B * mp.cos(B * z + C), lambda z: -A * B * B * mp.sin(B * z + C)),
    "cos:1.2,0.8,0.3": (lambda z: A * mp.cos(B * z + C), lambda z: -A * B * mp.sin(B * z + C), lambda z: -A * B * B * mp.cos(B * z + C)),
    "exp:1.2,0.8": (lambda z: A * mp.exp(B * z), lambda z: A * B * mp.exp(B * z), lambda z: A * B * B * mp.exp(B * z)),
    "gaussian:1.2,-0.8": (
        lambda z: A * mp.exp(-B * z * z),
        lambda z: -2 * A * B * z * mp.exp(-B * z * z),
        lambda z: 2 * A * B * (2 * B * z * z - 1) * mp.exp(-B * z * z),
    ),
    "gabor": (
        lambda z: mp.exp(-z * z) * mp.sin(z),
        lambda z: mp.exp(-z * z) * (mp.cos(z) - 2 * z * mp.sin(z)),
        lambda z: mp.exp(-z * z) * ((4 * z * z - 3) * mp.sin(z) - 4 * z * mp.cos(z)),
    ),
    "elu": elu(1, 1),
    "elu:0.3": elu(1, C),
    "selu": elu(LAMBDA, ALPHA),
    "sign": (mp.sign, lambda z: mp.mpf(0), lambda z: mp.mpf(0)),
    "step": (lambda z: mp.mpf(z > 0), lambda z: mp.mpf(0), lambda z: mp.mpf(0)),
    "abs": (abs, lambda z: mp.mpf(1 if z > 0 else -1), lambda z: mp.mpf(0)),
    "rectified-power:3": (lambda z: z**3 * (z > 0), lambda z: 3 * z**2 * (z > 0), lambda z: 6 * z * (z > 0)),
    "monomial:4": (lambda z: z**4, lambda z: 4 * z**3, lambda z: 12 * z**2),
    "polynomial:0.5,-1,0.25,0.125": (
        lambda z: 0.5 - z + z * z / 4 + z**3 / 8,
        lambda z: -1 + z / 2 + 3 * z * z / 8,
        lambda z: mp.mpf(0.5) + 3 * z / 4,
    ),
    "hermite:5": (
        lambda z: hermite(5, z) / mp.sqrt(120),
        lambda z: 5 * hermite(4, z) / mp.sqrt(120),
        lambda z: 20 * hermite(3, z) / mp.sqrt(120),
    ),
}
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
for name, (f0, f1, f2) in more.items():
    phi[name], first[name], second[name] = f0, f1, f2
points = ["-30", "-12.5", "-6", "-3.25", "-1.5", "-1", "-0.75", "-0.1", "-1e-5", "0", "1e-9", "0.3", "0.5", "1", "2", "2.75", "5", "9", "25"]
print("# mpmath, 40 digits, printed with 17 significant digits; recipe: src/test/scripts/activations.py")
print("activation,z,value,derivative,secondDerivative")
for name in phi:
    for text in points:
        z = mp.mpf(float(text))  # the double nearest to the text, as the test reads it
        for f, g in ((phi, first), (first, second)):
            if name in more and z == 0:
                continue  # a kink, or checked at the other points
            d = mp.diff(f[name], z, h=mp.mpf(10) ** -14) if name in more else mp.diff(f[name], z)
            if abs(d) > mp.mpf(10) ** -12:
                assert abs(d - g[name](z)) <= mp.mpf(10) ** -12 * abs(d), (name, text)
        row = [mp.nstr(f[name](z), 17) for f in (phi, first, second)]
        print(",".join(['"' + name + '"' if "," in name else name, text] + row))
