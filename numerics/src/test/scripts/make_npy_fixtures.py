"""Array files written by NumPy itself, and what is in them.

    python make_npy_fixtures.py ../resources/org/widelimit/numerics/arrays

npy-variants.npz   one array for each type x order x byte order x format version, and each rank from 0 to 5
npy-variants.csv   what is in them: name up to the first underscore, type, shape, values (hexadecimal, C order)
npy-refused.npz    arrays that are refused
npy-refused.csv    name, a word that the message must have
npz-*.npz          the same two arrays in archives of different make
float16.csv        SHA-256 of all 65536 binary16 numbers as big-endian doubles, each NaN as 7ff8000000000000
"""

import csv
import hashlib
import io
import pathlib
import sys
import zipfile

import numpy as np
from numpy.lib import format as npy

TYPES = {
    "BOOL": ("b1", [0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0]),
    "INT8": ("i1", [-128, 127, 0, 1, -1, 2, 3, -5, 64, -64, 100, -100]),
    "UINT8": ("u1", [0, 255, 1, 128, 127, 2, 3, 5, 64, 192, 100, 200]),
    "INT16": ("i2", [-(2**15), 2**15 - 1, 0, 1, -1, 256, -256, 255, 258, -5, 4097, 1000]),
    "UINT16": ("u2", [0, 2**16 - 1, 1, 2**15, 256, 255, 258, 4097, 1000, 3, 4, 5]),
    "INT32": ("i4", [-(2**31), 2**31 - 1, 0, 1, -1, 65536, -65536, 16909060, -5, 4097, 1000, 2**30]),
    "UINT32": ("u4", [0, 2**32 - 1, 1, 2**31, 65536, 16909060, 4097, 1000, 3, 4, 5, 2**31 + 1]),
    "INT64": ("i8", [-(2**63), 2**63 - 1024, 0, 1, -1, 2**53, -(2**53), 2**53 - 1, 1 - 2**53, 2**53 + 2, 72623859790382848, 2**62]),
    "UINT64": ("u8", [0, 2**64 - 2048, 1, 2**63, 2**53, 2**53 - 1, 2**53 + 2, 72623859790382848, 2**63 + 2048, 3, 4, 5]),
    "FLOAT16": ("f2", [0.0, -0.0, np.inf, -np.inf, np.nan, 65504, -65504, 2.0**-14, 2.0**-24, -(2.0**-24), 1 / 3, 1023 * 2.0**-24]),
    "FLOAT32": ("f4", [0.0, -0.0, np.inf, -np.inf, np.nan, 3.4028234663852886e38, -1.5, 2.0**-126, 2.0**-149, -(2.0**-149), 1 / 3, np.pi]),
    "FLOAT64": ("f8", [0.0, -0.0, np.inf, -np.inf, np.nan, 1.7976931348623157e308, -1.5, 2.0**-1022, 5e-324, -5e-324, 1 / 3, np.pi]),
}


def encoded(array, version=None, **options):
    out = io.BytesIO()
    npy.write_array(out, array, version=version, **options)
    return out.getvalue()


def archive(path, entries, method=zipfile.ZIP_STORED, sink=None):
    with zipfile.ZipFile(sink or path, "w", method) as z:
        for name, data in entries:
            z.writestr(zipfile.ZipInfo(name + ".npy"), data, compress_type=method)
    if sink:
        path.write_bytes(sink.content())


class Pipe(io.RawIOBase):
    """A sink that cannot seek: the sizes of an entry follow it, in a data descriptor."""

    def __init__(self):
        self.parts = []

    def writable(self):
        return True

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def content(self):
        return b"".join(self.parts)


