"""How does the outcome of a plain weekly table respond? Turns the table into a panel, a course per series."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from kuajie.domain.beliefs import (
    COUPLINGS,
    OUTCOMES,
    OUTCOMES_OF_COUPLING,
    TRENDS,
    FitChoices,
    LeverBelief,
    Range,
)
from kuajie.domain.panel import Panel
from kuajie.messages import BadInput, Finding, Notice, Place
from kuajie.messages.notices.programme_file import (
    HALF_LIFE_WITHOUT_CARRY_OVER,
    OUTCOME_OF_OTHER_COUPLING,
    SHARE_OF_ALL,
)
from kuajie.messages.notices.tables import NOT_A_LEVER, REACH_OR_FREQUENCY_ALONE, UNKNOWN_CHOICE
from kuajie.response.registry import CARRY_OVERS, SATURATIONS
from kuajie.usecases.response_spec import CourseSpec, LeverSpec, ResponseSpec
from kuajie.usecases.table_levers import levers_of
from kuajie.usecases.weekly_history import WeeklyHistory

NO_CURRENCY = ""
"""A table in units of its own: no lever is known to be money, so none is compared with another by size."""

PEOPLE = "people"
"""The unit of a lever that is measured by whom it reached."""

_USUAL = FitChoices()
_CHOICES: Mapping[str, Collection[str]] = MappingProxyType(
    {
        "coupling": COUPLINGS,
        "outcome_kind": OUTCOMES,
        "trend": TRENDS,
        "carry_over": CARRY_OVERS,
        "saturation": SATURATIONS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """A plain weekly table to fit: its file, what its columns are, and the formulas of its levers.

    ``series`` names the column that tells regions, courses or partners apart. ``reach`` and ``frequency``
    name, for some levers, the columns of people reached and of exposures per person reached; the lever's own
    column is then its spend alone. ``beliefs`` by lever column hold in every series; without a currency, a
    return is per unit of the lever's input. ``coupling``, ``outcome_kind``, ``trend``, ``pooled`` (over
    series) and ``marketing_share`` are the choices of the fit.
    """

    file: Path
    outcome: str
    date: str
    levers: tuple[str, ...] = ()
    training: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    price: str | None = None
    series: str | None = None
    reach: Mapping[str, str] = field(default_factory=dict)
    frequency: Mapping[str, str] = field(default_factory=dict)
    country: str | None = "CN"
    currency: str = NO_CURRENCY
    carry_over: str = "geometric"
    saturation: str = "exponential"
    coupling: str = _USUAL.coupling
    outcome_kind: str = _USUAL.outcome
    trend: str = _USUAL.trend
    pooled: bool = _USUAL.pooled
    beliefs: Mapping[str, LeverBelief] = field(default_factory=dict)
    marketing_share: Range | None = None

    def __post_init__(self) -> None:
        """Refuse choices that do not exist or do not go together, and beliefs about what is no lever.

        Raises ``BadInput`` with everything wrong.
        """
        for name in ("reach", "frequency", "beliefs"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        findings = [*_wrong_choices(self), *_wrong_levers(self)]
        if findings:
            raise BadInput(findings)

    @property
    def choices(self) -> FitChoices:
        """The choices of the fit."""
        return FitChoices(
            coupling=self.coupling,
            outcome=self.outcome_kind,
            pooled=self.pooled,
            trend=self.trend,
            marketing_share=self.marketing_share,
        )

    @property
    def columns(self) -> Mapping[str, Any]:
        """Which column plays which part, by the names under which reading a weekly table asks for them."""
        parts = ("outcome", "date", "levers", "training", "controls", "price", "series", "reach", "frequency")
        return {name: getattr(self, name) for name in parts}


def _wrong_choices(request: TableRequest) -> Iterator[Finding]:
    unknown = {name for name, known in _CHOICES.items() if getattr(request, name) not in known}
    for name, known in _CHOICES.items():
        if name in unknown:
            yield _fault(UNKNOWN_CHOICE, name, str(getattr(request, name)), known=", ".join(known))
    if not unknown & {"coupling", "outcome_kind"}:
        fitting = OUTCOMES_OF_COUPLING[request.coupling]
        if request.outcome_kind not in fitting:
            facts = {"coupling": request.coupling, "fitting": ", ".join(fitting)}
            yield _fault(OUTCOME_OF_OTHER_COUPLING, "outcome_kind", request.outcome_kind, **facts)
    share = request.marketing_share
    if share is not None and share.high >= 1:
        yield _fault(SHARE_OF_ALL, "marketing_share", f"{share.low}, {share.high}")


def _wrong_levers(request: TableRequest) -> Iterator[Finding]:
    levers = dict.fromkeys((*request.levers, *request.training))
    said = {"reach": request.reach, "frequency": request.frequency, "beliefs": request.beliefs}
    for name, mapping in said.items():
        for lever in mapping:
            if lever not in levers:
                yield _fault(NOT_A_LEVER, name, lever, lever=lever, known=", ".join(levers) or "-")
    for lever in levers:
        if (lever in request.reach) != (lever in request.frequency):
            name = "reach" if lever in request.reach else "frequency"
            yield _fault(REACH_OR_FREQUENCY_ALONE, name, lever, lever=lever)
    for lever, belief in request.beliefs.items():
        if belief.half_life is not None and request.carry_over == "none":
            yield _fault(HALF_LIFE_WITHOUT_CARRY_OVER, "beliefs", lever)


def _fault(notice: Notice, name: str, value: str, **facts: object) -> Finding:
    return Finding(notice=notice, place=Place(column=name, value=value), facts=facts)


def spec_of_table(
    table: WeeklyHistory,
    *,
    country: str | None,
    carry_over: str = "geometric",
    saturation: str = "exponential",
    currency: str = NO_CURRENCY,
    choices: FitChoices = _USUAL,
    beliefs: Mapping[str, LeverBelief] = MappingProxyType({}),
) -> ResponseSpec:
    """Return what to fit of a table: its series as courses, all levers with the same formulas.

    ``beliefs`` are by column. A lever that differs between series is a family of levers, each acting on its
    own series; pooled, they share what is learnt. Raises ``ValueError`` for formulas that are not in the
    registry, ``BadInput`` where two levers would get one name.
    """
    return ResponseSpec(
        levers=tuple(
            LeverSpec(
                id=lever.id,
                title=lever.id,
                training=lever.column in table.training,
                carry_over=carry_over,
                saturation=saturation,
                courses=() if lever.series is None else (lever.series,),
                unit=PEOPLE if lever.is_reach else "money" if currency else "",
                family=lever.column if lever.series is not None and choices.pooled else "",
                belief=beliefs.get(lever.column, LeverBelief()),
            )
            for lever in levers_of(table)
        ),
        courses=tuple(
            CourseSpec(id=name, title=name, priced=table.price is not None) for name in _courses(table)
        ),
        country=country,
        currency=currency,
        choices=choices,
    )


def panel_of_table(table: WeeklyHistory, spec: ResponseSpec) -> Panel:
    """Return a table as a panel with one course per series, without refunds, coupons or limits of seats.

    Weeks that a series lacks count as not on sale. Levers count as spend only when ``spec`` names a currency;
    otherwise spend is zero and inputs keep their own units, so that the prior on returns takes none of them
    for money.
    """
    levers, shape = levers_of(table), table.outcome.shape
    weekly = (len(levers), len(table.weeks))
    values = np.array([lever.values for lever in levers]).reshape(weekly)
    frequency = np.array([lever.frequency for lever in levers]).reshape(weekly)
    return Panel(
        weeks=table.weeks,
        courses=spec.course_ids,
        levers=spec.lever_ids,
        controls=table.controls,
        currency=spec.currency,
        enrolments=table.outcome,
        price=np.ones(shape) if table.price is None else table.price,
        seats=np.full(shape, np.inf),
        inputs=np.array([lever.inputs for lever in levers]).reshape(weekly),
        spend=values if spec.currency else np.zeros(weekly),
        control_values=table.control_values,
        refund_rate=np.zeros(shape[0]),
        completion_rate=np.ones(shape[0]),
        realised_rate=np.ones(shape[0]),
        frequency=frequency if any(lever.is_reach for lever in levers) else None,
    )


def _courses(table: WeeklyHistory) -> tuple[str, ...]:
    return table.series or (table.outcome_name,)
