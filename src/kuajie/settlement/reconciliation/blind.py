"""Lines compared without showing them: tags of random order keys, and commitments to amounts.

Both sides hold the same random key of every joint order, agreed when it was sold, and a secret of at least
128 bits made for this reconciliation. With HMAC-SHA256 (Krawczyk, Bellare and Canetti, 1997; FIPS 198-1) as a
pseudorandom function F,

    tag        = F(F(secret, "tag"), order key, line)
    commitment = F(F(F(secret, "amount"), order key, line), currency, amount)

Whoever lacks an order's key learns nothing from its tag and commitment, whatever else it knows: the key is
the commitment's nonce. Whoever lacks the secret learns nothing from any of them but how many there are and
which are equal. Equal commitments under one tag mean equal amounts, and no other amount fits a commitment.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.settlement.reconciliation.book import Book, Bools, Ints

LEAST_SECRET_BYTES = 16
LEAST_KEY_BITS, LEAST_KEYS = 110, 20
"""A random UUID holds 122 bits; what is refused lies far below. Fewer keys tell too little to be judged."""
_DIGEST = "sha256"
_BETWEEN = b"\x1f"
_VERSION = b"kuajie reconciliation 1 "


@dataclass(frozen=True, slots=True, kw_only=True)
class Blinded:
    """A line as the other side may see it: both are 64 hexadecimal digits."""

    tag: str
    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BlindComparison:
    """Places in A and B of lines that both hold, whether their amounts agree, and places only one holds."""

    common_a: Ints
    common_b: Ints
    agrees: Bools
    only_a: Ints
    only_b: Ints


def blinded(book: Book, keys: Sequence[str], secret: bytes) -> list[Blinded]:
    """Return the lines of a book as tags and commitments; ``keys`` are the order keys of its lines.

    Raises ``ValueError`` for a secret of fewer than 16 bytes.
    """
    if len(secret) < LEAST_SECRET_BYTES:
        raise ValueError(f"a secret has at least {LEAST_SECRET_BYTES} bytes, got {len(secret)}")
    tagging, committing = (_derived(secret, _VERSION + use) for use in (b"tag", b"amount"))
    names = ("line", "currency", "counts")
    rows = zip(keys, *(book.lines[name].to_pylist() for name in names), strict=True)
    return [
        _blinded(tagging, committing, key, line, currency, amount) for key, line, currency, amount in rows
    ]


def _blinded(tagging: bytes, committing: bytes, key: str, line: int, currency: str, amount: int) -> Blinded:
    name = key.encode() + _BETWEEN + str(line).encode()
    own = _derived(committing, name)
    said = currency.encode() + _BETWEEN + str(amount).encode()
    return Blinded(tag=_derived(tagging, name).hex(), commitment=_derived(own, said).hex())


def _derived(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, _DIGEST)


def compare_blind(a: Sequence[Blinded], b: Sequence[Blinded]) -> BlindComparison:
    """Return which lines both hold and whether their amounts agree; needs neither keys nor secret.

    Raises ``ValueError`` where a tag stands twice on one side.
    """
    tags = [pa.array([line.tag for line in side], pa.string()) for side in (a, b)]
    for side in tags:
        if len(pc.unique(side)) < len(side):
            raise ValueError("a tag stands twice")
    found = pc.index_in(tags[0], value_set=tags[1])
    places = np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), dtype=np.int64)
    common_a = np.flatnonzero(places >= 0)
    common_b = places[common_a]
    other = np.ones(len(b), dtype=np.bool_)
    other[common_b] = False
    agrees = [
        a[i].commitment == b[j].commitment for i, j in zip(common_a.tolist(), common_b.tolist(), strict=True)
    ]
    return BlindComparison(
        common_a=common_a,
        common_b=common_b,
        agrees=np.array(agrees, dtype=np.bool_),
        only_a=np.flatnonzero(places < 0),
        only_b=np.flatnonzero(other),
    )


def key_bits(keys: Iterable[str]) -> float:
    """Return an upper bound on the bits of randomness in keys, by how many letters each position takes.

    Keys that count up, share a prefix or hold a date fall far below what their length promises. It is an
    estimate, and a hash of something enumerable passes it.
    """
    every = list(keys)
    if not every:
        return 0.0
    width = min(len(key) for key in every)
    letters = [len({key[place] for key in every}) for place in range(width)]
    alphabet = len(set("".join(every)))
    # Of n draws from k letters about k (1 - (1 - 1/k)^n) are different.
    usual = alphabet * (1 - (1 - 1 / alphabet) ** len(every)) if alphabet > 1 else 1.0
    full = log2(max(2, min(alphabet, 64)))
    return sum(full * min(1.0, log2(seen) / log2(max(2.0, usual))) for seen in letters if seen > 1)
