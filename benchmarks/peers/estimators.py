"""Graphon estimators: the Python package pygraphon and Widelimit on the same graphs in the same run.

pygraphon is in no package registry. Its repository, SDS-EPFL/pygraphon, was taken at commit 68005c9 (version 0.4.0-dev,
December 2023) and put on PYTHONPATH as source. It runs under Python 3.10 with these packages:

    pip install numpy==1.26.4 numba==0.58.1 scipy==1.11.4 scikit-learn==1.3.2 scikit-image==0.22.0 kneed==0.8.5 \
        networkx==3.2.1 loguru==0.7.2 tqdm==4.66.1 matplotlib==3.8.2 pandas==2.3.3
    PYTHONPATH=pygraphon/src python benchmarks/peers/estimators.py [--size 1000] [--draws 20] [--graphons 1,2] \
        [--pairs usvt,neighbourhood,sorted-histogram,co-clustering] [--store cells.json]
    python benchmarks/peers/estimators.py --rectangle 400,900 [--store cells.json]
    python benchmarks/peers/estimators.py --table cells.json

Graphs are drawn from the ten graphons of Chan and Airoldi (2014), table 1, each compared first with its edge density
in closed form: units at independent uniform positions u, P_ij = W(u_i, u_j), an edge with probability P_ij. The mean
squared error is that of the estimated P_ij against the true ones over the entries off the diagonal: pygraphon sets the
diagonal to zero and its own metric leaves it out. Of a rectangle all entries count. The number is the mean over the
draws, with its standard error; the ratio of errors has its standard error from the paired draws.

pygraphon's options are its defaults. Pairs are the same method on both sides: singular value thresholding, neighbourhood
smoothing, sort and smooth beside the sorted histogram, and the network histogram beside the co-clustering histogram.
Each side has one thread (OPENBLAS_NUM_THREADS=1) and is warm: pygraphon after two calls, which compile, Widelimit after
twelve seconds of calls of each estimator in the one Java machine of the run. Seconds are processor seconds a draw, from the matrix in memory to
the matrix of probabilities, which other work on the machine disturbs little; Widelimit's hold its collector and compiler.
"""

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import numpy as np

RUN = pathlib.Path(__file__).resolve().parents[1] / "run"
SINGLE = ("usvt", "neighbourhood", "sorted-histogram", "co-clustering")
COPIES = 4

GRAPHONS = (
    ("uv", 0.25, lambda u, v: u * v),
    ("exp(-(u^0.7+v^0.7))", 0.331412684556, lambda u, v: np.exp(-(u**0.7 + v**0.7))),
    ("(u^2+v^2+u^0.5+v^0.5)/4", 0.5, lambda u, v: (u**2 + v**2 + np.sqrt(u) + np.sqrt(v)) / 4),
    ("(u+v)/2", 0.5, lambda u, v: (u + v) / 2),
    ("1/(1+exp(-10(u^2+v^2)))", 0.945561564176, lambda u, v: 1 / (1 + np.exp(-10 * (u**2 + v**2)))),
    ("abs(u-v)", 1 / 3, lambda u, v: np.abs(u - v)),
    (
        "1/(1+exp(-(max^2+min^4)))",
        0.63357699306,
        lambda u, v: 1 / (1 + np.exp(-(np.maximum(u, v) ** 2 + np.minimum(u, v) ** 4))),
    ),
    ("exp(-max^0.75)", 0.494156541721, lambda u, v: np.exp(-np.maximum(u, v) ** 0.75)),
    (
        "exp(-(min+u^0.5+v^0.5)/2)",
        0.451360159183,
        lambda u, v: np.exp(-(np.minimum(u, v) + np.sqrt(u) + np.sqrt(v)) / 2),
    ),
    ("log(1+max/2)", 0.283604675676, lambda u, v: np.log1p(np.maximum(u, v) / 2)),
)


