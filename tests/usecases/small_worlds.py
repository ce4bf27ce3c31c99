"""Small worlds of the model's own family: parameters drawn from the priors, outcomes from the model.

The truth is known, so a fit of such a world can be judged; spoilt copies of it hold what a fit should notice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from kuajie.domain.beliefs import FitChoices
from kuajie.domain.panel import Floats, Panel
from kuajie.domain.posterior import Posterior
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.response.draws import lever_lifts, prior_scores
from kuajie.response.model import ResponseModel
from kuajie.usecases.build_model import build_model
from kuajie.usecases.fit import FitQuestion, fit_response
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.predict import Weeks
from kuajie.usecases.response_spec import CourseSpec, LeverSpec, ResponseSpec
from kuajie.usecases.sampled import posterior_of

FIRST_WEEK = date(2024, 1, 1)
QUICK = SamplerSettings(chains=2, draws=200, warm_up=200, seed=7)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """A history and what made it: ``truth`` is a posterior of one draw, ``mean`` the demand expected."""

    spec: ResponseSpec
    panel: Panel
    model: ResponseModel
    truth: Posterior
    weeks: Weeks

    @property
    def mean(self) -> Floats:
        """Expected demand, ``(course, week)``."""
        return self.weeks.mean[0]


def spec_of(
    *, courses: int = 1, levers: int = 2, acts: tuple[tuple[str, ...], ...] = (), **choices: object
) -> ResponseSpec:
    """Return a spec of courses ``c1``, ``c2`` ... and marketing levers ``a``, ``b`` ...; all act on all."""
    names = "abcdefghijklmnopqrstuvwxyz"[:levers]
    return ResponseSpec(
        levers=tuple(
            LeverSpec(id=name, title=f"Lever {name}", courses=acts[place] if acts else ())
            for place, name in enumerate(names)
        ),
        courses=tuple(
            CourseSpec(id=f"c{place + 1}", title=f"Course {place + 1}", priced=True)
            for place in range(courses)
        ),
        country=None,
        currency="CNY",
        choices=FitChoices(**choices),
    )


def spending(rng: np.random.Generator, levers: int, weeks: int) -> Floats:
    """Return spend that varies by itself, with weeks off, ``(lever, week)``."""
    level = rng.uniform(1000, 6000, size=(levers, 1))
    return np.round(
        level * rng.lognormal(-0.15, 0.55, (levers, weeks)) * (rng.random((levers, weeks)) < 0.85)
    )


def panel_of(
    spec: ResponseSpec,
    enrolments: Floats,
    *,
    inputs: Floats,
    price: Floats | None = None,
    controls: dict[str, Floats] | None = None,
) -> Panel:
    """Return a panel without limits of seats, refunds or coupons."""
    courses, weeks = enrolments.shape
    named = controls or {}
    return Panel(
        weeks=tuple(FIRST_WEEK + timedelta(weeks=place) for place in range(weeks)),
        courses=spec.course_ids,
        levers=spec.lever_ids,
        controls=tuple(named),
        currency="CNY",
        enrolments=enrolments,
        price=np.full(enrolments.shape, 400.0) if price is None else price,
        seats=np.full(enrolments.shape, np.inf),
        inputs=inputs,
        spend=inputs,
        control_values=np.array(list(named.values())).reshape(len(named), weeks),
        refund_rate=np.zeros(courses),
        completion_rate=np.full(courses, 0.5),
        realised_rate=np.ones(courses),
    )


def draw_world(
    seed: int,
    *,
    spec: ResponseSpec | None = None,
    weeks: int = 104,
    level: float = 200.0,
    inputs: Floats | None = None,
) -> World:
    """Return a world whose parameters come from the default priors and whose outcome from the model."""
    rng = np.random.default_rng(seed)
    spec = spec or spec_of()
    shape = (len(spec.courses), weeks)
    inputs = spending(rng, len(spec.levers), weeks) if inputs is None else inputs
    steps = rng.choice([0.85, 0.9, 1.0, 1.1, 1.15], size=(shape[0], weeks // 8 + 1))
    price = np.repeat(400 * steps, 8, axis=1)[:, :weeks]
    blank = panel_of(spec, np.full(shape, level), inputs=inputs, price=price)
    # Counts whose mean is below the limit of outcome "auto" are counted again when their outcome is drawn.
    model = build_model(spec, blank).model
    scores = prior_scores(model, 1, rng=rng)
    truth = posterior_of(model, scores, seed=seed)
    weekly = drawn_weeks(model, truth, scores, rng)
    outcome = np.maximum(weekly.outcomes(seats=blank.seats, rng=rng)[0], 0.0)
    return World(spec=spec, panel=replace(blank, enrolments=outcome), model=model, truth=truth, weeks=weekly)


def drawn_weeks(model: ResponseModel, truth: Posterior, scores: Floats, rng: np.random.Generator) -> Weeks:
    """Return history under drawn parameters, the baseline (which decoding would fit) drawn from its prior."""
    drift = truth.get("drift", model.courses)[:, :, None]
    spread = model.coefficient_spread * np.where(model.drifting, drift, 1.0)
    coefficient = model.coefficient_location + spread * rng.standard_normal(spread.shape)
    # The level is known to be where the blank panel has it: its prior is far vaguer than any course.
    place = model.terms.index("level")
    coefficient[:, :, place] = model.coefficient_location[:, place]
    weekly = Weeks.of(
        model, truth, design=model.design, price=model.price, lever_lift=lever_lifts(model, scores)
    )
    return replace(weekly, base=np.einsum("ctp,dcp->dct", model.design, coefficient))


def fit_world(world: World, **question: object) -> FitAnswer:
    """Return a quick fit of a world."""
    return fit_panel(world.spec, world.panel, **question)


def fit_panel(spec: ResponseSpec, panel: Panel, **question: object) -> FitAnswer:
    """Return a quick fit of a panel."""
    asked = FitQuestion(spec=spec, panel=panel, **{"settings": QUICK, **question})
    return fit_response(asked, sampler=NutpieSampler())


def spoilt(panel: Panel, change: Floats) -> Panel:
    """Return a panel whose enrolments are multiplied by ``change``, ``(week,)`` or ``(course, week)``."""
    return replace(panel, enrolments=panel.enrolments * change)


def codes_of(findings: object) -> set[str]:
    """Return the codes of findings."""
    return {finding.notice.code for finding in findings}


__all__ = [
    "QUICK",
    "World",
    "codes_of",
    "draw_world",
    "fit_panel",
    "fit_world",
    "panel_of",
    "spec_of",
    "spending",
    "spoilt",
]
