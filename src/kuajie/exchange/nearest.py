"""Guessing which known name a person meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kuajie.messages import Text

_ALIKE = 0.6  # difflib's own default; below it suggestions mislead more than they help
_MOST_LISTED = 30


def did_you_mean(word: str, known: Iterable[str], *further: Iterable[str]) -> Text:
    """Return a sentence that names the nearest known name, or lists what is known.

    Names in ``further`` are suggested only when none in ``known`` is near.

    >>> did_you_mean("cource_id", ["course_id", "paid"]).say("en")
    'Did you mean “course_id”?'
    >>> did_you_mean("x", []).say("en")
    'There is nothing that it could stand for.'
    """
    groups = [_in_order(names) for names in (known, *further)]
    for names in groups:
        folded = {name.casefold(): name for name in names}
        near = get_close_matches(word.casefold(), folded, n=1, cutoff=_ALIKE)
        if near:
            name = _literal(folded[near[0]])
            return Text(en=f"Did you mean “{name}”?", zh=f"是否想写“{name}”？")
    every = [name for names in groups for name in names]
    if not every:
        return Text(en="There is nothing that it could stand for.", zh="没有它可以对应的名称。")
    listed = _literal(listing(every))
    return Text(en=f"Known are: {listed}.", zh=f"已知的有：{listed}。")


def listing(names: Iterable[str]) -> str:
    """Return names in one line, cut short when there are very many; sets are sorted.

    >>> listing(["a", "b"])
    'a, b'
    """
    every = _in_order(names)
    more = ["…"] if len(every) > _MOST_LISTED else []
    return ", ".join([*every[:_MOST_LISTED], *more]) or "-"


def _in_order(names: Iterable[str]) -> list[str]:
    # A set lists itself differently in every process; columns and keys keep the order of their file.
    return sorted(names) if isinstance(names, set | frozenset) else list(names)


def _literal(name: str) -> str:
    return name.replace("{", "{{").replace("}", "}}")