def check_edge_density(density, graphon, cells=1000):
    """By the midpoint rule in s with u = s^2, which takes the roots at 0 away."""
    s = (np.arange(cells) + 0.5) / cells
    found = (2 * s) @ graphon(s[:, None] ** 2, s[None, :] ** 2) @ (2 * s) / cells**2
    if abs(found - density) > 1e-5:
        raise SystemExit(f"edge density: expected {density}, found {found}")


def symmetric(graphon, n, draw):
    u = draw.random(n)
    p = graphon(u[:, None], u[None, :])
    upper = np.triu(draw.random((n, n)) < p, 1)
    return (upper | upper.T), p


def off_diagonal_error(estimate, p):
    square = (estimate - p) ** 2
    np.fill_diagonal(square, 0)
    n = len(p)
    return float(square.sum() / (n * (n - 1)))


class Ours:
    """One Java machine for a whole run."""

    def __init__(self, names):
        self.names = names
        pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process = subprocess.Popen([RUN, "--main", "EstimatorRun", *names], **pipes)

    def estimate(self, folder):
        print(folder, file=self.process.stdin, flush=True)
        rows = [json.loads(self.process.stdout.readline()) for _ in self.names]
        return {row["name"]: row for row in rows}


def peers():
    from loguru import logger

    logger.remove()
    from pygraphon.estimators import SAS, USVT, HistogramEstimator, NBDsmooth

    return dict(zip(SINGLE, (USVT, NBDsmooth, SAS, HistogramEstimator)))


def fitted(estimator, graph):
    start = time.process_time()
    fit = estimator()
    fit.fit(graph)
    return fit.get_edge_connectivity(), time.process_time() - start


def compare(ours, index, size, draws, seed):
    """The cells of one graphon, one for each pair."""
    name, density, graphon = GRAPHONS[index]
    check_edge_density(density, graphon)
    draw = np.random.default_rng([seed, index, size])
    pairs = ours.names
    theirs = {pair: peers()[pair] for pair in pairs}
    cells = {pair: {"theirs": [], "theirSeconds": [], "ours": []} for pair in pairs}
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        truth = []
        for k in range(draws):
            graph, p = symmetric(graphon, size, draw)
            truth.append(p)
            np.save(folder / f"draw-{k}.npy", graph)
            for pair, estimator in theirs.items():
                if k == 0:
                    fitted(estimator, graph[:100, :100].astype(int))
                    fitted(estimator, graph[:100, :100].astype(int))
                estimate, seconds = fitted(estimator, graph.astype(int))
                cells[pair]["theirs"].append(off_diagonal_error(estimate, p))
                cells[pair]["theirSeconds"].append(seconds)
        rows = ours.estimate(folder)
        for pair in pairs:
            for k, p in enumerate(truth):
                cells[pair]["ours"].append(off_diagonal_error(np.load(folder / f"{pair}-{k}.npy"), p))
            cells[pair]["ourSeconds"] = rows[pair]["cpuSeconds"]
            cells[pair]["ourWallSeconds"] = rows[pair]["seconds"]
    return [dict(graphon=index + 1, name=name, size=size, pair=pair, **cell) for pair, cell in cells.items()]


def rectangle(ours, index, shape, draws, seed):
    """Ours alone; the block approximation has several masks of the same units."""
    name, density, graphon = GRAPHONS[index]
    check_edge_density(density, graphon)
    draw = np.random.default_rng([seed, index, *shape])
    rows = []
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        truth = []
        for k in range(draws):
            p = graphon(draw.random(shape[0])[:, None], draw.random(shape[1])[None, :])
            truth.append(p)
            np.save(folder / f"draw-{k}.npy", draw.random(shape) < p)
            for t in range(COPIES):
                np.save(folder / f"draw-{k}-{t}.npy", draw.random(shape) < p)
        for method, row in ours.estimate(folder).items():
            errors = [float(np.mean((np.load(folder / f"{method}-{k}.npy") - p) ** 2)) for k, p in enumerate(truth)]
            rows.append(row | dict(graphon=index + 1, name=name, shape=shape, method=method, ours=errors))
    return rows


