"""What a family of terms is: a way to write shares down as clauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kuajie.domain.clauses import Clause
from kuajie.messages import Text
from kuajie.sharing.terms.families.setting import Setting, Shares

Write = Callable[[Setting, Shares], tuple[Clause, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A kind of deal.

    ``write`` returns the clauses that carry given shares. Shares are solved for, unless ``shares`` is false
    (then fees alone do it) or the family is ``searched`` (then they are those best for joint profit, given
    with the design; it takes longer, and is done where it is asked for). None is below ``least``. They are
    rounded to one ``finest``-th; with ``fee`` what is missing after that is paid as fixed fees. ``parts``
    counts the ideas people have to understand, ``needs_revenue`` says whether there must be revenue.
    ``principle`` is one sentence for people.
    """

    name: str
    title: Text
    principle: Text
    write: Write
    parts: int
    finest: int = 10_000
    least: float = 0.0
    fee: bool = False
    shares: bool = True
    searched: bool = False
    needs_revenue: bool = True
