"""Which course for which learner? The best courses for each, by a model chosen on what learners took last."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix, hstack

from kuajie.domain.panel import Floats
from kuajie.knowledge.choosing.limits import CourseFacts, Limit, Wishes
from kuajie.knowledge.choosing.listing import Listing, Scorer
from kuajie.knowledge.choosing.reasons import Reason
from kuajie.knowledge.choosing.variety import course_directions
from kuajie.knowledge.choosing.views import View, Viewed
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.cross_provider.either import Either, LearnerModel
from kuajie.knowledge.histories import Codes, Flags, Histories
from kuajie.knowledge.linear_items import Form, fit_linear_items
from kuajie.knowledge.model_choice import choose_form
from kuajie.knowledge.ranking_measures import RankingMeasures
from kuajie.messages import BadInput, Finding, Severity, Text
from kuajie.messages.notices import recommend as notices
from kuajie.usecases.ports import Embedder
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.recommend_across import AcrossProviders, fit_across, known_elsewhere, told_across
from kuajie.usecases.recommend_reasons import explain

FITTING = Text(en="Learning from histories", zh="正在从学习历史中学习")
RANKING = Text(en="Ranking courses for every learner", zh="正在为每位学员排序")
NAMED = 30
"""Providers named to a person at the most."""
ANYTHING = Wishes()
EXPLAINED = 5
"""Learners whose reasons are given where nothing else is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecommendQuestion:
    """Histories by code, what the codes stand for, for whom (codes, -1: unknown) and how many courses each.

    With ``provider`` only its courses are recommended; learners known only at others are served by a model of
    their own. At most ``hidden`` learners have their last course
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
    explained: int = EXPLAINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Processor seconds of choosing and fitting a model, and of ranking for all learners asked for."""

    fitting: float
    ranking: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecommendAnswer:
    """The best courses for every learner asked for: ``ranked`` (learner, most), as places in ``course_ids``.

    -1 stands where no course is left to recommend. ``reasons`` are those of the first learners' courses.
    ``barred`` counts the pairs of a learner and a course that each limit ruled out, of all pairs.
    ``form`` is that of the model of learners known to those who offer the courses, ``None`` where nobody such
    is asked for, and ``measures`` say what its lists are worth on hidden courses; ``across`` tells of the
    model for learners known only to others. ``without_history`` counts learners who get what is popular.
    """

    learner_ids: Sequence[str]
    course_ids: Sequence[str]
    ranked: Codes
    form: Form | None
    measures: RankingMeasures | None
    across: AcrossProviders | None
    learners: int
    courses: int
    without_history: int
    reasons: Sequence[Sequence[tuple[Reason, ...]]]
    barred: Mapping[Limit, int]
    titles: Sequence[str]
    warnings: tuple[Finding, ...]
    spent: Spent
    seconds: float


def recommend(
    question: RecommendQuestion, *, embedder: Embedder | None = None, progress: Progress = silent
) -> RecommendAnswer:
    """Return the best courses for every learner asked for; an ``embedder`` says which titles mean alike.

    Raises ``BadInput`` without any history, and for a provider that has no course.
    """
    began = time.perf_counter()
    histories = question.histories
    if not histories.learner.size:
        raise BadInput.of(notices.NO_HISTORY)
    listing = _listing(question)
    progress(FITTING, 0.0)
    if embedder is not None and any(question.features.titles):
        meanings = embedder.embed(question.features.titles)
        question = replace(question, features=replace(question.features, meanings=meanings))
    start = time.process_time()
    fitted = _fitted(question, _offered(question, listing))
    progress(RANKING, 0.6)
    middle = time.process_time()
    ranked = _ranked(question, fitted.model, listing, progress)
    spent = Spent(fitting=middle - start, ranking=time.process_time() - middle)
    known = question.asked >= 0
    without = int((~known).sum() + (histories.counts[question.asked[known]] == 0).sum())
    return RecommendAnswer(
        learner_ids=question.learner_ids,
        course_ids=question.course_ids,
        ranked=ranked,
        form=fitted.form,
        measures=fitted.measures,
        across=fitted.across,
        learners=histories.learners,
        courses=histories.courses,
        without_history=without,
        reasons=explain(question, fitted.model, listing.facts, ranked[: question.explained]),
        barred=dict(listing.barred),
        titles=question.features.titles,
        warnings=(*_without(without), *_nothing_left(question, ranked)),
        spent=spent,
        seconds=time.perf_counter() - began,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fitted:
    """A model of all who are asked for, and what is told of it."""

    model: LearnerModel
    form: Form | None = None
    measures: RankingMeasures | None = None
    across: AcrossProviders | None = None


def _fitted(question: RecommendQuestion, offered: Flags) -> _Fitted:
    """Return what serves everybody: who is known only elsewhere, by a model across providers."""
    elsewhere = known_elsewhere(question, offered)
    if question.provider is None or not elsewhere.any():
        return _within(question, offered)
    across = fit_across(question, offered)
    told = told_across(across, int(elsewhere.sum()), seed=question.seed)
    if elsewhere.sum() == (question.asked >= 0).sum():
        return _Fitted(model=across, across=told)
    within = _within(question, offered)
    return replace(within, model=Either(within=within.model, across=across), across=told)


def _within(question: RecommendQuestion, offered: Flags) -> _Fitted:
    """Return what serves learners known to those who offer the courses."""
    choice = choose_form(
        question.histories,
        question.features,
        offered=offered,
        hidden=question.hidden,
        rng=np.random.default_rng(question.seed),
    )
    model = fit_linear_items(question.histories, choice.form, question.features, choice.counts)
    return _Fitted(model=model, form=choice.form, measures=choice.measures)


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


def _nothing_left(question: RecommendQuestion, ranked: Codes) -> list[Finding]:
    """Tell of learners who get no list at all."""
    empty = np.flatnonzero((ranked < 0).all(axis=1))
    if not empty.size:
        return []
    facts = {"count": f"{empty.size:,}", "example": question.learner_ids[empty[0]]}
    return [Finding(notice=notices.NOTHING_LEFT, severity=Severity.NOTE, facts=facts)]


def _ranked(question: RecommendQuestion, model: Scorer, listing: Listing, progress: Progress) -> Codes:
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
