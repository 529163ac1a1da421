"""Flows: SciPy's DOP853 with a NumPy and a Numba right-hand side, diffrax's Dopri8, and Widelimit in the same run.

    pip install numpy scipy numba jax diffrax matplotlib
    python benchmarks/peers/flows.py [--problems effective,key-query,softmax,linear] [--samples 24] [--figure work.svg]

Four problems of arXiv 2510.06954 with d = 16, double precision, one thread on each side:

    effective   W_v' = (W1 W2)^T, W1' = W_v^T W2^T, W2' = (W_v W1)^T from Gaussian weights (288 components) until 99 % of
                the blow-up time
    key-query   W_Q' = F W_K, W_K' = F^T W_Q (512), F Gaussian with largest singular value 1, to t = 12
    softmax     the exact flow of the one-layer transformer (softmax, tanh, exponential loss; 1040 weights) on Gaussian
                tokens, s = 8, and random labels, from weights of size 0.05 through its escape from the first plateau
    linear      the same with linearised attention and the identity for tanh

All sides get the same relative tolerance, and as absolute tolerance a hundredth of it times the largest entry of the
initial state (for the transformer: of the initial block, keys and queries being one); this is what Widelimit's
absolute tolerance means. The error is |y - y*| / |y*| at the end. y* comes from extrapolation of the modified midpoint
rule (order 16) in 80-bit arithmetic, run twice with steps h and h/2, which have to agree to 1e-15, and for
key-query and for a balanced state of rank one also from the closed form.

Seconds are processor seconds a call, which other work on the machine disturbs little; Widelimit's hold its collector and
compiler. All sides are warm: SciPy and diffrax after two calls, Widelimit after WARM seconds of each problem in each
of the two Java machines of the run (FlowRun), without and with vectors. Its tolerances hold in the root mean square
over the components, as theirs do. SciPy's own steps are interpreted in both of its columns; diffrax compiles steps and right-hand
side. diffrax has no DOP853: Dopri8 is another pair of order 8.
"""

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import numpy as np
from numba import njit
from scipy.integrate import solve_ivp

RUN = pathlib.Path(__file__).resolve().parents[1] / "run"
TOLERANCES = (1e-4, 1e-6, 1e-8, 1e-10, 1e-12)
D = 16
TOKENS = 8
SCALE = 0.05
WARM = 6.0
SCALED = 1e-8
PEERS = ("SciPy, NumPy", "SciPy, Numba", "diffrax")
OURS = ("Widelimit", "Widelimit, vectors")
SIDES = PEERS + OURS


# Right-hand sides in NumPy. Each maker returns f(t, y); the arrays' type is that of y, so that they serve in 80 bits too.


def effective_field(d):
    def field(t, y):
        wv, w1, w2 = y[:d], y[d : d + d * d].reshape(d, d), y[d + d * d :]
        dy = np.empty_like(y)
        np.matmul(w1, w2, out=dy[:d])
        np.multiply(wv[:, None], w2, out=dy[d : d + d * d].reshape(d, d))
        np.matmul(wv, w1, out=dy[d + d * d :])
        return dy

    return field


def key_query_field(f):
    d = len(f)
    transposed = np.ascontiguousarray(f.T)

    def field(t, y):
        both = y.reshape(2, d, -1)
        dy = np.empty_like(both)
        np.matmul(f, both[1], out=dy[0])
        np.matmul(transposed, both[0], out=dy[1])
        return dy.ravel()

    return field


