"""Writes random-streams.csv: streams written a second time, from their definition (hashlib and Python integers).

Run: python3 random_streams.py > ../resources/org/widelimit/numerics/random/random-streams.csv
"""

import hashlib
import struct

MASK = (1 << 64) - 1
CASES = [
    (0, []),
    (1, []),
    (-1, []),
    (1, [("graphon", None)]),
    (1, [("graphon", 0)]),
    (1, [("graphon", -7)]),
    (1, [("a/b", None)]),
    (1, [("a", None), ("b", None)]),
    (9007199254740993, [("claim", None), ("replicate", 3), ("weights", None)]),
    (1, [("\u03ba\u2080 \U0001d54e", None)]),
]


def key(seed, path):
    message = b"widelimit random streams 1" + struct.pack(">q", seed)
    for name, index in path:
        units = name.encode("utf-16-be")
        message += struct.pack(">bi", 1 if index is None else 2, len(units) // 2) + units
        if index is not None:
            message += struct.pack(">q", index)
    return message


class Xoshiro256PlusPlus:
    def __init__(self, digest):
        self.s = list(struct.unpack(">4Q", digest))

    def next(self):
        s = self.s
        rotl = lambda x, k: ((x << k) | (x >> (64 - k))) & MASK
        result = (rotl((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return result

    def bounded(self, bound):
        while True:
            product = (self.next() >> 32) * bound
            if product % 2**32 >= 2**32 % bound:
                return product >> 32


def permutation(generator, n):
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = generator.bounded(i + 1)
        order[i], order[j] = order[j], order[i]
    return order


print("# seed; steps as name or name@index, separated by |; 4 longs; 2 doubles; 6 ints below 3000000000/2; permutation of 8.")
print("# Each group is drawn from a stream of its own. Exact. Made by src/test/scripts/random_streams.py")
for seed, path in CASES:
    digest = hashlib.sha256(key(seed, path)).digest()
    steps = "|".join(name if index is None else f"{name}@{index}" for name, index in path)
    g = Xoshiro256PlusPlus(digest)
    longs = [x - (1 << 64) if x >> 63 else x for x in (g.next() for _ in range(4))]
    g = Xoshiro256PlusPlus(digest)
    doubles = [(g.next() >> 11) * 2.0**-53 for _ in range(2)]
    g = Xoshiro256PlusPlus(digest)
    ints = [g.bounded(1500000000) for _ in range(6)]
    order = permutation(Xoshiro256PlusPlus(digest), 8)
    print(";".join([str(seed), steps] + [" ".join(map(repr, group)) for group in (longs, doubles, ints, order)]))
