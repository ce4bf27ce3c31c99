"""Answers that show themselves in a notebook or a shell, and can be charted by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, ClassVar

from pyarrow import Table

from kuajie.present.blocks import Alert, Block, Heading, Paragraph
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer

ChartRow = tuple[str, str]
"""Module under ``kuajie.present.charts`` and function of a chart."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Shown:
    """An answer that shows itself in a notebook; ``CHARTS`` are its charts by name."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = MappingProxyType({})
    answer: Any

    @property
    def charts(self) -> tuple[str, ...]:
        """The names of the charts that this answer can be drawn as, the usual one first."""
        return tuple(self.CHARTS)

    @property
    def reader(self) -> Reader:
        """Whom the answer is told to: a language and a currency."""
        raise TypeError(f"{type(self).__name__} says neither language nor currency")

    def chart(self, name: str | None = None) -> Any:
        """Return a chart (Altair) by name; the first one where none is given.

        Raises ``ValueError`` for a name that is not among ``charts``.
        """
        asked = name or next(iter(self.charts), None)
        if asked is None or asked not in self.charts:
            raise ValueError(f"a chart is one of {list(self.charts)}, but got {asked!r}")
        module, function = self.CHARTS[asked]
        draw: Callable[..., Any] = getattr(import_module(f"kuajie.present.charts.{module}"), function)
        return draw(self.answer, self.reader)

    def __repr__(self) -> str:
        return opening(self._blocks())

    def _blocks(self) -> Iterable[Block]:
        """Return the answer as a terminal shows it."""
        raise TypeError(f"{type(self).__name__} is not shown in a terminal")

    def _repr_html_(self) -> str:
        return shown_html(self.answer, self.reader)


FIT_CHARTS: Mapping[str, ChartRow] = {
    "curves": ("curves", "response_curves_chart"),
    "returns": ("intervals", "returns_chart"),
    "contributions": ("contributions", "contributions_chart"),
    "weeks": ("weekly", "weekly_fit_chart"),
    "forecasts": ("forecasts", "forecasts_chart"),
    "calibration": ("calibration", "calibration_chart"),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ShownFit(Shown):
    """A fitted response; ``answer`` holds returns, curves, checks, forecasts and the posterior."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = FIT_CHARTS
    answer: FitAnswer

    @property
    def charts(self) -> tuple[str, ...]:
        """The names of the charts; those of forecasts and of experiments only where there are any."""
        lacking = {
            name
            for name, told in (("forecasts", self.answer.holdout), ("calibration", self.answer.calibration))
            if not told
        }
        return tuple(name for name in self.CHARTS if name not in lacking)

    @property
    def trustworthy(self) -> bool:
        """Whether the fit can be relied on at all; what it shows first says why not."""
        return self.answer.trustworthy

    @property
    def returns(self) -> Table:
        """One row per lever: what it brought, returns, half-life, prior (Arrow; ``.to_pandas()``)."""
        return _arrow("returns_table", self.answer)

    @property
    def contributions(self) -> Table:
        """One row per lever and week: what the lever brought, with its 90 % interval (Arrow)."""
        return _arrow("contributions_table", self.answer)

    @property
    def calibration(self) -> Table:
        """One row per lever that was tested: its return by prior, data alone, with experiments (Arrow)."""
        return _arrow("calibration_table", self.answer)

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.fit import fit_blocks  # noqa: PLC0415 - only shells that show it need it

        return fit_blocks(self.answer, self.reader.locale, outcome=self.reader.outcome)


def _arrow(name: str, answer: FitAnswer) -> Table:
    build: Callable[[FitAnswer], Table] = getattr(import_module("kuajie.present.arrow_tables"), name)
    return build(answer)


def opening(blocks: Iterable[Block]) -> str:
    """Return the sentences that an answer opens with, before the next heading or table; a title counts."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Heading) and not lines:
            lines.append(block.text)
        elif isinstance(block, Alert):
            lines += [block.title, *block.items]
        elif isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            break
    return "\n".join(lines)


def shown_html(answer: Any, reader: Reader) -> str:
    """Return an answer as a notebook shows it."""
    from kuajie.present.notebook_html import answer_html  # noqa: PLC0415 - only notebooks that show it need it

    return answer_html(answer, reader.locale, outcome=reader.outcome)