def transformer_field(x, labels, softmax):
    n, s, d = x.shape
    last = np.ascontiguousarray(x[:, -1])
    mean = x.mean(axis=1)
    centred = x - mean[:, None]
    scale = 1 / np.sqrt(x.dtype.type(d))

    def field(t, y):
        wq, wk, wv, w1 = y[: 4 * d * d].reshape(4, d, d)
        w2 = y[4 * d * d :]
        asked = last @ (wq @ wk.T) * scale
        if softmax:
            z = np.matmul(x, asked[:, :, None])[:, :, 0]
            p = np.exp(z - z.max(axis=1, keepdims=True))
            p /= p.sum(axis=1, keepdims=True)
            c = np.matmul(p[:, None], x)[:, 0]
        else:
            z = np.matmul(centred, asked[:, :, None])[:, :, 0]
            c = mean + np.matmul(z[:, None], centred)[:, 0] / s
        m = wv @ w1
        g = c @ m
        if softmax:
            g = np.tanh(g)
        r = labels * np.exp(-labels * (g @ w2)) / n
        b = r[:, None] * w2
        if softmax:
            b *= 1 - g * g
        u = b @ m.T
        if softmax:
            a = np.matmul(x, u[:, :, None])[:, :, 0] * p
            turned = np.matmul(a[:, None], x)[:, 0] - a.sum(axis=1)[:, None] * c
        else:
            a = np.matmul(centred, u[:, :, None])[:, :, 0]
            turned = np.matmul(a[:, None], centred)[:, 0] / s
        drive = last.T @ turned * scale
        outer = c.T @ b
        dy = np.empty_like(y)
        blocks = dy[: 4 * d * d].reshape(4, d, d)
        blocks[0] = drive @ wk
        blocks[1] = drive.T @ wq
        blocks[2] = outer @ w1.T
        blocks[3] = wv.T @ outer
        dy[4 * d * d :] = r @ g
        return dy

    return field


# The same compiled: loops where NumPy needs temporaries, products of matrices by the same BLAS.


def compiled_effective(d):
    @njit
    def field(t, y):
        dy = np.zeros_like(y)
        at = d + d * d
        for i in range(d):
            total = 0.0
            for j in range(d):
                w = y[d + i * d + j]
                total += w * y[at + j]
                dy[at + j] += y[i] * w
                dy[d + i * d + j] = y[i] * y[at + j]
            dy[i] = total
        return dy

    return field


def compiled_key_query(f):
    d = len(f)
    transposed = np.ascontiguousarray(f.T)

    @njit
    def field(t, y):
        both = y.reshape(2, d, d)
        dy = np.empty((2, d, d))
        np.dot(f, both[1], dy[0])
        np.dot(transposed, both[0], dy[1])
        return dy.reshape(2 * d * d)

    return field


def compiled_transformer(x, labels, softmax):
    n, s, d = x.shape
    last = np.ascontiguousarray(x[:, -1])
    last_t = np.ascontiguousarray(last.T)
    mean = np.ascontiguousarray(x.mean(axis=1))
    scale = 1 / np.sqrt(d)

    @njit
    def field(t, y):
        weights = y[: 4 * d * d].reshape(4, d, d)
        wq, wk, wv, w1 = weights[0], weights[1], weights[2], weights[3]
        w2 = y[4 * d * d :]
        asked = np.dot(last, np.dot(wq, wk.T)) * scale
        p = np.empty((n, s))
        c = np.zeros((n, d))
        for i in range(n):
            for j in range(s):
                z = 0.0
                for k in range(d):
                    z += asked[i, k] * x[i, j, k]
                p[i, j] = z
            if softmax:
                top = p[i].max()
                total = 0.0
                for j in range(s):
                    p[i, j] = np.exp(p[i, j] - top)
                    total += p[i, j]
                for j in range(s):
                    p[i, j] /= total
            else:
                middle = p[i].mean()
                for j in range(s):
                    p[i, j] = (1 + p[i, j] - middle) / s
            for j in range(s):
                for k in range(d):
                    c[i, k] += p[i, j] * x[i, j, k]
        m = np.dot(wv, w1)
        g = np.dot(c, m)
        b = np.empty((n, d))
        r = np.empty(n)
        for i in range(n):
            f = 0.0
            for k in range(d):
                if softmax:
                    g[i, k] = np.tanh(g[i, k])
                f += g[i, k] * w2[k]
            r[i] = labels[i] * np.exp(-labels[i] * f) / n
            for k in range(d):
                b[i, k] = r[i] * w2[k] * (1 - g[i, k] * g[i, k] if softmax else 1.0)
        u = np.dot(b, m.T)
        turned = np.zeros((n, d))
        for i in range(n):
            for j in range(s):
                along = 0.0
                for k in range(d):
                    centre = c[i, k] if softmax else mean[i, k]
                    along += (x[i, j, k] - centre) * u[i, k]
                along *= p[i, j] if softmax else 1.0 / s
                for k in range(d):
                    centre = c[i, k] if softmax else mean[i, k]
                    turned[i, k] += along * (x[i, j, k] - centre)
        drive = np.dot(last_t, turned) * scale
        outer = np.dot(c.T, b)
        dy = np.empty_like(y)
        blocks = dy[: 4 * d * d].reshape(4, d, d)
        np.dot(drive, wk, blocks[0])
        np.dot(drive.T, wq, blocks[1])
        np.dot(outer, w1.T, blocks[2])
        np.dot(wv.T, outer, blocks[3])
        dy[4 * d * d :] = np.dot(r, g)
        return dy

    return field


