"""Which course for which learner? The best courses for each, by a model chosen on what learners took last."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix, hstack

from kuajie.domain.panel import Floats
from kuajie.knowledge.choosing.limits import CourseFacts, Limit, Wishes
from kuajie.knowledge.choosing.listing import Listing
from kuajie.knowledge.choosing.reasons import Reason
from kuajie.knowledge.choosing.variety import course_directions
from kuajie.knowledge.choosing.views import View, Viewed
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.histories import Codes, Flags, Histories
from kuajie.knowledge.linear_items import Form, LinearItems, fit_linear_items
from kuajie.knowledge.model_choice import choose_form
from kuajie.knowledge.ranking_measures import RankingMeasures
from kuajie.messages import BadInput, Finding, Severity, Text
from kuajie.messages.notices import recommend as notices
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.recommend_reasons import explain

FITTING = Text(en="Learning from histories", zh="正在从学习历史中学习")
RANKING = Text(en="Ranking courses for every learner", zh="正在为每位学员排序")
NAMED = 30
"""Providers named to a person at the most."""
ANYTHING = Wishes()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecommendQuestion:
    """Histories by code, what the codes stand for, for whom (codes, -1: unknown) and how many courses each.

    With ``provider`` only its courses are recommended. At most ``hidden`` learners have their last course
    hidden to choose and test the model. ``facts`` and the ``wishes`` of those asked for limit what is
    recommended, ``variety`` (0 to 1) spreads what is alike, ``views`` say which rows may be looked at for
    which courses.
    Reasons are given for the first ``explained`` learners asked for.
    """

    histories: Histories
    course_ids: Sequence[str]
    learner_ids: Sequence[str]
    asked: Codes
    features: CourseFeatures
    provider: str | None = None
    most: int = 20
    hidden: int = 8000
    seed: int = 1
    facts: CourseFacts | None = None
    wishes: Wishes = ANYTHING
    variety: float = 0.0
    views: Sequence[View] = ()
    explained: int = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecommendAnswer:
    """The best courses for every learner asked for: ``ranked`` (learner, most), as places in ``course_ids``.

    -1 stands where no course is left to recommend. ``reasons`` are those of the first learners' courses.
    ``barred`` counts the pairs of a learner and a course that each limit ruled out, of all pairs.
    ``measures`` say what lists are worth on hidden courses; ``without_history`` counts learners who get what
    is popular.
    """

    learner_ids: Sequence[str]
    course_ids: Sequence[str]
    ranked: Codes
    form: Form
    measures: RankingMeasures | None
    learners: int
    courses: int
    without_history: int
    reasons: Sequence[Sequence[tuple[Reason, ...]]]
    barred: Mapping[Limit, int]
    titles: Sequence[str]
    warnings: tuple[Finding, ...]
    seconds: float


def recommend(question: RecommendQuestion, *, progress: Progress = silent) -> RecommendAnswer:
    """Return the best courses for every learner asked for.

    Raises ``BadInput`` without any history, and for a provider that has no course.
    """
    began = time.perf_counter()
    histories = question.histories
    if not histories.learner.size:
        raise BadInput.of(notices.NO_HISTORY)
    listing = _listing(question)
    progress(FITTING, 0.0)
    choice = choose_form(
        histories,
        question.features,
        offered=_offered(question, listing),
        hidden=question.hidden,
        rng=np.random.default_rng(question.seed),
    )
    model = fit_linear_items(histories, choice.form, question.features, choice.counts)
    progress(RANKING, 0.6)
    ranked = _ranked(question, model, listing, progress)
    known = question.asked >= 0
    without = int((~known).sum() + (histories.counts[question.asked[known]] == 0).sum())
    return RecommendAnswer(
        learner_ids=question.learner_ids,
        course_ids=question.course_ids,
        ranked=ranked,
        form=choice.form,
        measures=choice.measures,
        learners=histories.learners,
        courses=histories.courses,
        without_history=without,
        reasons=explain(question, model, listing.facts, ranked[: question.explained]),
        barred=dict(listing.barred),
        titles=question.features.titles,
        warnings=tuple(_without(without)),
        seconds=time.perf_counter() - began,
    )


def _listing(question: RecommendQuestion) -> Listing:
    """Return how lists are made; raises ``BadInput`` for a provider that has no course."""
    features = question.features
    facts = question.facts or replace(CourseFacts.unknown(features.courses), provider=features.provider)
    return Listing(
        facts=facts,
        wishes=question.wishes,
        directions=_directions(question),
        most=question.most,
        variety=question.variety,
        target=_target(question),
    )


def _directions(question: RecommendQuestion) -> Floats:
    if not question.variety or not question.features.relations:
        return np.zeros((question.features.courses, 1))
    return course_directions(csr_matrix(hstack(list(question.features.relations.values()))))


def _target(question: RecommendQuestion) -> int | None:
    features, provider = question.features, question.provider
    if provider is None:
        return None
    if not features.providers:
        raise BadInput.of(notices.NO_PROVIDERS)
    if provider not in features.providers:
        raise BadInput.of(
            notices.UNKNOWN_PROVIDER, provider=provider, known=", ".join(features.providers[:NAMED])
        )
    return features.providers.index(provider)


def _offered(question: RecommendQuestion, listing: Listing) -> Flags:
    """Say which courses may be recommended, (courses,)."""
    if listing.target is None:
        return np.ones(question.features.courses, dtype=np.bool_)
    offered: Flags = question.features.provider == listing.target
    return offered


def _without(count: int) -> list[Finding]:
    if not count:
        return []
    return [Finding(notice=notices.WITHOUT_HISTORY, severity=Severity.NOTE, facts={"count": f"{count:,}"})]


def _ranked(question: RecommendQuestion, model: LinearItems, listing: Listing, progress: Progress) -> Codes:
    """Return the best courses for all asked; unknown learners count as new ones."""
    histories = question.histories
    widened = replace(histories, learners=histories.learners + 1)
    asked = np.where(question.asked >= 0, question.asked, histories.learners)
    viewed = Viewed(model=model, views=tuple(question.views))
    parts = [np.zeros((0, min(question.most, histories.courses)), dtype=np.int64)]
    for batch, best, _ in listing.lists(viewed, widened, asked):
        parts.append(best)
        progress(RANKING, 0.6 + 0.4 * batch.stop / max(asked.size, 1))
    return np.concatenate(parts)
