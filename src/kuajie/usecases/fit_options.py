"""What a person asks of one fit beyond what programme.toml or a table's file says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Self, TypedDict, cast

from kuajie.domain.beliefs import (
    COUPLINGS,
    OUTCOMES,
    OUTCOMES_OF_COUPLING,
    TRENDS,
    FitChoices,
    LeverBelief,
    Range,
)
from kuajie.domain.lever import Lever
from kuajie.domain.programme import Programme
from kuajie.messages import BadInput, Finding
from kuajie.messages.notices import cli as notices
from kuajie.messages.notices.surfaces import HOLDOUT_TOO_LONG
from kuajie.usecases.data_checks import LEAST_WEEKS
from kuajie.usecases.ports import SamplerSettings

Ends = tuple[float, float]
"""Low and high of a belief: the truth is thought to lie between them nine times out of ten."""


class AskedForm(TypedDict, total=False):
    """The form of a response as a notebook asks for it; beliefs are by lever."""

    coupling: Literal["product", "sum"]
    scatter: Literal["auto", "log_normal", "negative_binomial", "normal"]
    trend: Literal["bending", "linear"]
    pooled: bool
    marketing_share: Ends
    return_on_spend: Mapping[str, Ends]
    half_life: Mapping[str, Ends]


class TableColumns(TypedDict, total=False):
    """The columns of a plain weekly table, and the formulas of its levers, as ``TableRequest`` says."""

    outcome: str
    date: str
    levers: tuple[str, ...]
    training: tuple[str, ...]
    controls: tuple[str, ...]
    price: str | None
    series: str | None
    reach: Mapping[str, str]
    frequency: Mapping[str, str]
    country: str | None
    currency: str
    carry_over: str
    saturation: str


class AskedOfTable(TableColumns, AskedForm, total=False):
    """What a notebook asks of a table: its columns, and the form of the response."""


def split_asked(asked: AskedOfTable) -> tuple[AskedForm, dict[str, Any]]:
    """Return the form that is asked of a table, and its columns."""
    named = AskedForm.__annotations__
    form = {name: value for name, value in asked.items() if name in named}
    columns = {name: value for name, value in asked.items() if name not in named}
    return cast("AskedForm", form), columns


@dataclass(frozen=True, slots=True, kw_only=True)
class FitOptions:
    """Choices and beliefs for one fit; what is ``None`` or not named stays as the file states it.

    ``beliefs`` are by lever, as its id or its title.
    """

    coupling: str | None = None
    outcome: str | None = None
    trend: str | None = None
    pooled: bool | None = None
    marketing_share: Range | None = None
    beliefs: Mapping[str, LeverBelief] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse words that are no choice."""
        for name, known in (("coupling", COUPLINGS), ("outcome", OUTCOMES), ("trend", TRENDS)):
            asked = getattr(self, name)
            if asked is not None and asked not in known:
                raise ValueError(f"{name} must be one of {known}, but got {asked!r}")

    @classmethod
    def of(cls, asked: AskedForm) -> Self:
        """Return the options that a notebook asks for; raises ``ValueError`` for ends that are no belief."""
        returns, lives = asked.get("return_on_spend", {}), asked.get("half_life", {})
        beliefs = {
            lever: LeverBelief(
                return_on_spend=_between(returns.get(lever)), half_life=_between(lives.get(lever))
            )
            for lever in (*returns, *lives)
        }
        return cls(
            coupling=asked.get("coupling"),
            outcome=asked.get("scatter"),
            trend=asked.get("trend"),
            pooled=asked.get("pooled"),
            marketing_share=_between(asked.get("marketing_share")),
            beliefs=beliefs,
        )

    def choices(self, stated: FitChoices) -> FitChoices:
        """Return the choices stated elsewhere with these in their place.

        Raises ``BadInput`` where the coupling does not allow the outcome.
        """
        named = ("coupling", "outcome", "trend", "pooled", "marketing_share")
        asked = {name: getattr(self, name) for name in named if getattr(self, name) is not None}
        coupling, outcome = asked.get("coupling", stated.coupling), asked.get("outcome", stated.outcome)
        fitting = OUTCOMES_OF_COUPLING[coupling]
        if outcome not in fitting:
            facts = {"scatter": outcome, "coupling": coupling, "fitting": ", ".join(fitting)}
            raise BadInput.of(notices.SCATTER_OF_OTHER_COUPLING, **facts)
        return replace(stated, **asked)

    def of_programme(self, programme: Programme) -> Programme:
        """Return a programme with these choices and beliefs in place of its own.

        Raises ``BadInput`` for levers that the programme does not have and beliefs that cannot be held.
        """
        require_levers(self.beliefs, [name for lever in programme.levers for name in (lever.id, lever.title)])
        levers = tuple(self._believed(lever) for lever in programme.levers)
        return replace(programme, levers=levers, fit=self.choices(programme.fit))

    def of_table(self) -> dict[str, Any]:
        """Return choices and beliefs as the fields of a ``TableRequest``, usual ones where none is made.

        Raises ``BadInput`` where the coupling does not allow the outcome.
        """
        choices = self.choices(FitChoices())
        return {
            "coupling": choices.coupling,
            "outcome_kind": choices.outcome,
            "trend": choices.trend,
            "pooled": choices.pooled,
            "marketing_share": choices.marketing_share,
            "beliefs": self.beliefs,
        }

    def without_unknown_levers(self, programme: Programme) -> Self:
        """Return the options that still speak of a programme whose levers may have changed since."""
        known = {name for lever in programme.levers for name in (lever.id, lever.title)}
        return replace(self, beliefs={name: each for name, each in self.beliefs.items() if name in known})

    def _believed(self, lever: Lever) -> Lever:
        belief = lever.belief
        for name in dict.fromkeys((lever.title, lever.id)):
            belief = _both(belief, self.beliefs.get(name, LeverBelief()))
        require_carry_over(lever.title, lever.carry_over, belief)
        return replace(lever, belief=belief)