# References.


def midpoint(field, t, y, step, parts):
    """Gragg's modified midpoint rule over one step in an even number of parts: an error in even powers of 1 / parts."""
    h = step / parts
    before, now = y, y + h * field(t, y)
    for k in range(1, parts):
        before, now = now, before + 2 * h * field(t + k * h, now)
    return (now + before + h * field(t + step, now)) / 2


def extrapolated(field, start, times, columns=8):
    """y at the last of these times, each step extrapolated to order 2 * columns, in 80-bit arithmetic."""
    y = start.astype(np.longdouble)
    parts = [2 * (k + 1) for k in range(columns)]
    for t, following in zip(times[:-1], times[1:]):
        row = []
        for k, count in enumerate(parts):
            new = [midpoint(field, t, y, following - t, count)]
            for j in range(k):
                ratio = (np.longdouble(count) / parts[k - j - 1]) ** 2
                new.append(new[j] + (new[j] - row[j]) / (ratio - 1))
            row = new
        y = row[-1]
    return y


def error(y, reference):
    return float(np.linalg.norm(y - reference) / np.linalg.norm(reference))


def reference(problem):
    coarse, fine = (extrapolated(problem.wide, problem.start, problem.times(count)) for count in (problem.steps, 2 * problem.steps))
    difference = error(coarse, fine)
    if not difference < 1e-15:
        raise SystemExit(f"{problem.name}: two references differ by {difference:.1e}")
    return fine, difference


class Problem:
    """start, end and fields; times(count) are the times of the reference's steps."""

    def __init__(self, name, arrays, start, end, scales, maker, compiled, steps, times=None, inputs=()):
        self.name, self.arrays, self.start, self.end, self.scales = name, arrays, start, float(end), scales
        self.field, self.compiled, self.steps = maker(*inputs), compiled(*inputs), steps
        wide = [a.astype(np.longdouble) if isinstance(a, np.ndarray) else a for a in inputs]
        self.wide = maker(*wide)
        self.times = times or (lambda count: np.linspace(np.longdouble(0), np.longdouble(end), count + 1))


def effective_problem(draw):
    start = draw.standard_normal(D * (D + 2))
    field = effective_field(D)
    early = solve_ivp(field, (0, 10), start, method="DOP853", rtol=1e-13, atol=1e-13, events=blow_up)
    limit = early.t[-1] + energy(early.y[:, -1]) ** (-1 / 3)
    end = 0.99 * limit

    def times(count):
        shares = np.linspace(np.longdouble(0), np.longdouble(1), count + 1)
        gone = np.longdouble(limit) * (1 - np.longdouble(0.01) ** shares)
        gone[-1] = end
        return gone

    scales = np.full(start.shape, np.abs(start).max())
    return Problem("effective", {}, start, end, scales, effective_field, compiled_effective, 40, times, (D,))


def energy(y):
    return y[:D] @ y[D : D + D * D].reshape(D, D) @ y[D + D * D :]


def blow_up(t, y):
    return energy(y) - 1e9


blow_up.terminal = True


def key_query_problem(draw):
    f = draw.standard_normal((D, D))
    f /= np.linalg.norm(f, 2)
    start = draw.standard_normal(2 * D * D)
    scales = np.full(start.shape, np.abs(start).max())
    return Problem("key-query", {"F": f}, start, 12.0, scales, key_query_field, compiled_key_query, 24, None, (f,))


