"""Which course of which party for which learner of a programme, within what consent and limits allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.money import minor_digits
from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.knowledge.choosing.limits import CourseFacts, Wishes
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.course_tables import graph_facts, graph_features
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.histories import Codes, Flags
from kuajie.messages import BadInput, Finding, Severity
from kuajie.messages.notices import recommend as notices
from kuajie.usecases.learner_records import LearnerRecords, known_to, learner_records, of_party
from kuajie.usecases.ports import Embedder
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.recommend import EXPLAINED, RecommendAnswer, RecommendQuestion, recommend
from kuajie.usecases.recommend_consent import consent_views, consents_of, may_see

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LearnerWishes:
    """Whom to recommend to (``None``: everybody), and what they will take, one entry per learner.

    ``languages`` and ``levels`` hold the graph's ids of those welcome (empty: all); ``prices`` are in major
    units of the programme's currency (inf: any).
    """

    learner_ids: Sequence[str]
    languages: Sequence[Sequence[str]]
    levels: Sequence[Sequence[str]]
    prices: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What holds for everybody: the graph's ids of ``languages`` and ``levels`` welcome (none: all).

    Each id goes with what a person called it; ``price`` is in major units of the programme's currency.
    """

    languages: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    price: float = np.inf


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgrammeRecommendQuestion:
    """A programme, its events and its graph; whom to recommend to, and within what.

    ``at`` is the moment at which consents must hold and seats be free.
    """

    programme: Programme
    events: Events
    graph: CourseGraph
    at: datetime
    learners: LearnerWishes | None = None
    limits: Limits = NO_LIMITS
    provider: str | None = None
    most: int = 5
    variety: float = 0.0
    explained: int = EXPLAINED
    warnings: tuple[Finding, ...] = field(default=())


def recommend_programme(
    question: ProgrammeRecommendQuestion, *, embedder: Embedder | None = None, progress: Progress = silent
) -> RecommendAnswer:
    """Return the best courses for a programme's learners.

    Raises ``BadInput`` without any history, and for parties, languages and levels that nobody offers.
    """
    told = learner_records(question.events, question.graph)
    features, facts = graph_features(question.graph), graph_facts(question.graph)
    consents = consents_of(question.events)
    learners = question.learners or _everybody(told)
    places = {name: place for place, name in enumerate(told.learner_ids)}
    asked = np.array([places.get(name, -1) for name in learners.learner_ids], dtype=np.int64)
    sees = may_see(consents, features.providers, at=question.at) if consents else None
    answer = recommend(
        RecommendQuestion(
            histories=told.histories,
            course_ids=_names(question.graph, features),
            learner_ids=learners.learner_ids,
            asked=asked,
            features=features,
            provider=question.provider,
            most=question.most,
            facts=_current(question, facts, told),
            wishes=_wishes(question, learners, _reach(told, features, asked, sees)),
            variety=question.variety,
            views=consent_views(consents, features.providers, features.provider, at=question.at)
            if consents
            else (),
            explained=question.explained,
        ),
        embedder=embedder,
        progress=progress,
    )
    return replace(answer, warnings=(*question.warnings, *_notes(told, consents), *answer.warnings))


def of_one_party(
    question: ProgrammeRecommendQuestion, *, learners_of: str | None, records_of: str | None
) -> ProgrammeRecommendQuestion:
    """Return a question for one party's learners alone, learnt from one party's records alone; ``None``: all.

    Whoever is asked for and not known to the party is left out.
    """
    if learners_of is not None:
        known = known_to(question.events, learners_of)
        question = replace(question, learners=_only(question.learners or _any_wishes(known), set(known)))
    if records_of is not None:
        question = replace(question, events=of_party(question.events, records_of))
    return question


def _only(learners: LearnerWishes, known: Set[str]) -> LearnerWishes:
    kept = [place for place, name in enumerate(learners.learner_ids) if name in known]
    return LearnerWishes(
        learner_ids=[learners.learner_ids[place] for place in kept],
        languages=[learners.languages[place] for place in kept],
        levels=[learners.levels[place] for place in kept],
        prices=learners.prices[kept],
    )


def _everybody(told: LearnerRecords) -> LearnerWishes:
    return _any_wishes(told.learner_ids)


def _any_wishes(learner_ids: Sequence[str]) -> LearnerWishes:
    count = len(learner_ids)
    return LearnerWishes(
        learner_ids=learner_ids,
        languages=((),) * count,
        levels=((),) * count,
        prices=np.full(count, np.inf),
    )


