"""Beliefs and pairs as a person types them: ``0.1:0.4``, ``ads=0.5:3``, ``ads=people_reached``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from kuajie.domain.beliefs import LeverBelief, Range
from kuajie.messages import BadInput, Notice
from kuajie.messages.notices import cli as notices

if TYPE_CHECKING:  # it loads the engines
    from kuajie.usecases.fit_options import FitOptions

BETWEEN = re.compile(r"\s*([^:]+?)\s*:\s*([^:]+?)\s*")
PAIR = re.compile(r"\s*(.*\S)\s*[=＝]\s*([^=＝]*\S)\s*")
PERCENT = 100.0


def fit_options(
    *,
    marketing_share: str | None,
    return_on_spend: Sequence[str] | None,
    half_life: Sequence[str] | None,
    scatter: str | None,
    **choices: Any,
) -> FitOptions:
    """Return what a person asks of a fit; ``choices`` are coupling, trend and pooled.

    Raises ``BadInput`` for what cannot be read as a belief.
    """
    from kuajie.usecases.fit_options import FitOptions  # noqa: PLC0415 - loads the engines

    returns = _by_lever("--return-on-spend", return_on_spend, example="ads=0.5:3")
    lives = _by_lever("--half-life", half_life, example="ads=1:4")
    beliefs = {
        lever: LeverBelief(return_on_spend=returns.get(lever), half_life=lives.get(lever))
        for lever in dict.fromkeys((*returns, *lives))
    }
    share = None if marketing_share is None else _share("--marketing-share", marketing_share)
    return FitOptions(outcome=scatter, marketing_share=share, beliefs=beliefs, **choices)


def read_range(name: str, value: str, *, example: str, whole: str | None = None) -> Range:
    """Return the range of an option's value; ``whole`` is what was typed, where that says more.

    Ends may be per cent. Raises ``BadInput`` for anything that is no range of positive numbers.
    """
    found = BETWEEN.fullmatch(normalize("NFKC", value))
    try:
        return Range(*map(_number, found.groups() if found else ()))
    except (TypeError, ValueError):
        raise _refusal(notices.NOT_A_RANGE, name, whole or value, example) from None


def pairs(name: str, values: Sequence[str] | None, *, example: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after the equals sign of every value of an option.

    Raises ``BadInput`` for a value without one, and where the same is named twice.
    """
    named: set[str] = set()
    for value in values or ():
        found = PAIR.fullmatch(value)
        if found is None:
            raise _refusal(notices.NOT_A_PAIR, name, value, example)
        if found[1] in named:
            raise BadInput.of(notices.BELIEVED_TWICE, name=name, lever=found[1])
        named.add(found[1])
        yield found[1], found[2]


def _by_lever(name: str, values: Sequence[str] | None, *, example: str) -> dict[str, Range]:
    return {
        lever: read_range(name, said, example=example, whole=f"{lever}={said}")
        for lever, said in pairs(name, values, example=example)
    }


def _share(name: str, value: str) -> Range:
    share = read_range(name, value, example="0.1:0.4")
    if share.high >= 1:
        raise _refusal(notices.SHARE_OF_ALL, name, value, "0.1:0.4")
    return share


def _number(said: str) -> float:
    percent = said.endswith("%")
    return float(said.removesuffix("%")) / (PERCENT if percent else 1.0)


def _refusal(notice: Notice, name: str, value: str, example: str) -> BadInput:
    return BadInput.of(notice, name=name, value=value, example=example)