def key_query_closed_form(problem):
    """W_Q = U (e^{st} R + e^{-st} D) / 2, W_K = V (e^{st} R - e^{-st} D) / 2 with F = U s V^T."""
    u, sigma, vt = np.linalg.svd(problem.arrays["F"])
    q, k = problem.start.reshape(2, D, D)
    plus, minus = u.T @ q + vt @ k, u.T @ q - vt @ k
    up, down = np.exp(sigma * problem.end)[:, None] * plus / 2, np.exp(-sigma * problem.end)[:, None] * minus / 2
    return np.concatenate([(u @ (up + down)).ravel(), (vt.T @ (up - down)).ravel()])


def transformer_problem(draw, name, samples):
    softmax = name == "softmax"
    x = draw.standard_normal((samples, TOKENS, D))
    labels = draw.choice([-1.0, 1.0], samples)
    start = SCALE * draw.standard_normal(4 * D * D + D)
    scales = np.empty_like(start)
    edges = (0, 2 * D * D, 3 * D * D, 4 * D * D, len(start))
    for low, high in zip(edges[:-1], edges[1:]):
        scales[low:high] = np.abs(start[low:high]).max()
    inputs = (x, labels, softmax)
    arrays = {"X": x, "y": labels}
    return Problem(name, arrays, start, END[name], scales, transformer_field, compiled_transformer, 80, None, inputs)


END = {"softmax": 60.0, "linear": 60.0}


# The same in JAX, where the whole integration is compiled.


def traced_field(problem):
    import jax
    import jax.numpy as jnp

    def effective(t, y, args):
        wv, w1, w2 = y[:D], y[D : D + D * D].reshape(D, D), y[D + D * D :]
        return jnp.concatenate([w1 @ w2, jnp.outer(wv, w2).ravel(), wv @ w1])

    def key_query(t, y, args):
        q, k = y.reshape(2, D, D)
        f = problem.arrays["F"]
        return jnp.concatenate([(f @ k).ravel(), (f.T @ q).ravel()])

    def transformer(t, y, args):
        x, labels = problem.arrays["X"], problem.arrays["y"]
        softmax = problem.name == "softmax"
        n, s, d = x.shape
        wq, wk, wv, w1 = y[: 4 * d * d].reshape(4, d, d)
        w2 = y[4 * d * d :]
        z = jnp.einsum("nsd,nd->ns", x, x[:, -1] @ (wq @ wk.T) / d**0.5)
        p = jax.nn.softmax(z) if softmax else (1 + z - z.mean(axis=1, keepdims=True)) / s
        c = jnp.einsum("ns,nsd->nd", p, x)
        m = wv @ w1
        g = jnp.tanh(c @ m) if softmax else c @ m
        r = labels * jnp.exp(-labels * (g @ w2)) / n
        b = r[:, None] * w2 * (1 - g * g if softmax else 1)
        centred = x - (c if softmax else x.mean(axis=1))[:, None]
        along = jnp.einsum("nsd,nd->ns", centred, b @ m.T) * (p if softmax else 1 / s)
        drive = x[:, -1].T @ jnp.einsum("ns,nsd->nd", along, centred) / d**0.5
        outer = c.T @ b
        blocks = (drive @ wk, drive.T @ wq, outer @ w1.T, wv.T @ outer, r @ g)
        return jnp.concatenate([block.ravel() for block in blocks])

    return {"effective": effective, "key-query": key_query}.get(problem.name, transformer)


def diffrax_solver(problem, rtol, atol):
    import jax

    jax.config.update("jax_enable_x64", True)
    import diffrax

    term = diffrax.ODETerm(traced_field(problem))
    control = diffrax.PIDController(rtol=rtol, atol=atol)

    @jax.jit
    def solve(y):
        solution = diffrax.diffeqsolve(
            term, diffrax.Dopri8(), 0.0, problem.end, None, y, stepsize_controller=control, max_steps=100_000
        )
        return solution.ys[0], solution.stats["num_steps"]

    def call():
        y, steps = solve(problem.start)
        return np.asarray(y), int(steps) * 13 + 1  # 14 stages, the last of a step being the first of the next

    return call


def scipy_solver(problem, field, rtol, atol):
    def call():
        solution = solve_ivp(field, (0, problem.end), problem.start, method="DOP853", rtol=rtol, atol=atol)
        if not solution.success:
            raise SystemExit(f"{problem.name}: SciPy ended early: {solution.message}")
        return solution.y[:, -1], solution.nfev

    return call


