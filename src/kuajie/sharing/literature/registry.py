"""Every model of the literature in one table: its source, its inputs, its symbols and its structures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kuajie.messages import Text
from kuajie.messages.notices.games import BEYOND_NUMBERS
from kuajie.sharing.literature import huang_li
from kuajie.sharing.literature import meanings as say
from kuajie.sharing.literature.inputs import Input, Kind
from kuajie.sharing.literature.outcome import Fact, NoEquilibrium, Outcome

PROFITS: Final = {"P": "profit_P", "E": "profit_E"}
VALUES: Final = {"P": "V_P", "E": "V_E"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model: how it is called, made and solved, and what its symbols mean.

    ``make`` takes the inputs by name; ``solvers`` are by structure. ``profit_symbols`` and ``participation``
    name the profits by party and the share paid as the source does. ``known_as`` are how long names of the
    model begin, in lower case; ``ignored`` are inputs that may be there but play no role.
    """

    name: str
    title: Text
    source: str
    formula: str
    make: Callable[..., Any]
    inputs: tuple[Input, ...]
    solvers: Mapping[str, Callable[[Any], Outcome]]
    symbols: Mapping[str, Text]
    profit_symbols: Mapping[str, str] = field(default_factory=lambda: PROFITS)
    participation: str = "t"
    known_as: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def structures(self) -> tuple[str, ...]:
        """The structures that the model can be solved under, in the order in which they are shown."""
        return tuple(self.solvers)


def solve(model: Model, made: object, structure: str) -> Outcome:
    """Return a model's outcome under a structure; raises ``NoEquilibrium`` where there is none."""
    try:
        return model.solvers[structure](made)
    except (OverflowError, ZeroDivisionError) as error:
        raise NoEquilibrium.of(BEYOND_NUMBERS) from error


def values(model: Model, outcome: Outcome) -> dict[str, Fact]:
    """Return everything an outcome says, by the symbols of the model's source."""
    said: dict[str, Fact] = dict(outcome.decisions)
    if outcome.participation is not None:
        said[model.participation] = outcome.participation
    said |= {model.profit_symbols[party]: profit for party, profit in outcome.profits.items()}
    if outcome.joint is not None:
        said["joint"] = outcome.joint
    return said | dict(outcome.facts)


def _inputs(**kinds: Kind) -> tuple[Input, ...]:
    return tuple(Input(name=name, kind=kind, meaning=say.INPUTS[name]) for name, kind in kinds.items())


_POWERS = dict.fromkeys(("alpha", "beta", "gamma", "delta"), Kind.POSITIVE)

HL = Model(
    name="HL",
    title=Text(en="Co-operative advertising with given margins", zh="毛利给定的合作广告"),
    source="Huang, Li 2001 (EJOR 135:527); Li, Huang, Zhu, Chau 2002 (Omega 30:347)",
    formula="S = alpha - beta a^-gamma q^-delta",
    make=huang_li.HuangLi,
    inputs=_inputs(**_POWERS, rho_P=Kind.POSITIVE, rho_E=Kind.POSITIVE),
    solvers=huang_li.SOLVERS,
    symbols=say.symbols("a", "q", "t", "sales"),
)

MODELS: Final[Mapping[str, Model]] = {model.name: model for model in (HL,)}
"""Every model by its short name."""
