"""Guessing which known name a person meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kuajie.messages import Text

_ALIKE = 0.6  # difflib's own default; below it suggestions mislead more than they help
_MOST_LISTED = 30


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """Return a sentence that names the nearest known name, or lists what is known.

    >>> did_you_mean("cource_id", ["course_id", "paid"]).say("en")
    'Did you mean “course_id”?'
    """
    names = list(known)
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=_ALIKE)
    if near:
        name = _literal(folded[near[0]])
        return Text(en=f"Did you mean “{name}”?", zh=f"是否想写“{name}”？")
    listed = _literal(listing(names))
    return Text(en=f"Known are: {listed}.", zh=f"已知的有：{listed}。")


def listing(names: Iterable[str]) -> str:
    """Return names in one line, cut short when there are very many.

    >>> listing(["a", "b"])
    'a, b'
    """
    every = list(names)
    more = ["…"] if len(every) > _MOST_LISTED else []
    return ", ".join([*every[:_MOST_LISTED], *more]) or "-"


def _literal(name: str) -> str:
    return name.replace("{", "{{").replace("}", "}}")
