"""Which line of one book is which line of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.settlement.reconciliation.book import Book, Bools, Ints

_BETWEEN = "\x1f"
_SPACES = r"[\s\x{00a0}\x{3000}\x{200b}\x{feff}'’`]+"
_NUMBER = r"^0*(\d+?)(?:\.0+)?$"


class How(IntEnum):
    """How two lines were found to be the same; from ``FALLBACK`` on the number of the fallback key."""

    NOT = 0
    SAME_ID = 1
    MENDED_ID = 2
    FALLBACK = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Lines of A and B that are the same, by place, and how that was found; and what is left of each book.

    ``doubtful_a`` marks what is left of A though B has something it could be, and the reverse.
    """

    a: Ints
    b: Ints
    how: NDArray[np.int8]
    left_a: Ints
    left_b: Ints
    doubtful_a: Bools
    doubtful_b: Bools


def match(a: Book, b: Book, fallbacks: Sequence[str] = ()) -> Pairs:
    """Return which lines are the same: by id and line, then by the id mended, then by each fallback key.

    A mended id lacks white space, apostrophes, leading zeros and a decimal ``.0``, in lower case. Wherever a
    key fits more than one line of either book nothing is matched by it, and the lines are doubtful.
    """
    matcher = _Matcher.of(a, b)
    matcher.by("order", How.SAME_ID)
    matcher.by("order", How.MENDED_ID, mended=True)
    for number, name in enumerate(fallbacks):
        matcher.by(name, How.FALLBACK + number)
        matcher.by(name, How.FALLBACK + number, mended=True)
    return matcher.pairs()


@dataclass(slots=True)
class _Matcher:
    lines: tuple[pa.Table, pa.Table]
    partner: Ints
    how: NDArray[np.int8]
    taken: Bools
    doubtful: tuple[Bools, Bools]

    @classmethod
    def of(cls, a: Book, b: Book) -> _Matcher:
        sizes = len(a.lines), len(b.lines)
        return cls(
            lines=(a.lines, b.lines),
            partner=np.full(sizes[0], -1, dtype=np.int64),
            how=np.zeros(sizes[0], dtype=np.int8),
            taken=np.zeros(sizes[1], dtype=np.bool_),
            doubtful=(np.zeros(sizes[0], dtype=np.bool_), np.zeros(sizes[1], dtype=np.bool_)),
        )

    def by(self, name: str, how: int, *, mended: bool = False) -> None:
        """Match what is left by a column and the line number."""
        left = self.partner < 0, ~self.taken
        if not (left[0].any() and left[1].any()):
            return
        codes, size = _codes([_key(lines, name, mended=mended) for lines in self.lines])
        rest = [_counts(each[open_], size) for each, open_ in zip(codes, left, strict=True)]
        every = [_counts(each, size) for each in codes]
        both = (rest[0] > 0) & (rest[1] > 0)
        sure = both & (every[0] == 1) & (every[1] == 1)
        place = np.full(size + 1, -1, dtype=np.int64)
        place[codes[1]] = np.arange(len(codes[1]))
        new = np.flatnonzero(left[0] & (codes[0] >= 0) & sure[codes[0]])
        self.partner[new] = place[codes[0][new]]
        self.how[new] = how
        self.taken[self.partner[new]] = True
        for side, each in enumerate(codes):
            self.doubtful[side][(each >= 0) & (both & ~sure)[each]] = True

    def pairs(self) -> Pairs:
        """Return everything found."""
        a = np.flatnonzero(self.partner >= 0)
        left_a, left_b = np.flatnonzero(self.partner < 0), np.flatnonzero(~self.taken)
        return Pairs(
            a=a,
            b=self.partner[a],
            how=self.how[a],
            left_a=left_a,
            left_b=left_b,
            doubtful_a=self.doubtful[0][left_a],
            doubtful_b=self.doubtful[1][left_b],
        )


def _counts(codes: Ints, size: int) -> Ints:
    return np.bincount(codes[codes >= 0], minlength=size)


def _codes(keys: Sequence[pa.Array]) -> tuple[list[Ints], int]:
    """Return the keys of both books as codes of one dictionary, -1 for no key."""
    coded = pa.concat_arrays(keys).dictionary_encode()
    codes = np.asarray(pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False), dtype=np.int64)
    return [codes[: len(keys[0])], codes[len(keys[0]) :]], max(1, len(coded.dictionary))


def _key(lines: pa.Table, name: str, *, mended: bool) -> pa.Array:
    ids = lines[name].combine_chunks()
    ids = pa.concat_arrays(ids.chunks) if isinstance(ids, pa.ChunkedArray) else ids
    ids = mend(ids) if mended else ids
    joined = pc.binary_join_element_wise(ids, pc.cast(lines["line"], pa.string()), _BETWEEN)
    joined = pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined
    return pc.if_else(pc.equal(ids, ""), None, joined)


def mend(ids: pa.StringArray) -> pa.StringArray:
    """Return ids without what spreadsheets do to them.

    >>> mend(pa.array(["'00 12", "12.0", "AB-01 "])).to_pylist()
    ['12', '12', 'ab-01']
    """
    bare = pc.utf8_lower(pc.replace_substring_regex(pc.utf8_normalize(ids, "NFKC"), _SPACES, ""))
    return pc.replace_substring_regex(bare, _NUMBER, r"\1")
