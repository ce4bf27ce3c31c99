"""Fitted responses, of a programme or of a plain weekly table."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from kuajie import wiring
from kuajie.messages import Locale
from kuajie.notebook.agreements import Deals, Structures
from kuajie.notebook.plans import Plan
from kuajie.notebook.told import language
from kuajie.present.reader import Reader
from kuajie.present.shown import ShownFit
from kuajie.present.shown_learn import Learning
from kuajie.usecases.fit_options import AskedOfTable, FitOptions, split_asked
from kuajie.usecases.fit_table import TableRequest
from kuajie.usecases.learn_answer import AskedOfLearning
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.risk_answer import AskedOfPlan
from kuajie.usecases.structures_asked import AskedOfStructures
from kuajie.wiring.deals import read_terms, simulate_deals
from kuajie.wiring.structures import structures

if TYPE_CHECKING:
    from kuajie.notebook.programmes import Programme


def fit_table(
    file: str | PathLike[str],
    *,
    settings: SamplerSettings | None = None,
    holdout_weeks: int = 0,
    origins: int = 1,
    lang: Locale | None = None,
    progress: Progress = silent,
    **asked: Unpack[AskedOfTable],
) -> TableFit:
    """Return the fitted response of a plain weekly table, CSV or XLSX.

    Needed are ``outcome``, ``date`` and ``levers`` (or ``training``), names of columns; the others of
    ``TableColumns``, and the form of the response (``AskedForm``), may be given. Raises ``BadInput`` or
    ``CannotFit``.
    """
    form, columns = split_asked(asked)
    request = TableRequest(file=Path(file), **columns, **FitOptions.of(form).of_table())
    answer = wiring.fit_table(
        request, settings=settings, holdout_weeks=holdout_weeks, origins=origins, progress=progress
    )
    return TableFit(answer=answer, lang=language(lang), outcome=request.outcome)


def load_fit(file: str | PathLike[str], *, lang: Locale | None = None) -> TableFit:
    """Return a fit that was saved in a file, of a programme or a table, without sampling.

    It shows and charts itself; to plan on it, fit its folder. Raises ``BadInput`` for any other file.
    """
    answer = wiring.load_fit(Path(file))
    outcome = answer.spec.courses[0].title if answer.told_of_table else ""
    return TableFit(answer=answer, lang=language(lang), outcome=outcome)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class KeptFit(ShownFit):
    """A fit that can be handed on."""

    def save(self, file: str | PathLike[str]) -> Path:
        """Write the whole fit into one file, without pickle, and return where it is; see ``load_fit``."""
        wiring.save_fit(self.answer, Path(file))
        return Path(file)

    def to_arviz(self) -> Any:
        """Return the fit as ArviZ takes it, an xarray DataTree; raises ``MissingTool`` without arviz-base."""
        return wiring.to_arviz(self.answer)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class TableFit(KeptFit):
    """The fitted response of a plain weekly table, told by what its ``outcome`` is called."""

    lang: Locale
    outcome: str

    @property
    def reader(self) -> Reader:
        """Whom the answer is told to; the currency may be empty."""
        return Reader(self.lang, self.answer.spec.currency, self.outcome)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Fit(KeptFit):
    """The fitted response of a programme."""

    programme: Programme

    @property
    def reader(self) -> Reader:
        """Whom the answer is told to."""
        return Reader(self.programme.lang, self.programme.agreed.currency)

    def plan(self, *, progress: Progress = silent, **asked: Unpack[AskedOfPlan]) -> Plan:
        """Return the best joint plan found on this fit; raises ``InfeasiblePlan`` when limits contradict."""
        answer = wiring.plan(self.programme.project, self.answer, progress=progress, **asked)
        return Plan(programme=self.programme, fit=self, answer=answer)

    def learn(self, *, progress: Progress = silent, **asked: Unpack[AskedOfLearning]) -> Learning:
        """Return what knowing each lever's response would be worth, and which test of it would pay."""
        answer = wiring.learn(self.programme.project, self.answer, progress=progress, **asked)
        return Learning(answer=answer, lang=self.programme.lang)

    def structures(self, *, progress: Progress = silent, **asked: Unpack[AskedOfStructures]) -> Structures:
        """Return what deciding together, alone, and behind each leader brings; see ``AskedOfStructures``."""
        answer = structures(self.programme.project, self.answer, progress=progress, **asked)
        return Structures(programme=self.programme, answer=answer)

    def deal(self, *files: str | PathLike[str], draws: int = 100, progress: Progress = silent) -> Deals:
        """Return how every party may come out under the terms in files, or under the folder's own.

        It rests on the plan the folder keeps, or on a new one. Raises ``BadInput`` for terms that do not fit.
        """
        project = self.programme.project
        terms = read_terms(project, [Path(file) for file in files])
        answer = simulate_deals(project, self.answer, terms, draws=draws, progress=progress)
        return Deals(programme=self.programme, answer=answer)
