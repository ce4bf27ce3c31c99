"""Steps that many studies begin with: reading the files, and the fit that is in force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuajie import wiring
from kuajie.usecases.progress import Progress, part_of
from kuajie_site.studies.study import Options

if TYPE_CHECKING:
    from kuajie.usecases.fit_answer import FitAnswer

FORM = ("coupling", "scatter", "trend", "marketing_share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A programme as read, its response as fitted last, and the progress that is left."""

    project: wiring.Project
    fit: FitAnswer
    rest: Progress


def fitted(folder: Path, options: Options, progress: Progress) -> Fitted:
    """Return a programme with the fit that the question rests on; draws already kept are used again."""
    project = wiring.read(folder, progress=part_of(progress, start=0.0, end=0.1))
    asked = options["given"].get("fit", {})
    fit = fit_as_asked(project, asked, progress=part_of(progress, start=0.1, end=0.4), strict=False)
    return Fitted(project=project, fit=fit, rest=part_of(progress, start=0.4, end=1.0))


def fit_as_asked(
    project: wiring.Project, asked: Options, *, progress: Progress, strict: bool = True
) -> FitAnswer:
    """Return the fit that options of the study ``fit`` ask for.

    Beliefs about levers that the programme does not have are refused where ``strict``, else left out.
    """
    from kuajie.usecases.ports import SamplerSettings  # noqa: PLC0415 - loads engines

    options = form_asked(asked)
    usual = SamplerSettings()
    named = ("draws", "warm_up", "chains", "seed")
    return wiring.fit(
        project,
        settings=SamplerSettings(**{name: asked.get(name) or getattr(usual, name) for name in named}),
        holdout_weeks=asked.get("holdout") or 0,
        origins=asked.get("origins") or 1,
        options=options if strict else options.without_unknown_levers(project.programme),
        update=bool(asked.get("update")),
        earlier=asked.get("given", {}).get("earlier"),
        progress=progress,
    )


def form_asked(asked: Options) -> Any:
    """Return the form of a response and the beliefs that options ask for; raises ``BadInput``."""
    from kuajie.cli.beliefs import fit_options  # noqa: PLC0415 - loads engines

    pooled = {"yes": True, "no": False}.get(asked.get("pooled") or "")
    return fit_options(
        **{name: asked.get(name) or None for name in FORM},
        pooled=pooled,
        return_on_spend=listed_lines(asked.get("return_on_spend")),
        half_life=listed_lines(asked.get("half_life")),
    )


def listed_lines(text: str | None) -> list[str]:
    r"""Return the lines of a text that are not empty.

    >>> listed_lines(" a=1:2 \n\nb=2:3")
    ['a=1:2', 'b=2:3']
    """
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def listed_names(text: str | None) -> list[str]:
    """Return names between commas of either language.

    >>> listed_names("a, b，c")
    ['a', 'b', 'c']
    """
    return [
        name.strip() for name in (text or "").replace("，", ",").replace("、", ",").split(",") if name.strip()
    ]