def variants(folder):
    arrays = []
    for name, (code, values) in TYPES.items():
        exact = np.array(values, dtype=code).reshape(2, 3, 2)
        for order in "CF":
            for mark, endian in ("<", "little"), (">", "big"):
                array = exact.astype(mark + code).copy(order)
                for version in 1, 2, 3:
                    arrays.append((f"{name}_{order}_{endian}_v{version}", name, array, (version, 0)))
    steps = np.arange(120, dtype="<f8")
    for rank, shape in enumerate([(), (5,), (2, 3), (2, 3, 4), (2, 3, 4, 5), (1, 2, 3, 4, 5)]):
        for order in "CF":
            array = steps[: int(np.prod(shape))].reshape(shape).copy(order)
            arrays.append((f"rank{rank}_{order}", "FLOAT64", array, (1, 0)))
    arrays.append(("empty_C", "INT16", np.zeros((3, 0, 2), "<i2"), (1, 0)))
    arrays.append(("empty_F", "INT16", np.zeros((3, 0, 2), "<i2", order="F"), (1, 0)))
    archive(folder / "npy-variants.npz", [(n, encoded(a, v)) for n, _, a, v in arrays], zipfile.ZIP_DEFLATED)
    with open(folder / "npy-variants.csv", "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["name", "type", "shape", "values"])
        rows = {}
        for name, type_name, array, _ in arrays:
            values = " ".join(float(x).hex() for x in array.ravel("C").tolist())
            assert array.dtype.kind == "f" or all(int(float(x)) == x for x in array.ravel().tolist())
            row = (type_name, " ".join(map(str, array.shape)), values)
            assert rows.setdefault(name.split("_")[0], row) == row
        table.writerows((name, *row) for name, row in rows.items())


def refused(folder):
    cases = [
        ("objects", np.array([None, {}], dtype=object), "pickle"),
        ("structured", np.zeros(2, dtype=[("x", "<f8"), ("y", "<i4")]), "structured"),
        ("unicode_field", np.zeros(2, dtype=[("\u03bb", "<f8")]), "structured"),
        ("complex64", np.zeros(2, "<c8"), "complex"),
        ("complex128", np.zeros(2, "<c16"), "complex"),
        ("longdouble", np.zeros(2, np.longdouble), "f16"),
        ("bytes", np.array([b"ab", b"c"]), "text"),
        ("unicode", np.array(["ab", "c"]), "text"),
        ("date", np.array(["2020-01-01"], "M8[D]"), "dates"),
        ("duration", np.array([1], "m8[s]"), "durations"),
        ("void", np.zeros(2, "V3"), "raw bytes"),
        ("int64_beyond", np.array([0, 2**53 + 1]), "9007199254740993"),
        ("int64_most", np.array([2**63 - 1]), "9223372036854775807"),
        ("int64_negative", np.array([-(2**53) - 1]), "-9007199254740993"),
        ("uint64_most", np.array([2**64 - 1], dtype="<u8"), "18446744073709551615"),
    ]
    entries = [(name, encoded(array, allow_pickle=True)) for name, array, _ in cases]
    archive(folder / "npy-refused.npz", entries, zipfile.ZIP_DEFLATED)
    with open(folder / "npy-refused.csv", "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["name", "word"])
        table.writerows((name, word) for name, _, word in cases)


def archives(folder):
    matrix = np.arange(6, dtype="<f8").reshape(2, 3) / 7
    mask = np.array([True, False, True])
    np.savez(folder / "npz-savez.npz", matrix=matrix, mask=mask)
    np.savez_compressed(folder / "npz-savez-compressed.npz", matrix=matrix, mask=mask)
    both = [("matrix", encoded(matrix)), ("mask", encoded(mask))]
    archive(folder / "npz-streamed-stored.npz", both, sink=Pipe())
    archive(folder / "npz-streamed-deflated.npz", both, zipfile.ZIP_DEFLATED, sink=Pipe())
    archive(folder / "npz-bzip2.npz", both, zipfile.ZIP_BZIP2)
    limit = zipfile.ZIP64_LIMIT
    zipfile.ZIP64_LIMIT = 16  # sizes, offsets and the end record all in their ZIP64 form
    archive(folder / "npz-zip64.npz", both)
    zipfile.ZIP64_LIMIT = limit
    archive(folder / "npz-duplicate.npz", [both[0], both[1], both[0]])
    paths = ["../../outside", "/absolute", "C:\\drive", "a/b", "\u03bb", ".."]
    archive(folder / "npz-paths.npz", [(name, encoded(np.array(float(i)))) for i, name in enumerate(paths)])


def halves(folder):
    values = np.arange(65536, dtype="<u2").view("<f2").astype(">f8")
    values[np.isnan(values)] = np.nan
    digest = hashlib.sha256(values.tobytes()).hexdigest()
    (folder / "float16.csv").write_text(f"sha256\n{digest}\n")


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    variants(target)
    refused(target)
    archives(target)
    halves(target)
