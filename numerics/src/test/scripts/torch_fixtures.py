"""PyTorch files written by PyTorch itself, and what is in them by way of NumPy.

    python torch_fixtures.py ../resources/org/widelimit/numerics/arrays/torch

Written with torch 2.15.0 and numpy 2.4.6 (Python 3.11). The files differ from run to run in their serialization id only.

NAME.pt            read; expected.npz has NAME/TENSOR for each tensor, in order, as Tensor.numpy gives it;
                   NAME-protocol*, NAME-big-endian and NAME-deflated hold what NAME holds
refused-NAME.pt    refused; refused.csv has a text that the message must have
"""

import collections
import csv
import os
import pathlib
import pickle
import sys
import warnings
import zipfile

import numpy as np
import torch
import torch.nn as nn
import torch.nn.utils.prune as prune

warnings.simplefilter("ignore")
EXPECTED = {}


def note(name, arrays):
    for key, array in arrays.items():
        EXPECTED[f"{name}/{key}"] = array


def numpy_of(tensor):
    tensor = tensor.detach()
    return (tensor.float() if tensor.dtype is torch.bfloat16 else tensor).contiguous().numpy()


def save(folder, name, value, arrays, **options):
    torch.save(value, folder / f"{name}.pt", **options)
    note(name, {key: numpy_of(tensor) for key, tensor in arrays.items()})


def network():
    torch.manual_seed(1)
    return nn.Sequential(collections.OrderedDict(fc1=nn.Linear(5, 4), act=nn.ReLU(), fc2=nn.Linear(4, 2)))


def models(folder):
    state = network().state_dict()
    save(folder, "state-dict", state, state)
    for protocol in 3, 4, 5:
        torch.save(state, folder / f"state-dict-protocol{protocol}.pt", pickle_protocol=protocol)
    pruned = network()
    prune.random_unstructured(pruned.fc1, "weight", 0.4)
    prune.l1_unstructured(pruned.fc2, "weight", 0.5)
    save(folder, "pruned", pruned.state_dict(), pruned.state_dict())
    masks = {f"fc{i}.weight": (torch.rand(4, 4 + i) < 0.3).int() for i in (1, 2)}
    save(folder, "open-lth-mask", masks, masks)
    nni = {"fc1": {"weight": torch.ones(2, 3), "bias": torch.zeros(2)}, "fc2": {"weight": torch.eye(2)}}
    save(folder, "nested-masks", nni, {f"{m}.{k}": t for m, d in nni.items() for k, t in d.items()})
    parallel = nn.DataParallel(network()).state_dict()
    assert all(key.startswith("module.") for key in parallel)
    save(folder, "data-parallel", parallel, parallel)


def checkpoint(folder):
    model = network()
    optimizer = torch.optim.Adam(model.parameters())
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 4])
    model(torch.ones(3, 5)).sum().backward()
    optimizer.step()
    value = {
        "epoch": 3,
        "big": 2**100,
        "best": np.float64(0.5),
        "name": "mlp",
        "none": None,
        "done": True,
        "z": 1 + 2j,
        "seen": {1, 2},
        "device": torch.device("cpu"),
        "dtype": torch.float32,
        "shape": torch.Size([2, 3]),
        "history": [0.5, 0.25],
        "counts": collections.defaultdict(list, {"a": [1]}),
        "state_dict": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "masks": [torch.ones(2, dtype=torch.bool), (torch.zeros(1), torch.eye(2))],
    }
    arrays = {f"state_dict.{k}": t for k, t in model.state_dict().items()}
    for i, slots in value["optimizer"]["state"].items():
        arrays.update({f"optimizer.state.{i}.{k}": t for k, t in slots.items()})
    arrays.update({"masks.0": value["masks"][0], "masks.1.0": value["masks"][1][0], "masks.1.1": value["masks"][1][1]})
    save(folder, "checkpoint", value, arrays)


def tensors(folder):
    types = {}
    for dtype in (torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.uint16,
                  torch.uint32, torch.uint64, torch.float16, torch.bfloat16, torch.float32, torch.float64):
        if dtype.is_floating_point:
            info = torch.finfo(dtype)
            values = torch.tensor([0.0, -0.0, 1 / 3, info.max, info.min, info.tiny, float("inf"), float("-inf"),
                                   float("nan"), 2.0 ** -20], dtype=torch.float64).to(dtype)
        elif dtype is torch.bool:
            values = torch.tensor([True, False, True, True])
        else:
            info = torch.iinfo(dtype)
            most = info.max if info.bits < 64 else 2**53
            values = torch.tensor([0, 1, max(info.min, -(2**53)), most, 77], dtype=torch.int64).to(dtype)
        types[str(dtype).removeprefix("torch.")] = values
    save(folder, "types", types, types)
    base = torch.arange(24.0).reshape(2, 3, 4)
    views = {
        "base": base,
        "transposed": base[0].t(),
        "permuted": base.permute(2, 0, 1),
        "steps": base[:, ::2, 1::2],
        "row": base[1, 2],
        "expanded": torch.tensor([7.0]).expand(3, 4),
        "broadcast": torch.arange(3).reshape(3, 1).expand(3, 2),
        "channels_last": torch.arange(24, dtype=torch.int16).reshape(1, 2, 3, 4).to(memory_format=torch.channels_last),
        "number": torch.tensor(2.5),
        "element": base[1, 1, 1],
        "empty": torch.empty(0),
        "none_of_many": torch.empty(3, 0, 2),
        "empty_slice": base[:, 1:1],
        "\u03bb.\u4e2d": torch.tensor([1.0]),
    }
    save(folder, "views", views, views)
    tagged = torch.ones(2)
    tagged.note = "x"
    parameter = nn.Parameter(torch.arange(3.0))
    marked = nn.Parameter(torch.arange(2.0))
    marked.note = 1
    special = {"parameter": parameter, "marked": marked, "tagged": tagged, "tied": parameter}
    save(folder, "parameters", special, special)
    alone = torch.arange(6).reshape(2, 3)
    save(folder, "alone", alone, {"tensor": alone})
    torch.serialization.set_crc32_options(False)
    save(folder, "no-checksums", {"a": alone}, {"a": alone})
    torch.serialization.set_crc32_options(True)


