"""Cut norm: the Python package cutnorm (0.1.10) and Widelimit on the same matrices in the same run.

Needs numpy and cutnorm, and Widelimit's launcher, which builds itself. Call from anywhere:

    python benchmarks/peers/cut_norm.py [--sizes 100,400] [--seed 1]

For each size A is a mask of independent zeros and ones of density 0.5 and B another one. cutnorm gives the value of a
rounded solution (a lower bound) and that of its low-rank semidefinite relaxation (an upper bound only where the solver
has reached the optimum: nothing proves it). Widelimit gives both ends of a bracket, the upper one certified. Its
seconds are those of the whole process, with the start of the Java machine and the reading of the files; cutnorm's
are those of the call, after a small one that compiles. Small cases where the value is known by hand come first.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import numpy as np

LAUNCHER = pathlib.Path(__file__).resolve().parents[2] / "widelimit"


def theirs(a, b):
    from cutnorm import compute_cutnorm

    start = time.perf_counter()
    try:
        rounded, relaxed, _ = compute_cutnorm(a, b)
    except Exception as error:  # a peer may fail on a shape; that is a result
        return f"{type(error).__name__}", None, time.perf_counter() - start
    return float(rounded), float(relaxed), time.perf_counter() - start


def ours(a, b, folder, *options):
    np.save(folder / "a.npy", a)
    np.save(folder / "b.npy", b)
    start = time.perf_counter()
    run = subprocess.run(
        [LAUNCHER, "cut", folder / "a.npy", folder / "b.npy", "--json", *options],
        capture_output=True,
        check=True,
        text=True,
    )
    bracket = json.loads(run.stdout)
    return bracket["lower"], bracket["upper"], time.perf_counter() - start


def shown(value):
    return value if isinstance(value, str) else "" if value is None else f"{value:.6g}"


def row(name, truth, peer, own):
    cells = [name, truth, shown(peer[0]), shown(peer[1]), f"{peer[2]:.2f}"]
    cells += [shown(own[0]), shown(own[1]), f"{own[1] / own[0]:.3f}", f"{own[2]:.2f}"]
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100,400")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    draw = np.random.default_rng(arguments.seed)
    np.random.seed(arguments.seed)
    subprocess.run([LAUNCHER, "cut", "--help"], capture_output=True, check=True)
    theirs(draw.random((8, 8)), draw.random((8, 8)))
    print("| case | known | cutnorm rounded | cutnorm relaxed | s | lower | upper | ratio | s |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for p, k, q, n in ((1.0, 4, 0.0, 6), (1.0, 2, 0.0, 4), (0.7, 4, 0.5, 6)):
            a, b = np.full((k, k), p), np.full((n, n), q)
            row(f"{p} on {k} nodes, {q} on {n}", f"{abs(p - q):.6g}", theirs(a, b), ours(a, b, folder, "--relabel"))
        for n in (int(size) for size in arguments.sizes.split(",")):
            a = (draw.random((n, n)) < 0.5).astype(float)
            b = (draw.random((n, n)) < 0.5).astype(float)
            row(f"two masks of density 0.5, n = {n}", "", theirs(a, b), ours(a, b, folder))


if __name__ == "__main__":
    main()
