"""Mask files as the real tools write them, and the masks that are in them.

Run:  python mask_fixtures.py graphon/src/test/resources/org/widelimit/graphon/masks
Made with Python 3.11, torch 2.15.0, numpy 2.4.6, scipy 1.17.1, safetensors 0.8.0.

expected.csv has a line for each layer of each file in the order of the layers: file, how it is read (masks, zeros,
out-by-in-kernel or filters), layer, rows, columns, and the entries row by row as NumPy's packbits, in hexadecimal. They
are worked out here from the arrays that went into the files.
"""
import os
import sys

import numpy as np
import safetensors.numpy
import safetensors.torch
import scipy.io
import scipy.sparse
import torch
from torch import nn
from torch.nn.utils import prune

OUT = sys.argv[1]
EXPECTED = []


def expect(file, how, **layers):
    for layer, mask in layers.items():
        mask = np.asarray(mask)
        assert np.isin(mask, [0, 1]).all()
        rows, columns = mask.shape
        bits = np.packbits(mask.astype(bool)).tobytes().hex()
        EXPECTED.append(f"{file},{how},{layer.replace('__', '.')},{rows},{columns},{bits}")


def path(file):
    return os.path.join(OUT, file)


class Mlp(nn.Module):
    def __init__(self, inputs=14, hidden=10, outputs=6):
        super().__init__()
        self.fc1 = nn.Linear(inputs, hidden)
        self.bn1 = nn.BatchNorm1d(hidden)
        self.fc2 = nn.Linear(hidden, hidden)
        self.fc3 = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.fc3(torch.relu(self.fc2(torch.relu(self.bn1(self.fc1(x))))))


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 4, 3)
        self.conv2 = nn.Conv2d(4, 5, 3)
        self.fc = nn.Linear(5, 3)


def random_mask(shape, density, dtype=torch.float32):
    return (torch.rand(shape) < density).to(dtype)


def torch_prune():
    """torch.nn.utils.prune: weight_orig and weight_mask; after prune.remove nothing but zeros."""
    model = Mlp()
    prune.random_unstructured(model.fc1, "weight", amount=0.6)
    prune.random_unstructured(model.fc1, "bias", amount=0.5)
    prune.l1_unstructured(model.fc2, "weight", amount=0.3)
    fc1, fc2 = model.fc1.weight_mask.clone(), model.fc2.weight_mask.clone()
    dense = np.ones((6, 10))
    torch.save(model.state_dict(), path("torch-prune.pt"))
    expect("torch-prune.pt", "masks", fc1=fc1, fc2=fc2)
    expect("torch-prune.pt", "zeros", fc1=fc1, fc2=fc2, fc3=dense)
    prune.remove(model.fc1, "weight")
    prune.remove(model.fc1, "bias")
    prune.remove(model.fc2, "weight")
    torch.save(model.state_dict(), path("torch-prune-removed.pt"))
    expect("torch-prune-removed.pt", "zeros", fc1=fc1, fc2=fc2, fc3=dense)


class MaskedLinear(nn.Linear):
    """As ganguli-lab's Synaptic-Flow: the masks are buffers, the weights keep their values."""

    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs)
        self.register_buffer("weight_mask", torch.ones(self.weight.shape))
        self.register_buffer("bias_mask", torch.ones(self.bias.shape))


def synflow():
    model = nn.Sequential(MaskedLinear(9, 8), nn.ReLU(), MaskedLinear(8, 8), nn.ReLU(), MaskedLinear(8, 4))
    for layer in (model[0], model[2], model[4]):
        layer.weight_mask.copy_(random_mask(layer.weight.shape, 0.3))
    torch.save(model.state_dict(), path("synflow.pt"))
    expect("synflow.pt", "masks", **{str(i): model[i].weight_mask for i in (0, 2, 4)})
    expect("synflow.pt", "zeros", **{str(i): model[i].weight_mask for i in (0, 2, 4)})


