"""Which linear model? The one that best ranks what some learners took last, which is hidden from the fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.blend import Pool, Search, full_gains, pool_rivals, spread
from kuajie.knowledge.co_occurrence import PairCounts, count_pairs, recount
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.histories import Flags, Histories
from kuajie.knowledge.hold_out import HoldOut, hide_last
from kuajie.knowledge.linear_items import Form, LinearItems, blended
from kuajie.knowledge.order_regression import NormalEquations, OrderRegression, solve
from kuajie.knowledge.parts import FOLLOWS, Blend, Pairs, Scores, further_parts
from kuajie.knowledge.ranking_measures import RankingMeasures, measure

BASE = (Form().penalty, Form().order_share)
REGRESSIONS = ((300.0, 0.7), (1000.0, 0.7), (150.0, 0.0))
"""Penalties and shares of order that are tried beside those of ``Form``."""
RECENCIES = (0.85, 1.0)
"""What else an earlier course may count for each one after it."""
OTHERS = "others"
STARTS = ({FOLLOWS: 0.3, OTHERS: 0.0}, {FOLLOWS: 0.3, OTHERS: 1.0})
"""Weights of parts from which better ones are looked for."""
ROUNDS = 2
HIDDEN_SHARE = 3
"""One learner in so many has a course hidden at the most, so that enough is left to learn from."""
CHOOSING = 0.6
"""Share of them by which the model is chosen; by the others it is measured."""
LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """The form chosen, what it is worth on learners that chose nothing (``None``: nobody), and all counts."""

    form: Form
    measures: RankingMeasures | None
    counts: PairCounts


def choose_form(
    histories: Histories,
    features: CourseFeatures,
    *,
    offered: Flags,
    hidden: int,
    rng: np.random.Generator,
) -> Choice:
    """Return the form that ranks best what at most so many learners took last, of the courses ``offered``."""
    counts = count_pairs(histories)
    most = min(hidden, int((histories.counts > 1).sum()) // HIDDEN_SHARE)
    held = hide_last(histories, most=most, rng=rng, offered=offered)
    if not held.learners.size:
        return Choice(form=Form(), measures=None, counts=counts)
    touched = np.zeros(histories.learners, dtype=np.bool_)
    touched[held.learners] = True
    seen = recount(counts, histories, held.seen, touched)
    border = max(1, round(CHOOSING * held.learners.size))
    choosing = held.some(slice(0, border))
    form, regression = _chosen(choosing, seen, features, offered)
    model = _with_recency(blended(regression, held.seen, form, features), choosing, offered)
    measures = _measured(model, held.some(slice(border, held.learners.size)), offered, rng)
    return Choice(form=model.form, measures=measures, counts=counts)


def _chosen(
    held: HoldOut, counts: PairCounts, features: CourseFeatures, offered: Flags
) -> tuple[Form, OrderRegression]:
    """Return the form whose regression and parts rank best together, and the regression."""
    equations, parts = NormalEquations.of(counts, precision=np.float32), further_parts(counts, features)
    first = solve(equations, *BASE)
    base = Pairs(weights=first.weights())
    sizes = np.array([spread(part, held.seen) for part in (base, *parts.values())])
    starts = [np.array([start.get(name, start[OTHERS]) for name in parts]) for start in STARTS]
    mixes = [np.concatenate([[1.0], start]) / sizes for start in starts]
    pool, scored = pool_rivals(held, (base, *parts.values()), mixes, offered=offered)
    scored /= sizes.astype(np.float32)[:, None, None]
    best, search = first, _searched(pool, scored[0], scored[1:], starts)
    for penalty, share in REGRESSIONS:
        regression = solve(equations, penalty, share)
        base = Pairs(weights=regression.weights())
        other = pool.scored(base) / np.float32(spread(base, held.seen))
        rival = _searched(pool, other, scored[1:], starts)
        if rival.gains.mean() > search.gains.mean():
            best, search = regression, rival
    for _ in range(ROUNDS):
        search.weigh()
    weights = {name: float(each) for name, each in zip(parts, search.weights, strict=True) if each}
    return Form(penalty=best.penalty, order_share=best.order_share, weights=weights), best


def _searched(pool: Pool, base: Scores, parts: Scores, starts: Sequence[Floats]) -> Search:
    """Return the best search of those from different starts."""
    searches = [Search.of(pool, base, parts, start).weigh() for start in starts]
    return max(searches, key=lambda search: float(search.gains.mean()))


def _with_recency(model: LinearItems, held: HoldOut, offered: Flags) -> LinearItems:
    """Return the model with the recency by which it ranks best."""
    tried = (model.form.recency, *RECENCIES)
    part = Blend(weights=model.weights, usual=model.usual)
    best = max(tried, key=lambda recency: float(full_gains(part, held, recency, offered).mean()))
    return replace(model, form=replace(model.form, recency=best))


def _measured(
    model: LinearItems, held: HoldOut, offered: Flags, rng: np.random.Generator
) -> RankingMeasures | None:
    if not held.learners.size:
        return None
    found = model.best(held.seen, held.learners, most=LISTED, offered=offered)
    ranked = np.concatenate([best for _, best in found])
    return measure(ranked, held.hidden, courses=int(offered.sum()), rng=rng)
