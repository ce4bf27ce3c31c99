"""Kuajie in a notebook or a script: read a folder, then ask; every answer shows itself and can be charted.

programme = kuajie.read("my-programme")
fit = programme.fit(holdout_weeks=13)
plan = fit.plan()
split = plan.split()
split.report("report.html")
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar, Unpack

from kuajie import wiring
from kuajie.domain.programme import Programme as AgreedProgramme
from kuajie.messages import LOCALES, Locale
from kuajie.present.blocks import Block
from kuajie.present.reader import Reader
from kuajie.present.report_file import require_place
from kuajie.present.shown import ChartRow, Shown, ShownFit, opening, shown_html
from kuajie.present.shown_learn import Learning
from kuajie.present.shown_replan import Replan
from kuajie.usecases.check import CheckAnswer
from kuajie.usecases.fit_options import AskedForm, AskedOfTable, FitOptions, split_asked
from kuajie.usecases.fit_table import TableRequest
from kuajie.usecases.frontier_answer import CostFrontierAnswer, PartyFrontierAnswer
from kuajie.usecases.learn_answer import AskedOfLearning
from kuajie.usecases.needs_answer import NeedsAnswer
from kuajie.usecases.new_programme import NewAnswer
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.replan_answer import AskedOfRest
from kuajie.usecases.risk_answer import AskedOfPlan
from kuajie.usecases.run import RunAnswer
from kuajie.usecases.split_answer import SplitAnswer
from kuajie.usecases.truth_score import TruthScore


def read(
    folder: str | PathLike[str], *, lang: Locale | None = None, progress: Progress = silent
) -> Programme:
    """Return a programme folder, read; answers show themselves in ``lang`` (else KUAJIE_LANG, else English).

    Raises ``BadInput`` with every finding when the folder cannot be taken.
    """
    return Programme(project=wiring.read(Path(folder), progress=progress), lang=_language(lang))


def new(
    folder: str | PathLike[str],
    *,
    template: str = "demo",
    seed: int = 2026,
    weeks: int = 156,
    scale: float = 1.0,
    lang: Locale | None = None,
) -> NewAnswer:
    """Write a simulated programme folder with names in ``lang`` and return what is in it.

    Raises ``BadInput`` when the folder holds something or the template is unknown.
    """
    return wiring.new(
        Path(folder), template=template, seed=seed, weeks=weeks, scale=scale, locale=_language(lang)
    )


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
    return TableFit(answer=answer, lang=_language(lang), outcome=request.outcome)


def load_fit(file: str | PathLike[str], *, lang: Locale | None = None) -> TableFit:
    """Return a fit that was saved in a file, of a programme or a table, without sampling.

    It shows and charts itself; to plan on it, fit its folder. Raises ``BadInput`` for any other file.
    """
    answer = wiring.load_fit(Path(file))
    outcome = answer.spec.courses[0].title if answer.told_of_table else ""
    return TableFit(answer=answer, lang=_language(lang), outcome=outcome)


def _language(lang: Locale | None) -> Locale:
    asked = lang or os.environ.get("KUAJIE_LANG")
    return next((locale for locale in LOCALES if locale == asked), "en")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Programme:
    """A programme folder as read, ready to be asked."""

    project: wiring.Project
    lang: Locale

    @property
    def agreed(self) -> AgreedProgramme:
        """Parties, courses, levers, budgets and terms as programme.toml states them."""
        return self.project.programme

    def check(self) -> CheckAnswer:
        """Return what the folder holds and whether it can be fitted."""
        return wiring.check(self.project)

    def needs(self) -> NeedsAnswer:
        """Return what the parties share and lack, duties counted from today."""
        return wiring.needs(self.project, today=date.today())

    def fit(
        self,
        *,
        draws: int | None = None,
        warm_up: int | None = None,
        chains: int | None = None,
        seed: int | None = None,
        holdout_weeks: int | None = None,
        origins: int | None = None,
        progress: Progress = silent,
        **form: Unpack[AskedForm],
    ) -> Fit:
        """Return the fitted response, in the form that programme.toml states where nothing else is given.

        ``form`` is any of ``coupling``, ``scatter``, ``trend``, ``pooled``, ``marketing_share``,
        ``return_on_spend`` and ``half_life``. ``holdout_weeks`` last weeks are also hidden and forecast, with
        ``origins`` > 1 also as many windows before them; what of these and of the sampling is not given is as
        in the folder's last fit, or the usual. Plan, split and report of the folder then rest on this fit.
        Raises ``CannotFit`` or ``BadInput``.
        """
        last = wiring.last_fit(self.project).settings
        settings = SamplerSettings(
            draws=draws or last.draws,
            warm_up=warm_up or last.warm_up,
            chains=chains or last.chains,
            seed=last.seed if seed is None else seed,
        )
        answer = wiring.fit(
            self.project,
            settings=settings,
            holdout_weeks=holdout_weeks,
            origins=origins,
            options=FitOptions.of(form),
            progress=progress,
        )
        return Fit(programme=self, answer=answer)

    def plan(self, *, progress: Progress = silent, **asked: Unpack[AskedOfPlan]) -> Plan:
        """Return the best joint plan on the folder's last fit, or a usual one; see ``AskedOfPlan``."""
        fit = Fit(programme=self, answer=wiring.fit(self.project, progress=progress))
        return fit.plan(progress=progress, **asked)

    def split(self, *, draws: int = 100, progress: Progress = silent) -> Split:
        """Return who gets what of the best joint plan."""
        return self.plan(draws=draws, progress=progress).split(draws=draws, progress=progress)

    def replan(self, *, progress: Progress = silent, **asked: Unpack[AskedOfRest]) -> Replan:
        """Return what to change in the weeks that are left of a programme under way; see ``AskedOfRest``."""
        fit = wiring.fit(self.project, progress=progress)
        return Replan(answer=wiring.replan(self.project, fit, progress=progress, **asked), lang=self.lang)

    def report(
        self, file: str | PathLike[str], *, lang: Locale | None = None, progress: Progress = silent
    ) -> Path:
        """Answer every question, write the report as one HTML file, and return where it is."""
        require_place(Path(file))
        return self.split(progress=progress).report(file, lang=lang)

    def __repr__(self) -> str:
        from kuajie.present.check import check_blocks  # noqa: PLC0415 - only shells that show it need it

        return opening(check_blocks(self.check(), self.lang))

    def _repr_html_(self) -> str:
        return shown_html(self.check(), Reader(self.lang, self.agreed.currency))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class _ShownOfProgramme(Shown):
    """An answer about a programme, told in the programme's language and currency."""

    programme: Programme

    @property
    def reader(self) -> Reader:
        """Whom the answer is told to."""
        return Reader(self.programme.lang, self.programme.agreed.currency)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class _KeptFit(ShownFit):
    """A fit that can be handed on."""

    def save(self, file: str | PathLike[str]) -> Path:
        """Write the whole fit into one file, without pickle, and return where it is; see ``load_fit``."""
        wiring.save_fit(self.answer, Path(file))
        return Path(file)

    def to_arviz(self) -> Any:
        """Return the fit as ArviZ takes it, an xarray DataTree; raises ``MissingTool`` without arviz-base."""
        return wiring.to_arviz(self.answer)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class TableFit(_KeptFit):
    """The fitted response of a plain weekly table, told by what its ``outcome`` is called."""

    lang: Locale
    outcome: str

    @property
    def reader(self) -> Reader:
        """Whom the answer is told to; the currency may be empty."""
        return Reader(self.lang, self.answer.spec.currency, self.outcome)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Fit(_KeptFit):
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Plan(_ShownOfProgramme):
    """A joint plan; ``answer`` holds spend by lever and week, prices, profit, certificate and warnings."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {
        "spend": ("spend", "spend_chart"),
        "weeks": ("weekly", "weekly_plan_chart"),
        "profit": ("profit", "profit_chart"),
        "alternatives": ("intervals", "alternatives_chart"),
    }
    fit: Fit
    answer: PlanAnswer

    def cost_frontier(
        self,
        *,
        points: int = 12,
        draws: int = 100,
        certified: bool = True,
        profit: float | None = None,
        progress: Progress = silent,
    ) -> CostFrontier:
        """Return joint profit over joint cost around this plan; ``profit`` asks what it costs at least."""
        answer = wiring.cost_frontier(
            self.programme.project,
            self.fit.answer,
            self.answer,
            points=points,
            draws=draws,
            certified=certified,
            profit=profit,
            progress=progress,
        )
        return CostFrontier(programme=self.programme, answer=answer)

    def party_frontier(
        self,
        parties: tuple[str, str] | None = None,
        *,
        points: int = 12,
        draws: int = 100,
        certified: bool = True,
        progress: Progress = silent,
    ) -> PartyFrontier:
        """Return one party's profit over another's under today's terms; ``parties`` are two ids.

        Raises ``BadInput`` for parties that are not two of the programme's.
        """
        answer = wiring.party_frontier(
            self.programme.project,
            self.fit.answer,
            self.answer,
            points=points,
            draws=draws,
            certified=certified,
            parties=parties,
            progress=progress,
        )
        return PartyFrontier(programme=self.programme, answer=answer)

    def split(self, *, draws: int = 100, progress: Progress = silent) -> Split:
        """Return who gets what of this plan's joint profit."""
        project = self.programme.project
        answer = wiring.split(project, self.fit.answer, self.answer, draws=draws, progress=progress)
        return Split(programme=self.programme, plan=self, answer=answer)

    def truth(self) -> TruthScore | None:
        """Return what the plan really earns where the truth is known: in simulated folders."""
        return wiring.truth_score(self.programme.project, self.fit.answer, self.answer)

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.plan import plan_blocks  # noqa: PLC0415 - only shells that show it need it

        return plan_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CostFrontier(_ShownOfProgramme):
    """Joint profit over joint cost; ``answer`` holds every point with its bound, and where the plan lies."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {"frontier": ("frontier", "cost_frontier_chart")}
    answer: CostFrontierAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.frontier import cost_frontier_blocks  # noqa: PLC0415 - only shells need it

        return cost_frontier_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PartyFrontier(_ShownOfProgramme):
    """One party's profit over another's under today's terms; ``answer`` holds the supported points."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {"frontier": ("frontier", "party_frontier_chart")}
    answer: PartyFrontierAnswer

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.frontier import party_frontier_blocks  # noqa: PLC0415 - only shells need it

        return party_frontier_blocks(self.answer, self.reader.locale)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Split(_ShownOfProgramme):
    """Shares of joint profit; ``answer`` holds coalition values, every rule's shares, and payments."""

    CHARTS: ClassVar[Mapping[str, ChartRow]] = {
        "shares": ("intervals", "shares_chart"),
        "coalitions": ("intervals", "coalitions_chart"),
    }
    plan: Plan
    answer: SplitAnswer

    def report(self, file: str | PathLike[str], *, lang: Locale | None = None) -> Path:
        """Write these answers as one HTML file and return where it is."""
        programme, plan = self.programme, self.plan
        run = RunAnswer(
            check=programme.check(),
            needs=programme.needs(),
            fit=plan.fit.answer,
            plan=plan.answer,
            split=self.answer,
            truth=plan.truth(),
        )
        return wiring.report(
            programme.project, run, file=Path(file), locale=lang or programme.lang, created=date.today()
        )

    def _blocks(self) -> Iterable[Block]:
        from kuajie.present.split import split_blocks  # noqa: PLC0415 - only shells that show it need it

        return split_blocks(self.answer, self.reader.locale)

    def __repr__(self) -> str:
        from kuajie.present.split_tables import recommended  # noqa: PLC0415 - as above

        parties, shares = self.answer.parties, recommended(self.answer).shares
        lines = (f"{parties[party]}: {self.reader.money(share.mean)}" for party, share in shares.items())
        return "\n".join([opening(self._blocks()), *lines])