def _between(ends: Ends | None) -> Range | None:
    return None if ends is None else Range(*ends)


def require_levers(named: Collection[str], known: Collection[str]) -> None:
    """Refuse names of levers that do not exist; raises ``BadInput``."""
    listed = ", ".join(dict.fromkeys(known))
    unknown = [name for name in named if name not in known]
    if unknown:
        facts = [{"lever": name, "known": listed} for name in unknown]
        raise BadInput([Finding(notice=notices.NO_SUCH_LEVER, facts=each) for each in facts])


def require_carry_over(lever: str, carry_over: str, belief: LeverBelief) -> None:
    """Refuse a half-life of a lever whose effect ends with the week; raises ``BadInput``."""
    if carry_over == "none" and belief.half_life is not None:
        raise BadInput.of(notices.HALF_LIFE_WITHOUT_CARRY_OVER, lever=lever)


def require_weeks_to_fit(history: int, *, holdout_weeks: int, origins: int) -> None:
    """Refuse to hide so many weeks that too few are left to fit; raises ``BadInput``.

    A history that is too short by itself is not refused here.
    """
    hidden, most = holdout_weeks * origins, history - LEAST_WEEKS
    if not hidden or most < 0 or hidden <= most:
        return
    facts = {"weeks": holdout_weeks, "history": history, "least": LEAST_WEEKS, "most": most}
    notice = HOLDOUT_TOO_LONG if holdout_weeks > most else notices.TOO_MANY_ORIGINS
    raise BadInput([Finding(notice=notice, facts={**facts, "origins": origins})])


def _both(first: LeverBelief, second: LeverBelief) -> LeverBelief:
    """Return two beliefs as one; where both say something, the second counts."""
    return LeverBelief(
        return_on_spend=second.return_on_spend or first.return_on_spend,
        half_life=second.half_life or first.half_life,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LastFit:
    """How a folder was last fitted, so that its plan and report use the same fit.

    ``key`` is where its draws are kept, ``earlier`` where those are from which its sampling started, if any.
    """

    settings: SamplerSettings = field(default_factory=SamplerSettings)
    holdout_weeks: int = 0
    origins: int = 1
    options: FitOptions = field(default_factory=FitOptions)
    earlier: str | None = None
    key: str | None = None

    def as_record(self) -> dict[str, object]:
        """Return plain JSON values, to be kept."""
        return asdict(self)

    @classmethod
    def of_record(cls, kept: Mapping[str, Any]) -> Self:
        """Return what was kept; what an earlier version did not keep is as usual."""
        options = dict(kept.get("options", {}))
        beliefs = {name: _belief(each) for name, each in options.pop("beliefs", {}).items()}
        share = _range(options.pop("marketing_share", None))
        return cls(
            settings=SamplerSettings(**kept["settings"]) if "settings" in kept else SamplerSettings(),
            holdout_weeks=kept.get("holdout_weeks", 0),
            origins=kept.get("origins", 1),
            earlier=kept.get("earlier"),
            key=kept.get("key"),
            options=FitOptions(**options, marketing_share=share, beliefs=beliefs),
        )


def _belief(kept: Mapping[str, Any]) -> LeverBelief:
    return LeverBelief(**{name: _range(ends) for name, ends in kept.items()})


def _range(ends: Mapping[str, float] | None) -> Range | None:
    return None if ends is None else Range(**ends)