def open_lth():
    """facebookresearch's open_lth: mask.pth with int masks by parameter name; PrunedModel with buffers mask_*."""
    model = nn.Module()
    model.fc_layers = nn.ModuleList([nn.Linear(12, 9), nn.Linear(9, 7)])
    model.fc = nn.Linear(7, 5)
    masks = {n: random_mask(p.shape, 0.4, torch.int32) for n, p in model.named_parameters() if n.endswith("weight")}
    torch.save(masks, path("open-lth-mask.pth"))
    expected = {n.removesuffix(".weight").replace(".", "__"): m for n, m in masks.items()}
    expect("open-lth-mask.pth", "masks", **expected)
    pruned = nn.Module()
    pruned.model = model
    for name, mask in masks.items():
        pruned.register_buffer("mask_" + name.replace(".", "___"), mask.float())
    torch.save(pruned.state_dict(), path("open-lth-pruned-model.pth"))
    expect("open-lth-pruned-model.pth", "masks", **expected)


def nni():
    """NNI: {module: {"weight": mask, "bias": mask}}, here with the module's full name as key."""
    masks = {f"layers.{i}": {"weight": random_mask(s, 0.5), "bias": torch.ones(s[0])} for i, s in
             enumerate([(8, 6), (7, 8), (3, 7)])}
    torch.save(masks, path("nni-mask.pth"))
    expect("nni-mask.pth", "masks", **{k.replace(".", "__"): v["weight"] for k, v in masks.items()})


def checkpoint():
    """A checkpoint of DataParallel training with an optimiser whose state has the weights' shapes."""
    model = Mlp(8, 7, 5)
    prune.random_unstructured(model.fc1, "weight", amount=0.5)
    prune.random_unstructured(model.fc2, "weight", amount=0.5)
    prune.random_unstructured(model.fc3, "weight", amount=0.5)
    masks = {n: getattr(model, n).weight_mask.clone() for n in ("fc1", "fc2", "fc3")}
    for n in masks:
        prune.remove(getattr(model, n), "weight")
    optimiser = torch.optim.Adam(model.parameters())
    model(torch.randn(4, 8)).sum().backward()
    for n, mask in masks.items():
        getattr(model, n).weight.grad *= mask
    optimiser.step()
    model = nn.DataParallel(model)
    torch.save({"epoch": 3, "arch": "mlp", "best_acc1": 0.5, "args": {"lr": 1e-3, "name": None},
                "model_state_dict": model.state_dict(), "optimizer": optimiser.state_dict()},
               path("checkpoint.pth.tar"))
    expect("checkpoint.pth.tar", "zeros", **masks)
    torch.save({"net": model.state_dict(), "mask": {f"module.{n}.weight": m.bool() for n, m in masks.items()}},
               path("net-and-mask.pth"))
    expect("net-and-mask.pth", "masks", **masks)
    torch.save([m for m in masks.values()], path("list-of-masks.pt"))
    expect("list-of-masks.pt", "masks", **dict(zip("012", masks.values())))


def convolutions():
    model = ConvNet()
    for layer in (model.conv1, model.conv2, model.fc):
        prune.custom_from_mask(layer, "weight", random_mask(layer.weight.shape, 0.15))
    masks = {n: getattr(model, n).weight_mask.numpy() for n in ("conv1", "conv2", "fc")}
    torch.save(model.state_dict(), path("convolutions.pt"))
    expect("convolutions.pt", "out-by-in-kernel", **{n: m.reshape(len(m), -1) for n, m in masks.items()})
    expect("convolutions.pt", "filters", **{n: m.any(axis=(2, 3)) if m.ndim == 4 else m for n, m in masks.items()})


