"""How does the outcome of a plain weekly table respond? Turns the table into a panel with one course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.usecases.response_spec import CourseSpec, LeverSpec, ResponseSpec

NO_CURRENCY = ""
"""A table in units of its own: no lever is known to be money, so none is compared with another by size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """A plain weekly table to fit: its file, what its columns are, and the formulas of its levers."""

    file: Path
    outcome: str
    date: str
    levers: tuple[str, ...] = ()
    training: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    price: str | None = None
    country: str | None = "CN"
    currency: str = ""
    carry_over: str = "geometric"
    saturation: str = "exponential"


class WeeklyHistory(Protocol):
    """A regular weekly history of one outcome, as a table gives it.

    ``outcome`` and ``price`` have shape ``(week,)``, ``lever_values`` ``(lever, week)`` and
    ``control_values`` ``(control, week)``; ``training`` names those of ``levers`` that are training levers.
    """

    @property
    def weeks(self) -> tuple[date, ...]:
        """The dates of the rows, seven days apart."""

    @property
    def outcome_name(self) -> str:
        """The name of the outcome's column."""

    @property
    def outcome(self) -> Floats:
        """The outcome of every week."""

    @property
    def levers(self) -> tuple[str, ...]:
        """The names of the levers' columns."""

    @property
    def lever_values(self) -> Floats:
        """What went into every lever."""

    @property
    def training(self) -> tuple[str, ...]:
        """Those of the levers that are training levers."""

    @property
    def controls(self) -> tuple[str, ...]:
        """The names of the controls' columns."""

    @property
    def control_values(self) -> Floats:
        """The values of the controls."""

    @property
    def price(self) -> Floats | None:
        """The price of every week, if the table has one."""


def spec_of_table(
    table: WeeklyHistory,
    *,
    country: str | None,
    carry_over: str = "geometric",
    saturation: str = "exponential",
    currency: str = NO_CURRENCY,
) -> ResponseSpec:
    """Return what to fit of a table: its outcome as one course, all levers with the same formulas.

    Raises ``ValueError`` for formulas that are not in the registry.
    """
    return ResponseSpec(
        levers=tuple(
            LeverSpec(
                id=name,
                title=name,
                training=name in table.training,
                carry_over=carry_over,
                saturation=saturation,
                unit="money" if currency else "",
            )
            for name in table.levers
        ),
        courses=(
            CourseSpec(id=table.outcome_name, title=table.outcome_name, priced=table.price is not None),
        ),
        country=country,
        currency=currency,
    )


def panel_of_table(table: WeeklyHistory, spec: ResponseSpec) -> Panel:
    """Return a table as a panel with one course, without refunds, coupons or limits of seats.

    Levers count as spend only when ``spec`` names a currency; otherwise spend is zero and inputs keep their
    own units, so that the prior on returns takes none of them for money.
    """
    weeks = len(table.weeks)
    price = np.ones(weeks) if table.price is None else table.price
    spend = table.lever_values if spec.currency else np.zeros(table.lever_values.shape)
    return Panel(
        weeks=table.weeks,
        courses=spec.course_ids,
        levers=spec.lever_ids,
        controls=table.controls,
        currency=spec.currency,
        enrolments=table.outcome.reshape(1, weeks),
        price=price.reshape(1, weeks),
        seats=np.full((1, weeks), np.inf),
        inputs=table.lever_values,
        spend=spend,
        control_values=table.control_values,
        refund_rate=np.zeros(1),
        completion_rate=np.ones(1),
        realised_rate=np.ones(1),
    )
