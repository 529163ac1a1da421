"""Tangent kernels: vectorised NumPy, neural-tangents and Widelimit on the same inputs in the same run.

Needs numpy, and for the case `tangents` neural-tangents 0.6.5 with jax and jaxlib 0.4.30 (the last ones that it imports
under, with scipy and Python 3.11); and Widelimit's launcher, which builds itself. Call from anywhere:

    python benchmarks/peers/ntk.py [--cases cold,tangents,graphon] [--rounds 3]

cold      n = 4096, d = 512, 5 relu layers, no bias: whole process against whole process, from X.npy to K.npy.
tangents  the same inputs, 5 erf layers with bias, and 5 relu layers without: neural-tangents in double precision, compiled
          and warm, against the seconds that ./widelimit ntk reports: inputs in memory to kernel complete, in a Java machine that
          has just started.
graphon   n = 512, d = 64, 3 relu layers, 64 x 64 blocks: whole processes again, and the seconds of the computation alone, ours cold and warm.

Each line ends with the largest difference between the two kernels, off the diagonal, relative to the largest entry. NumPy has
arccos of a rounded cosine, so near duplicates it is the one that is wrong. The best of the rounds counts, for both.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np

LAUNCHER = pathlib.Path(__file__).resolve().parents[2] / "widelimit"
BENCHMARKS = LAUNCHER.parent / "benchmarks" / "run"
HIDDEN_LAYERS = 5


def arc_cosine(q12, root):
    """E[phi phi] and E[phi' phi'] of relu for covariances q12 with sqrt(q11 q22) = root."""
    rho = np.clip(q12 / root, -1, 1)
    turned = np.pi - np.arccos(rho)
    return root * (np.sqrt(1 - rho * rho) + turned * rho) / (2 * np.pi), turned / (2 * np.pi)


def numpy_dense(x):
    k = 2 / x.shape[1] * (x @ x.T)
    root = np.sqrt(np.outer(np.diag(k), np.diag(k)))
    theta = k
    for _ in range(HIDDEN_LAYERS):
        value, slope = arc_cosine(k, root)
        k = 2 * value
        theta = k + 2 * slope * theta
    return theta


def numpy_graphon(x, layers, rows=16):
    """All pairs of so many rows with all inputs at a time: more would fall out of the cache."""
    n, d = x.shape
    last = len(layers) - 1
    operators = [2 * layers[0] / d] + [2 * w / w.shape[1] for w in layers[1:]]
    operators[last] = operators[last].mean(axis=0, keepdims=True)
    variances = []
    moment = (x * x).T
    for p in operators[:last]:
        variances.append(np.sqrt(p @ moment))
        moment = variances[-1] ** 2 / 2
    theta = np.empty((n, n))
    for i in range(0, n, rows):
        height = min(rows, n - i)
        value = (x[i : i + height].T[:, :, None] * x.T[:, None, :]).reshape(d, -1)
        tangent = operators[0] @ value
        q12 = tangent
        for p, root in zip(operators[1:], variances):
            both = (root[:, i : i + height, None] * root[:, None, :]).reshape(len(root), -1)
            value, slope = arc_cosine(q12, both)
            q12 = p @ value
            tangent = q12 + p @ (slope * tangent)
        theta[i : i + height] = tangent.reshape(height, n)
    return theta


def numpy_process(folder, case):
    """What runs in a process of its own."""
    x = np.load(folder / "x.npy")
    start = time.perf_counter()
    if case == "graphon":
        names = sorted(folder.glob("g*.npz"))
        theta = numpy_graphon(x, [np.load(name)["density"] for name in names])
    else:
        theta = numpy_dense(x)
    print(time.perf_counter() - start)
    np.save(folder / "theirs.npy", theta)


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command):
    """Seconds, processor seconds and standard output."""
    before = processor_seconds()
    start = time.perf_counter()
    run = subprocess.run(command, capture_output=True, check=True, text=True)
    return time.perf_counter() - start, processor_seconds() - before, run.stdout


def best(runs):
    """Least seconds, least processor seconds and least seconds of the computation alone."""
    return tuple(min(run[k] for run in runs) for k in range(3))


def their_run(folder, case):
    whole, processor, out = timed([sys.executable, __file__, "--process", folder, "--cases", case])
    return whole, processor, float(out)


def our_run(folder, *options):
    command = [LAUNCHER, "ntk", "--inputs", folder / "x.npy", "--out", folder / "ours.npy", "--json", *options]
    whole, processor, out = timed(command)
    return whole, processor, json.loads(out)["seconds"]


def in_turn(folder, case, rounds, *options):
    """Best of the runs of both, which take turns, so that other work on the machine hits both."""
    runs = [(their_run(folder, case), our_run(folder, *options)) for _ in range(rounds)]
    return best([pair[0] for pair in runs]), best([pair[1] for pair in runs])


def difference(folder, kernel=None):
    a = np.load(folder / "ours.npy")
    b = np.load(folder / "theirs.npy") if kernel is None else kernel
    off = ~np.eye(len(a), dtype=bool)
    return np.abs(a - b)[off].max() / np.abs(b).max()


def row(folder, name, peer, own, worst):
    n, d = np.load(folder / "x.npy", mmap_mode="r").shape
    print(f"| {name}, n = {n}, d = {d} | {peer:.3f} | {own:.3f} | {peer / own:.1f} | {worst:.1e} |", flush=True)


def rows(folder, name, peer, own):
    worst = difference(folder)
    row(folder, f"{name}, whole process", peer[0], own[0], worst)
    row(folder, f"{name}, whole process, processor time", peer[1], own[1], worst)
    row(folder, f"{name}, computation alone, cold", peer[2], own[2], worst)


def cold(folder, rounds):
    peer, own = in_turn(folder, "cold", rounds, "--hidden-layers", str(HIDDEN_LAYERS))
    rows(folder, "relu, NumPy", peer, own)


def tangents(folder, rounds):
    import jax

    jax.config.update("jax_enable_x64", True)
    from neural_tangents import stax

    x = np.load(folder / "x.npy")
    cases = (("erf, bias 0.1", stax.Erf, 0.1, ("--activation", "erf", "--bias-variance", "0.1")), ("relu", stax.Relu, 0, ()))
    for name, layer, bias, options in cases:
        dense = stax.Dense(1, W_std=np.sqrt(2), b_std=np.sqrt(bias) or None)
        _, _, kernel_fn = stax.serial(*([dense, layer()] * HIDDEN_LAYERS), dense)
        compiled = jax.jit(lambda inputs: kernel_fn(inputs, None, "ntk"))
        kernel = compiled(x).block_until_ready()
        seconds = []
        runs = []
        for _ in range(rounds):
            start = time.perf_counter()
            kernel = compiled(x).block_until_ready()
            seconds.append(time.perf_counter() - start)
            runs.append(our_run(folder, "--hidden-layers", str(HIDDEN_LAYERS), *options))
        own = best(runs)[2]
        row(folder, f"{name}, neural-tangents, warm", min(seconds), own, difference(folder, np.asarray(kernel)))


def graphon(folder, rounds, draw):
    np.save(folder / "x.npy", draw.standard_normal((512, 64)))
    names = []
    for layer, shape in enumerate(((64, 64), (64, 64), (64, 64), (1, 64))):
        names.append(folder / f"g{layer}.npz")
        np.savez(names[-1], density=0.1 + 0.8 * draw.random(shape))
    peer, own = in_turn(folder, "graphon", rounds, "--hidden-layers", "3", "--graphons", ",".join(map(str, names)))
    rows(folder, "graphon, NumPy", peer, own)
    _, _, warm = timed([BENCHMARKS, "--main", "GraphonKernelRun", folder / "x.npy", *names])
    row(folder, "graphon, NumPy, computation alone, warm", peer[2], float(warm), difference(folder))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", default="cold,tangents,graphon")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--process", type=pathlib.Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.process:
        numpy_process(arguments.process, arguments.cases)
        return
    subprocess.run([LAUNCHER, "ntk", "--help"], capture_output=True, check=True)
    draw = np.random.default_rng(1)
    print(f"NumPy {np.__version__}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print("| case | peer s | ours s | ratio | difference |")
    print("|---|---|---|---|---|")
    for case in arguments.cases.split(","):
        # A folder each: the inputs of one case have another shape than those of the next.
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            if case == "graphon":
                graphon(folder, arguments.rounds, draw)
            else:
                np.save(folder / "x.npy", draw.standard_normal((4096, 512)))
                {"cold": cold, "tangents": tangents}[case](folder, arguments.rounds)


if __name__ == "__main__":
    main()