def tensors_by_safetensors():
    masks = {f"fc{i}.weight_mask": random_mask(s, 0.4) for i, s in ((1, (9, 7)), (2, (8, 9)), (10, (4, 8)))}
    by_layer = {n.removesuffix(".weight_mask"): m for n, m in masks.items()}
    for dtype in (torch.bool, torch.uint8, torch.int64, torch.float16, torch.bfloat16, torch.float32, torch.float64):
        file = f"masks-{str(dtype).removeprefix('torch.')}.safetensors"
        safetensors.torch.save_file({n: m.to(dtype) for n, m in masks.items()}, path(file), metadata={"format": "pt"})
        expect(file, "masks", **by_layer)
    weights = {n.replace("_mask", ""): (m * torch.randn(m.shape)).bfloat16() for n, m in masks.items()}
    weights["fc1.bias"] = torch.randn(9).bfloat16()
    safetensors.torch.save_file(weights, path("weights-bfloat16.safetensors"))
    expect("weights-bfloat16.safetensors", "zeros", **by_layer)
    safetensors.numpy.save_file({n: m.numpy().astype(np.int8) for n, m in masks.items()}, path("numpy.safetensors"))
    expect("numpy.safetensors", "masks", **by_layer)


def arrays_by_numpy():
    masks = [random_mask(s, 0.4).numpy() for s in ((9, 7), (8, 9), (4, 8))]
    named = {f"layer{i + 1}": m for i, m in enumerate(masks)}
    np.savez(path("savez.npz"), layer1=masks[0].astype(bool), layer2=masks[1].astype(np.uint8, order="F"),
             layer3=masks[2].astype(">f4"))
    expect("savez.npz", "masks", **named)
    np.savez_compressed(path("savez-compressed.npz"), **{n: m.astype(np.int64) for n, m in named.items()})
    expect("savez-compressed.npz", "masks", **named)
    np.save(path("hidden_mask.npy"), np.asfortranarray(masks[0]))
    expect("hidden_mask.npy", "masks", hidden=masks[0])
    np.savetxt(path("comma.csv"), masks[1], fmt="%d", delimiter=",", header="units of layer 1\nin the columns")
    expect("comma.csv", "masks", comma=masks[1])
    np.savetxt(path("tab.tsv"), masks[1] * np.pi, delimiter="\t")
    expect("tab.tsv", "zeros", tab=masks[1])
    np.savetxt(path("spaces.txt"), masks[1])
    expect("spaces.txt", "masks", spaces=masks[1])


def matrices_by_scipy():
    mask = random_mask((9, 13), 0.2).numpy()
    square = random_mask((8, 8), 0.3).numpy()
    square = np.maximum(square, square.T)
    skew = np.triu(square, 1) - np.triu(square, 1).T
    sparse = scipy.sparse.coo_array(mask)
    for file, matrix, options, how, expected in [
        ("pattern.mtx", sparse, dict(field="pattern"), "masks", mask),
        ("bool.mtx", sparse.astype(bool), {}, "masks", mask),
        ("unsigned.mtx", sparse.astype(np.uint8), {}, "masks", mask),
        ("real.mtx", sparse * np.pi, dict(comment="weights\nof a layer"), "zeros", mask),
        ("symmetric.mtx", scipy.sparse.coo_array(square), dict(field="integer"), "masks", square),
        ("skew.mtx", scipy.sparse.coo_array(skew), dict(symmetry="skew-symmetric"), "zeros", skew != 0),
        ("array.mtx", mask, {}, "masks", mask),
        ("array-symmetric.mtx", square, dict(symmetry="symmetric"), "masks", square),
    ]:
        scipy.io.mmwrite(path(file), matrix, **options)
        expect(file, how, **{file.removesuffix(".mtx"): expected})


if __name__ == "__main__":
    torch.manual_seed(1)
    for make in (torch_prune, synflow, open_lth, nni, checkpoint, convolutions, tensors_by_safetensors, arrays_by_numpy,
                 matrices_by_scipy):
        make()
    with open(path("expected.csv"), "w") as out:
        out.write("\n".join(["file,how,layer,rows,columns,packed", *EXPECTED, ""]))
    for file in sorted(os.listdir(OUT)):
        size = os.path.getsize(path(file))
        assert size < 20_000, (file, size)
        print(f"{size:6d} {file}")