def timed(call, seconds, warm=2):
    for _ in range(warm):
        y, evaluations = call()
    start, processor, calls = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - start < seconds or calls < 3:
        call()
        calls += 1
    return y, evaluations, (time.process_time() - processor) / calls


class Widelimit:
    """One Java machine for the whole run, with the vector module of the JDK or without."""

    def __init__(self, side):
        options = os.environ.get("JAVA_OPTS", "")
        if side == "Widelimit, vectors":
            options += " --add-modules jdk.incubator.vector"
        environment = os.environ | {"JAVA_OPTS": options}
        command = [RUN, "--main", "FlowRun"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def solve(self, problem, folder, rtol, seconds):
        line = f"{problem.name} {folder} {rtol!r} {rtol / 100!r} {problem.end!r} {seconds}\n"
        self.process.stdin.write(line)
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return np.load(folder / "ours.npy"), answer["evaluations"], answer["seconds"], answer["watched"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def save(problem, folder):
    np.save(folder / "state.npy", problem.start)
    for name, array in problem.arrays.items():
        np.save(folder / f"{name}.npy", array)


def solver(side, problem, rtol):
    atol = rtol / 100 * problem.scales
    if side == "diffrax":
        return diffrax_solver(problem, rtol, atol)
    return scipy_solver(problem, problem.compiled if "Numba" in side else problem.field, rtol, atol)


def measured(problem, machines, folder, rtol, truth, seconds):
    """{side: (error, evaluations, seconds)}, seconds with invariants."""
    cells = {}
    for side in PEERS:
        y, evaluations, taken = timed(solver(side, problem, rtol), seconds)
        cells[side] = (error(y, truth), evaluations, taken)
    for side, machine in machines.items():
        y, evaluations, taken, watched = machine.solve(problem, folder, rtol, seconds)
        cells[side] = (error(y, truth), evaluations, taken)
    return cells, watched


def print_head(first):
    columns = [f"error: {side}" for side in ("SciPy", "diffrax", "ours")]
    columns += [f"evaluations: {side}" for side in ("SciPy", "diffrax", "ours")]
    columns += [f"ms: {side}" for side in PEERS + ("ours", "ours, vectors", "with invariants")]
    columns += [f"{side} / ours, vectors" for side in ("SciPy", "Numba", "diffrax")] + ["met"]
    print(f"\n| {first} | " + " | ".join(columns) + " |\n" + "|---" * (1 + len(columns)) + "|")


def print_row(first, cells, watched):
    shown = [cells[side] for side in ("SciPy, NumPy", "diffrax", "Widelimit, vectors")]
    milliseconds = [1e3 * cells[side][2] for side in SIDES] + [1e3 * watched]
    ratios = [cells[side][2] / cells["Widelimit, vectors"][2] for side in PEERS]
    met = [bar for bar, holds in zip(("20", "2"), (ratios[0] >= 20, max(ratios[1:]) >= 2)) if holds]
    # In units of the last of two digits, as printed.
    accurate = float(f"{shown[2][0]:.1e}") <= float(f"{shown[0][0]:.1e}")
    text = [f"{e:.1e}" for e, _, _ in shown] + [str(n) for _, n, _ in shown] + [f"{m:.3g}" for m in milliseconds]
    text += [f"{ratio:.1f}" for ratio in ratios] + [", ".join(met + ["error"] * accurate) or "none"]
    print(f"| {first} | " + " | ".join(text) + " |", flush=True)


def measure(problem, machines, folder, seconds):
    """Rows (tolerance, {side: (error, evaluations, seconds)})."""
    save(problem, folder)
    truth, difference = reference(problem)
    print(f"\n{problem.name}: t = {problem.end:.6g}, references agree to {difference:.1e}", end="")
    if problem.name == "key-query":
        print(f", with the closed form to {error(key_query_closed_form(problem), truth):.1e}", end="")
    print()
    print_head("rtol")
    for machine in machines.values():
        machine.solve(problem, folder, TOLERANCES[1], WARM)
    rows = []
    for rtol in TOLERANCES:
        cells, watched = measured(problem, machines, folder, rtol, truth, seconds)
        rows.append((rtol, cells))
        print_row(f"{rtol:.0e}", cells, watched)
    return rows


def scale(name, counts, machines, folder, seconds, seed):
    """The same at one tolerance for other numbers of samples; the truth is SciPy's at a much tighter one."""
    print(f"\n{name}, by the number of samples, at rtol {SCALED:.0e}")
    print_head("samples")
    for count in counts:
        problem = transformer_problem(np.random.default_rng(seed), name, count)
        save(problem, folder)
        truth = solver("SciPy, Numba", problem, SCALED / 1e5)()[0]
        for machine in machines.values():
            machine.solve(problem, folder, SCALED, WARM / 2)
        cells, watched = measured(problem, machines, folder, SCALED, truth, seconds)
        print_row(str(count), cells, watched)


def check_balanced(machine, folder):
    """W_v = a u^T, W1 = a u w^T, W2 = a w with a' = a^2: a(t) = 1 / (1 / a(0) - t), here for a(0) = 1 to t = 0.99."""
    draw = np.random.default_rng(0)
    u, w = (v / np.linalg.norm(v) for v in draw.standard_normal((2, D)))
    start = np.concatenate([u, np.outer(u, w).ravel(), w])
    problem = Problem("effective", {}, start, 0.99, np.full(start.shape, np.abs(start).max()), effective_field, compiled_effective, 0, None, (D,))
    save(problem, folder)
    print("\nbalanced rank one, closed form 1 / (1 - t) at t = 0.99\n\n| rtol | SciPy: error | ours |\n|---|---|---|")
    for rtol in TOLERANCES:
        theirs, _ = scipy_solver(problem, problem.field, rtol, rtol / 100 * problem.scales)()
        ours = machine.solve(problem, folder, rtol, 0.01)[0]
        truth = start / (1 - np.longdouble(0.99))
        print(f"| {rtol:.0e} | {error(theirs, truth):.1e} | {error(ours, truth):.1e} |")


def draw_figure(results, file):
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.fonttype"] = "none"
    matplotlib.rcParams["svg.hashsalt"] = "flows"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(2, len(results), figsize=(3.2 * len(results), 5.6), sharex="row", sharey=True, squeeze=False)
    for column, (name, rows) in enumerate(results.items()):
        axes[0, column].set_title(name)
        for side, marker in zip(SIDES, "os^DX"):
            points = [cells[side] for _, cells in rows]
            errors = [e for e, _, _ in points]
            for axis, work in ((axes[0, column], [n for _, n, _ in points]), (axes[1, column], [1e3 * t for _, _, t in points])):
                axis.loglog(work, errors, marker=marker, markersize=4, linewidth=1, label=side)
                axis.grid(alpha=0.3)
        axes[0, column].set_xlabel("evaluations")
        axes[1, column].set_xlabel("milliseconds")
    for row in axes:
        row[0].set_ylabel("relative error at the end")
    axes[1, 0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--problems", default="effective,key-query,softmax,linear")
    parser.add_argument("--samples", type=int, default=24)
    parser.add_argument("--seconds", type=float, default=0.5, help="of calls for each number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scaling", help="numbers of samples for a second table")
    parser.add_argument("--figure", type=pathlib.Path)
    arguments = parser.parse_args()
    machines = {side: Widelimit(side) for side in OURS}
    results = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for problem_name in arguments.problems.split(","):
            draw = np.random.default_rng(arguments.seed)
            if problem_name == "effective":
                problem = effective_problem(draw)
            elif problem_name == "key-query":
                problem = key_query_problem(draw)
            else:
                problem = transformer_problem(draw, problem_name, arguments.samples)
            results[problem_name] = measure(problem, machines, folder, arguments.seconds)
        if "effective" in results:
            check_balanced(machines["Widelimit"], folder)
        for problem_name in ("softmax", "linear"):
            if arguments.scaling and problem_name in results:
                counts = [int(count) for count in arguments.scaling.split(",")]
                scale(problem_name, counts, machines, folder, arguments.seconds, arguments.seed)
    for machine in machines.values():
        machine.close()
    print(f"\nload {os.getloadavg()[0]:.1f}")
    if arguments.figure:
        draw_figure(results, arguments.figure)


if __name__ == "__main__":
    main()
