"""Fits joined to the sampler, the store and the files that keep them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuajie.messages import BadInput
from kuajie.messages.notices.surfaces import UNKNOWN_COUNTRY
from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.domain.panel import Panel
    from kuajie.store.folder import FolderAnswerStore
    from kuajie.usecases.fit import FitQuestion
    from kuajie.usecases.fit_answer import FitAnswer
    from kuajie.usecases.fit_options import FitOptions, LastFit
    from kuajie.usecases.fit_table import TableRequest
    from kuajie.usecases.ports import SamplerSettings
    from kuajie.wiring import Project

LAST_FIT = "last-fit"
"""Under this key a folder keeps how it was last fitted, so that its plan and report use the same fit."""


def fit(
    project: Project,
    *,
    settings: SamplerSettings | None = None,
    holdout_weeks: int | None = None,
    origins: int | None = None,
    options: FitOptions | None = None,
    update: bool | None = None,
    earlier: str | None = None,
    progress: Progress = silent,
) -> FitAnswer:
    """Return the fitted response of a folder; draws already kept there are used again.

    What is not given is as in the folder's last fit, or the usual; ``options`` go before programme.toml. An
    ``update`` starts sampling from the draws of the last fit, or of that with the key ``earlier``, which is
    faster where little has been added.
    """
    from kuajie.usecases.fit_options import LastFit

    last = last_fit(project)
    asked = LastFit(
        settings=settings or last.settings,
        holdout_weeks=last.holdout_weeks if holdout_weeks is None else holdout_weeks,
        origins=origins or last.origins,
        options=last.options.without_unknown_levers(project.programme) if options is None else options,
        earlier=last.earlier if update is None else (earlier or last.key) if update else None,
    )
    question = _asked_of(project, asked, project.panel)
    answer = fit_question(question, store=project.store, progress=progress)
    if project.store:
        project.store.save(LAST_FIT, replace(asked, key=answer.key).as_record(), {})
    return answer


def fit_again(project: Project, panel: Panel, *, progress: Progress = silent) -> FitAnswer:
    """Return a fit like the folder's last one of another panel of the same programme, from its draws on.

    The folder's last fit stays the one it was.
    """
    last = last_fit(project)
    asked = replace(
        last,
        options=last.options.without_unknown_levers(project.programme),
        holdout_weeks=0,
        earlier=last.key,
    )
    return fit_question(_asked_of(project, asked, panel), store=project.store, progress=progress)


def _asked_of(project: Project, asked: LastFit, panel: Panel) -> FitQuestion:
    """Return the question that fits a panel of a folder's programme in the way asked."""
    from kuajie.usecases.experiments import experiments_of
    from kuajie.usecases.fit import FitQuestion
    from kuajie.usecases.response_spec import ResponseSpec

    return FitQuestion(
        experiments=experiments_of(project.events),
        spec=ResponseSpec.of_programme(asked.options.of_programme(project.programme), courses=panel.courses),
        panel=panel,
        settings=asked.settings,
        holdout_weeks=asked.holdout_weeks,
        origins=asked.origins,
        earlier=asked.earlier,
    )


def last_fit(project: Project) -> LastFit:
    """Return how a folder was last fitted; the usual way if it never was."""
    from kuajie.usecases.fit_options import LastFit

    kept = project.store.load(LAST_FIT) if project.store else None
    return LastFit.of_record(kept[0]) if kept else LastFit()


def fit_table(
    table: TableRequest,
    *,
    settings: SamplerSettings | None = None,
    holdout_weeks: int = 0,
    origins: int = 1,
    progress: Progress = silent,
) -> FitAnswer:
    """Return the fitted response of a plain weekly table; nothing is kept."""
    from kuajie.domain.money import minor_digits
    from kuajie.exchange.weekly_table import read_weekly_table
    from kuajie.usecases.fit import FitQuestion
    from kuajie.usecases.fit_table import panel_of_table, spec_of_table
    from kuajie.usecases.ports import SamplerSettings
    from kuajie.usecases.table_words import refusing_in_table_words, told_of_table

    if table.currency:
        minor_digits(table.currency)  # refuses what is no currency
    _require_country(table.country)
    history = read_weekly_table(table.file, **table.columns)
    spec = spec_of_table(
        history,
        country=table.country,
        carry_over=table.carry_over,
        saturation=table.saturation,
        currency=table.currency,
        choices=table.choices,
        beliefs=table.beliefs,
    )
    question = FitQuestion(
        spec=spec,
        panel=panel_of_table(history, spec),
        settings=settings or SamplerSettings(),
        holdout_weeks=holdout_weeks,
        origins=origins,
    )
    with refusing_in_table_words():
        return told_of_table(fit_question(question, progress=progress))


def _require_country(country: str | None) -> None:
    if country in (None, "CN"):  # known without loading the library, which takes a while
        return
    import holidays

    if country not in holidays.list_supported_countries():
        raise BadInput.of(UNKNOWN_COUNTRY, country=country)


def fit_question(
    question: FitQuestion, *, store: FolderAnswerStore | None = None, progress: Progress = silent
) -> FitAnswer:
    """Return the answer to a fit question, of a programme or of a plain table.

    Raises ``BadInput`` when holding weeks out leaves too few to fit.
    """
    from kuajie.inference.nutpie_sampler import NutpieSampler
    from kuajie.usecases.fit import fit_response
    from kuajie.usecases.fit_options import require_weeks_to_fit

    require_weeks_to_fit(
        len(question.panel.weeks), holdout_weeks=question.holdout_weeks, origins=question.origins
    )
    return fit_response(question, sampler=NutpieSampler(), store=store, progress=progress)


def save_fit(answer: FitAnswer, file: Path) -> None:
    """Keep a whole fit in one file; raises ``BadInput`` where it cannot be written."""
    from kuajie.exchange.fit_file import save_fit as save

    save(answer, file)


def load_fit(file: Path, *, progress: Progress = silent) -> FitAnswer:
    """Return the fit kept in a file, without sampling; raises ``BadInput`` for any other or damaged file."""
    from kuajie.exchange.fit_file import load_fit as load

    return load(file, progress=progress)


def to_arviz(answer: FitAnswer) -> Any:
    """Return a fit as ArviZ takes it; raises ``MissingTool`` where arviz-base is not installed."""
    from kuajie.exchange.arviz_form import to_arviz as form

    return form(answer)
