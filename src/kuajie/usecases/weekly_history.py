"""What a fit needs of a plain weekly table, whoever reads it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from kuajie.domain.panel import Floats


class WeeklyHistory(Protocol):
    """A regular weekly history of one outcome in one or several series, as a table gives it.

    ``outcome`` and ``price`` have shape ``(series, week)``, one row where ``series`` is empty;
    ``lever_values``, ``reach`` and ``frequency`` shape ``(lever, series, week)`` and ``control_values`` shape
    ``(control, week)``. What a week lacks in a series is NaN, and so are reach and frequency of levers that
    are not measured so; ``training`` names those of ``levers`` that are training levers.
    """

    @property
    def weeks(self) -> tuple[date, ...]:
        """The dates of the rows, seven days apart."""

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the series; none where the table has no column for them."""

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
    def reach(self) -> Floats:
        """How many people each lever reached."""

    @property
    def frequency(self) -> Floats:
        """How often each lever reached a person it reached."""

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
