"""A programme folder, read and ready to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Unpack

from kuajie import wiring
from kuajie.domain.programme import Programme as AgreedProgramme
from kuajie.messages import Locale
from kuajie.notebook.agreements import Partners
from kuajie.notebook.courses import Bundles, Graph, LearningPath, Recommendations
from kuajie.notebook.fits import Fit
from kuajie.notebook.plans import Plan
from kuajie.notebook.splits import Split
from kuajie.notebook.told import language
from kuajie.present.reader import Reader
from kuajie.present.report_file import require_place
from kuajie.present.shown import opening, shown_html
from kuajie.present.shown_replan import Replan
from kuajie.usecases.check import CheckAnswer
from kuajie.usecases.fit_options import AskedForm, FitOptions
from kuajie.usecases.needs_answer import NeedsAnswer
from kuajie.usecases.new_programme import NewAnswer
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.replan_answer import AskedOfRest
from kuajie.usecases.risk_answer import AskedOfPlan
from kuajie.usecases.split_question import AskedOfSplit
from kuajie.wiring.bundles import bundles_of_folder
from kuajie.wiring.graphs import graph_of_files
from kuajie.wiring.partners import partners_of
from kuajie.wiring.paths import path_of_sources
from kuajie.wiring.recommendations import AskedOfCourses, recommend_folder


def read(
    folder: str | PathLike[str], *, lang: Locale | None = None, progress: Progress = silent
) -> Programme:
    """Return a programme folder, read; answers show themselves in ``lang`` (else KUAJIE_LANG, else English).

    Raises ``BadInput`` with every finding when the folder cannot be taken.
    """
    return Programme(project=wiring.read(Path(folder), progress=progress), lang=language(lang))


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
        Path(folder), template=template, seed=seed, weeks=weeks, scale=scale, locale=language(lang)
    )


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

    def split(self, *, progress: Progress = silent, **asked: Unpack[AskedOfSplit]) -> Split:
        """Return who gets what of the best joint plan; see ``AskedOfSplit``."""
        plan = self.plan(draws=asked.get("draws", 100), progress=progress)
        return plan.split(progress=progress, **asked)

    def replan(self, *, progress: Progress = silent, **asked: Unpack[AskedOfRest]) -> Replan:
        """Return what to change in the weeks that are left of a programme under way; see ``AskedOfRest``."""
        fit = wiring.fit(self.project, progress=progress)
        return Replan(answer=wiring.replan(self.project, fit, progress=progress, **asked), lang=self.lang)

    def partners(
        self, party: str | None = None, *, surplus: bool = False, progress: Progress = silent
    ) -> Partners:
        """Return how the other parties rank as partners of one, of the first platform where none is named.

        With ``surplus`` also by what planning with each of them adds. Raises ``BadInput``.
        """
        answer = partners_of(self.project, party=party, surplus=surplus, progress=progress)
        return Partners(programme=self, answer=answer)

    def graph(self, *, course: str | None = None, progress: Progress = silent) -> Graph:
        """Return the course graph of all parties; with ``course`` also what stands near that course."""
        answer = graph_of_files([str(self.project.folder)], course=course, progress=progress)
        return Graph(programme=self, answer=answer)

    def recommend(self, *, progress: Progress = silent, **asked: Unpack[AskedOfCourses]) -> Recommendations:
        """Return which courses of which party to recommend to whom; see ``AskedOfCourses``."""
        answer = recommend_folder(self.project.folder, progress=progress, **asked)
        return Recommendations(programme=self, answer=answer)

    def bundles(self, *, most: int = 20, progress: Progress = silent) -> Bundles:
        """Return courses of different parties that complete each other, and what nobody teaches."""
        folder = self.project.folder
        answer = bundles_of_folder(folder, most=most, locale=self.lang, progress=progress)
        return Bundles(programme=self, answer=answer)

    def path(
        self, to: str, *, learner: str | None = None, taken: Sequence[str] = (), progress: Progress = silent
    ) -> LearningPath:
        """Return the cheapest courses to a course, concept, skill or occupation.

        For a ``learner`` what the records say was taken counts, and what ``taken`` names.
        """
        answer = path_of_sources(
            [str(self.project.folder)], to=to, learner=learner, taken=taken, progress=progress
        )
        return LearningPath(programme=self, answer=answer)

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
