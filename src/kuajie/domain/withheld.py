"""A figure that a reader is not told, because it is about too few people or orders."""

from __future__ import annotations

from typing import Self


class Withheld(float):
    """A number that is not told: NaN to whoever reckons with it, said in words to whoever reads it.

    ``fewer_than`` is the count below which it lies; ``None`` where it is withheld because another withheld
    figure could be told from it.

    >>> Withheld(10).fewer_than, Withheld(10) == Withheld(10)
    (10, False)
    """

    fewer_than: int | None

    def __new__(cls, fewer_than: int | None = None) -> Self:
        """Return a number that is not told."""
        made = super().__new__(cls, "nan")
        made.fewer_than = fewer_than
        return made

    def __getnewargs__(self) -> tuple[int | None]:  # type: ignore[override]
        """Let copies know below which count it lies."""
        return (self.fewer_than,)