def rewritten(folder):
    """Big endian (as on s390x), and packed again with compression, by hand: no tool here writes them."""
    with zipfile.ZipFile(folder / "types.pt") as source:
        sizes = {"bool": 1, "uint8": 1, "int8": 1, "int16": 2, "uint16": 2, "float16": 2, "bfloat16": 2, "int32": 4,
                 "uint32": 4, "float32": 4, "int64": 8, "uint64": 8, "float64": 8}
        widths = [sizes[key.split("/")[1]] for key in EXPECTED if key.startswith("types/")]
        with zipfile.ZipFile(folder / "types-big-endian.pt", "w") as big, \
                zipfile.ZipFile(folder / "types-deflated.pt", "w", zipfile.ZIP_DEFLATED) as deflated:
            for name in source.namelist():
                data = source.read(name)
                deflated.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
                if name.endswith("/byteorder"):
                    data = b"big"
                if name.startswith("types/data/"):
                    width = widths[int(name.split("/")[-1])]
                    data = np.frombuffer(data, f"V{width}").tobytes()
                    data = b"".join(data[i : i + width][::-1] for i in range(0, len(data), width))
                big.writestr(zipfile.ZipInfo(name), data)


class Bomb:
    """What an attacker would send: loading it makes a file."""

    def __reduce__(self):
        return os.system, ("touch widelimit-was-here",)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)


def refused(folder):
    rows = []

    def refuse(name, value, word, **options):
        torch.save(value, folder / f"refused-{name}.pt", **options)
        rows.append((name, word))

    state = network().state_dict()
    legacy = "the stream of pickles of older versions; save it again in Python: torch.save(torch.load("
    refuse("legacy", state, legacy, _use_new_zipfile_serialization=False)
    refuse("legacy-protocol4", state, legacy, _use_new_zipfile_serialization=False, pickle_protocol=4)
    refuse("os-system", {"weight": torch.ones(2), "x": Bomb()}, '"posix.system", which is not read (nothing was executed)')
    refuse("os-system-key", {Bomb(): torch.ones(2)}, '"posix.system"')
    refuse("module", network(), '"torch.nn.modules.container.Sequential"')
    refuse("own-module", {"net": Net()}, '"__main__.Net", which is not read (nothing was executed); a file of tensors alone')
    refuse("function", {"f": print}, '"builtins.print"')
    refuse("evaluation", {"f": eval}, '"builtins.eval"')
    refuse("complex", {"c": torch.ones(2, dtype=torch.complex64)}, "tensor 'c': expected a bool, integer or float")
    refuse("float8", {"c": torch.ones(2).to(torch.float8_e4m3fn)}, "torch.float8_e4m3fn")
    refuse("sparse", {"s": torch.eye(2).to_sparse()}, '"torch._utils._rebuild_sparse_tensor"')
    refuse("negative-view", {"n": torch.ones(2, dtype=torch.complex64).conj().imag}, "negative")
    refuse("no-tensor", {"epoch": 3}, "expected at least one tensor, found none")
    refuse("same-name", {"a.b": torch.ones(1), "a": {"b": torch.ones(1)}}, "tensor 'a.b': expected each name once")
    refuse("odd-key", {(1, 2): torch.ones(1)}, "keys of text or integers")
    refuse("array", {"a": np.ones(2)}, "numpy")
    refuse("beyond-doubles", {"seed": torch.tensor([2**53 + 1])}, "9007199254740993")
    cycle = {"a": torch.ones(1)}
    cycle["self"] = cycle
    refuse("cycle", cycle, "nested at most 64 deep")
    unfolding = [1]
    for _ in range(40):
        unfolding = [unfolding, unfolding]
    refuse("unfolding", unfolding, "values, found more")
    torch.jit.save(torch.jit.script(nn.Linear(2, 2)), folder / "refused-torchscript.pt")
    rows.append(("torchscript", "found a program (TorchScript); save its tensors"))
    (folder / "refused-pickle.pt").write_bytes(pickle.dumps({"a": 1}))
    rows.append(("pickle", "a Python pickle that torch.save did not write"))
    with open(folder / "refused.csv", "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["name", "text"])
        table.writerows(rows)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    models(target)
    checkpoint(target)
    tensors(target)
    rewritten(target)
    refused(target)
    np.savez_compressed(target / "expected.npz", **EXPECTED)