def _names(graph: CourseGraph, features: CourseFeatures) -> list[str]:
    """Return the id of every course, with its party where two parties use the same."""
    ids = graph.nodes["id"].slice(0, features.courses).to_pylist()
    owners = graph.course_providers()
    return [
        name if ids.count(name) == 1 else f"{owner}/{name}" for owner, name in zip(owners, ids, strict=True)
    ]


def _current(question: ProgrammeRecommendQuestion, facts: CourseFacts, told: LearnerRecords) -> CourseFacts:
    """Return facts with prices in the programme's currency only, and the seats this week has left."""
    count = told.histories.courses
    currency = question.graph.nodes["currency"].slice(0, count)
    ours = pc.equal(currency, question.programme.currency).to_numpy()
    return replace(
        facts,
        price=np.where(ours, facts.price, np.nan),
        seats=facts.seats - _enrolled(question, count),
    )


def _enrolled(question: ProgrammeRecommendQuestion, count: int) -> Floats:
    """Return how many were enrolled in each course in the seven days before the moment asked about."""
    orders = question.events.tables["orders"]
    until = pa.scalar(question.at, pa.timestamp("us", "UTC"))
    since = pa.scalar(question.at - WEEK, pa.timestamp("us", "UTC"))
    recent = orders.filter(
        pc.and_(pc.greater(orders["ordered_at"], since), pc.less_equal(orders["ordered_at"], until))
    )
    enrolled = np.zeros(count)
    columns = (recent[name].to_pylist() for name in ("party", "course_id", "quantity"))
    for party, course, quantity in zip(*columns, strict=True):
        place = question.graph.place(NodeKind.COURSE, course, party)
        if place is not None:
            enrolled[place] += quantity
    return enrolled


def _reach(told: LearnerRecords, features: CourseFeatures, asked: Codes, sees: Flags | None) -> Flags | None:
    """Say whose courses each learner may be recommended: of parties that may know of him, (learner, party).

    Somebody whom nobody knows may be recommended all.
    """
    if sees is None:
        return None
    knows = np.zeros((told.histories.learners, len(features.providers)), dtype=np.bool_)
    knows[told.histories.learner, features.provider[told.histories.course]] = True
    reached: Flags = (knows.astype(np.float64) @ sees.astype(np.float64)) > 0
    known = np.concatenate([reached, np.ones((1, reached.shape[1]), dtype=np.bool_)])
    return known[asked]


def _wishes(question: ProgrammeRecommendQuestion, learners: LearnerWishes, reach: Flags | None) -> Wishes:
    graph, limits = question.graph, question.limits
    prices = np.minimum(learners.prices, limits.price) * 10 ** minor_digits(question.programme.currency)
    return Wishes(
        languages=_welcome(graph, NodeKind.LANGUAGE, learners.languages, limits.languages),
        levels=_welcome(graph, NodeKind.LEVEL, learners.levels, limits.levels),
        price=prices if np.isfinite(prices).any() else None,
        providers=reach,
    )


def _welcome(
    graph: CourseGraph, kind: NodeKind, wanted: Sequence[Sequence[str]], everybody: Mapping[str, str]
) -> Flags | None:
    """Say which languages or levels are welcome to whom, (learner, code); ``None``: all to everybody.

    Raises ``BadInput`` for one that no course has.
    """
    if not everybody and not any(wanted):
        return None
    known = graph.nodes["id"][graph.span(kind)].to_pylist()
    groups = {tuple(each) for each in wanted} | {tuple(everybody)}
    for word in dict.fromkeys(word for words in sorted(groups) for word in words):
        if word not in known:
            raise BadInput.of(
                notices.NOBODY_OFFERS,
                value=everybody.get(word, word),
                kind=notices.KIND_NAMES[kind.value],
                known=", ".join(known),
            )
    rows = {words: [not words or name in words for name in known] for words in groups}
    flags = np.array([rows[tuple(each)] for each in wanted], dtype=np.bool_).reshape(len(wanted), len(known))
    welcome: Flags = flags & np.array(rows[tuple(everybody)])
    return welcome


def _notes(told: LearnerRecords, consents: Sequence[object]) -> list[Finding]:
    notes = []
    if not consents:
        notes.append(Finding(notice=notices.NO_CONSENTS, severity=Severity.WARNING))
    if told.left_out:
        facts = {"count": f"{told.left_out:,}"}
        notes.append(Finding(notice=notices.ROWS_OF_UNKNOWN, severity=Severity.WARNING, facts=facts))
    return notes