def refusals(shape):
    """What pygraphon says to a rectangle."""
    for pair, estimator in peers().items():
        try:
            fitted(estimator, np.ones(shape, dtype=int))
            print(f"{pair}: pygraphon takes a rectangle")
        except Exception as error:  # that it fails is the result
            print(f"{pair}: pygraphon says {type(error).__name__}: {error}")


def compared(cell):
    """Mean errors, ours over theirs with a standard error from the paired draws, and seconds."""
    a, b = np.array(cell["ours"]), np.array(cell["theirs"])
    ratio = a.mean() / b.mean()
    error = np.std(a - ratio * b, ddof=1) / np.sqrt(len(a)) / b.mean()
    theirs = float(np.mean(cell["theirSeconds"]))
    return [f"{b.mean():.2e}", f"{a.mean():.2e}", f"{ratio:.3f} +- {error:.3f}"], theirs, cell["ourSeconds"]


def table(cells):
    pairs = [pair for pair in SINGLE if any(cell.get("pair") == pair for cell in cells)]
    if pairs:
        of_pair = {pair: {c["name"]: compared(c) for c in cells if c.get("pair") == pair} for pair in pairs}
        print("\n| graphon | " + " | ".join(f"{pair}: pygraphon | ours | ratio" for pair in pairs) + " |")
        print("|---" * (3 * len(pairs) + 1) + "|")
        for name in of_pair[pairs[0]]:
            print("| " + " | ".join([name] + sum((of_pair[pair][name][0] for pair in pairs), [])) + " |")
        seconds = []
        for pair in pairs:
            theirs, ours = (np.mean([row[k] for row in of_pair[pair].values()]) for k in (1, 2))
            speeds = [row[1] / row[2] for row in of_pair[pair].values()]
            seconds += [f"{theirs:.3f} s", f"{ours:.4f} s", f"x {theirs / ours:.0f} ({min(speeds):.0f} to {max(speeds):.0f})"]
        print("| seconds a draw | " + " | ".join(seconds) + " |")
    rectangles = [cell for cell in cells if "method" in cell]
    if rectangles:
        methods = list(dict.fromkeys(cell["method"] for cell in rectangles))
        print("\n| graphon | " + " | ".join(methods) + " |")
        print("|" + "---|" * (len(methods) + 1))
        for name in dict.fromkeys(cell["name"] for cell in rectangles):
            row = {cell["method"]: cell for cell in rectangles if cell["name"] == name}
            print("| " + " | ".join([name] + [f"{np.mean(row[m]['ours']):.2e}" for m in methods]) + " |")
        of_method = {m: [c["cpuSeconds"] for c in rectangles if c["method"] == m] for m in methods}
        print("| seconds a draw | " + " | ".join(f"{np.mean(of_method[m]):.3f}" for m in methods) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--graphons", default="1,2,3,4,5,6,7,8,9,10")
    parser.add_argument("--pairs", default=",".join(SINGLE))
    parser.add_argument("--rectangle", help="ROWS,COLUMNS: ours alone, and what pygraphon says")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=pathlib.Path, help="append the cells to this file, for runs in pieces")
    parser.add_argument("--table", type=pathlib.Path, help="print the table of stored cells, and run nothing")
    arguments = parser.parse_args()
    store = arguments.table or arguments.store
    cells = json.loads(store.read_text()) if store and store.exists() else []
    if arguments.table:
        table(cells)
        return
    shape = tuple(int(side) for side in arguments.rectangle.split(",")) if arguments.rectangle else None
    if shape:
        refusals(shape)
    ours = Ours([*SINGLE, "sba"] if shape else arguments.pairs.split(","))
    for index in (int(number) - 1 for number in arguments.graphons.split(",")):
        if shape:
            cells += rectangle(ours, index, shape, arguments.draws, arguments.seed)
        else:
            cells += compare(ours, index, arguments.size, arguments.draws, arguments.seed)
        if arguments.store:
            arguments.store.write_text(json.dumps(cells))
    if not arguments.store:
        table(cells)


if __name__ == "__main__":
    main()
