"""NNGP and NTK of architectures by neural-tangents -> ../resources/org/widelimit/ntk/kernel/neural-tangents.csv

neural-tangents 0.6.5, jax and jaxlib 0.4.30, Python 3.11, doubles, on the CPU; 15 digits, of which relu of nearly equal inputs keeps 8
and the others all but the last two. Every architecture is built a second time in ArchitectureNtkTest. Inputs: five points in four
dimensions, one repeated, one opposite, one zero.
Run: python neural_tangents_references.py (pip install neural-tangents==0.6.5 jax==0.4.30 jaxlib==0.4.30)
"""
import os

os.environ["JAX_ENABLE_X64"] = "1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax.numpy as np
from neural_tangents import stax

X = np.array([[0.8, -1.3, 0.45, 0.2], [0.3, 0.9, -0.7, 1.1], [-0.8, 1.3, -0.45, -0.2], [2.0, 0.1, -0.4, 0.6], [0.0, 0.0, 0.0, 0.0]])
WIDTH = 48


def dense(parameterization, w, b, width=WIDTH):
    return stax.Dense(width, W_std=w**0.5, b_std=None if b is None else b**0.5, parameterization=parameterization)


def skip(*branch):
    return stax.serial(stax.FanOut(2), stax.parallel(stax.Identity(), stax.serial(*branch)), stax.FanInSum())


def mlp(parameterization, activation, hidden, w, b):
    layers = []
    for _ in range(hidden):
        layers += [dense(parameterization, w, b), activation()]
    return stax.serial(*layers, dense(parameterization, w, b, 1))


def residual(parameterization, activation, blocks, w, b):
    """z = A x, z <- z + A phi(z), f = A phi(z)."""
    layers = [dense(parameterization, w, b)]
    layers += [skip(activation(), dense(parameterization, w, b)) for _ in range(blocks)]
    return stax.serial(*layers, activation(), dense(parameterization, w, b, 1))


def nested(parameterization):
    """Four activations, and a skip connection in a skip connection."""
    inner = skip(stax.Erf(), dense(parameterization, 1.1, 0.2))
    return stax.serial(
        dense(parameterization, 1.5, 0.1),
        skip(inner, stax.Sin(), dense(parameterization, 0.9, 0.3)),
        stax.Relu(),
        dense(parameterization, 1.2, 0.1),
        skip(stax.Gelu(), dense(parameterization, 0.7, 0.05)),
        dense(parameterization, 1.3, 0.2, 1),
    )


NETWORKS = {
    "mlp-ntk-relu": mlp("ntk", stax.Relu, 3, 2.0, 0.1),
    "mlp-standard-relu": mlp("standard", stax.Relu, 3, 2.0, 0.1),
    "mlp-standard-erf-no-bias": mlp("standard", stax.Erf, 2, 1.5, None),
    "residual-ntk-erf": mlp("ntk", stax.Erf, 0, 1.5, 0.1),
    "residual-ntk-erf-3": residual("ntk", stax.Erf, 3, 1.5, 0.1),
    "residual-standard-gelu-2": residual("standard", stax.Gelu, 2, 1.2, 0.05),
    "nested-ntk": nested("ntk"),
    "nested-standard": nested("standard"),
}


def main():
    path = os.path.join(os.path.dirname(__file__), "../resources/org/widelimit/ntk/kernel/neural-tangents.csv")
    with open(path, "w") as out:
        out.write("# src/test/scripts/neural_tangents_references.py, neural-tangents 0.6.5, 15 digits\n")
        out.write("network,i,j,K,Theta\n")
        for name, (_, _, kernel_fn) in NETWORKS.items():
            kernel = kernel_fn(X, None, ("nngp", "ntk"))
            for i in range(X.shape[0]):
                for j in range(i + 1):
                    out.write(f"{name},{i},{j},{float(kernel.nngp[i, j]):.15g},{float(kernel.ntk[i, j]):.15g}\n")


main()
