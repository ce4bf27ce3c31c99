"""The best-worst method: weights from comparing everything with the best and with the worst only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from kuajie.matching.normalisation import Floats

LP_TOLERANCE = 1e-10
"""What the linear programme may violate a constraint by."""
HALVINGS = 200
"""Bisection stops at the floats' own precision, long before."""
ROUNDING = 1e-12
"""Rounding that a comparison of products of judgements forgives, relatively."""


AGREEING = 1e-9
"""A largest difference below this is rounding of the linear programmes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestWorst:
    """How many times the best is as important as each, and each as the worst; ``(n,)`` both, all 1 or more.

    ``best`` and ``worst`` are places from 0. Raises ``ValueError`` for anything else.
    """

    best: int
    worst: int
    best_to_others: Floats
    others_to_worst: Floats

    def __post_init__(self) -> None:
        """Refuse vectors of different length, judgements below 1, and what is not equal to itself."""
        to_others, to_worst = self.best_to_others, self.others_to_worst
        if to_others.shape != to_worst.shape or to_others.ndim != 1 or len(to_others) < 2:
            raise ValueError(f"two vectors of equal length are needed, but got {to_others} and {to_worst}")
        if not (np.isfinite(to_others).all() and np.isfinite(to_worst).all()):
            raise ValueError(f"judgements must be finite, but got {to_others} and {to_worst}")
        if min(to_others.min(), to_worst.min()) < 1.0:
            raise ValueError(f"judgements must be 1 or more, but got {to_others} and {to_worst}")
        if self.best == self.worst or to_others[self.best] != 1.0 or to_worst[self.worst] != 1.0:
            raise ValueError(f"best {self.best} and worst {self.worst} must differ and equal themselves")
        if to_others[self.worst] != to_worst[self.best]:
            raise ValueError(
                f"the best against the worst is {to_others[self.worst]} and {to_worst[self.best]}"
            )

    def reordered(self, places: Sequence[int]) -> BestWorst:
        """Return the same judgements with things in another order, given by their present places."""
        order = list(places)
        return BestWorst(
            best=order.index(self.best),
            worst=order.index(self.worst),
            best_to_others=self.best_to_others[order],
            others_to_worst=self.others_to_worst[order],
        )

    @property
    def best_to_worst(self) -> float:
        """How many times as important as the worst the best is."""
        return float(self.best_to_others[self.worst])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestWorstWeights:
    """Weights ``(n,)`` of the linear model, and how far the judgements are from agreeing.

    ``xi_linear`` is the linear model's largest difference between weights; ``xi_nonlinear`` the least largest
    difference between a judgement and the ratio of weights it stands for; ``consistency_ratio`` divides the
    latter by the consistency index. Where the best is no more important than the worst that is zero: the
    ratio is then 0 when nothing contradicts it, else ``None``.
    """

    weights: Floats
    xi_linear: float
    xi_nonlinear: float
    consistency_ratio: float | None


def best_worst_weights(
    judged: BestWorst, *, index: Callable[[float], float] | None = None
) -> BestWorstWeights:
    """Return the weights of best-worst judgements.

    Weights and ``xi_linear`` are those of the linear model, whose solution is unique (Rezaei 2016, Omega 64);
    ``xi_nonlinear`` and its ratio are those of the min-max model (Rezaei 2015, Omega 53). ``index`` gives the
    consistency index of a judgement of best against worst, ``consistency_index`` where ``None``.
    """
    weights, xi_linear = _linear_model(judged)
    xi = smallest_xi(judged)
    highest = (index or consistency_index)(judged.best_to_worst)
    return BestWorstWeights(
        weights=weights, xi_linear=xi_linear, xi_nonlinear=xi, consistency_ratio=_ratio(xi, highest)
    )


def _ratio(xi: float, highest: float) -> float | None:
    if highest > 0.0:
        return xi / highest
    return 0.0 if xi <= AGREEING else None


def consistency_index(best_to_worst: float) -> float:
    """Return the largest xi that judgements up to ``best_to_worst`` can have (Rezaei 2015).

    The smaller root of ``xi^2 - (1 + 2a) xi + a^2 - a = 0``.

    >>> [round(consistency_index(a), 2) for a in (2, 3, 9)]
    [0.44, 1.0, 5.23]
    """
    a = best_to_worst
    # The product of the roots is a² - a; dividing by the larger one loses no digits.
    return 2.0 * (a * a - a) / (1.0 + 2.0 * a + sqrt(8.0 * a + 1.0))


def _linear_model(judged: BestWorst) -> tuple[Floats, float]:
    """Return w and xi: min xi with ``|w_B - a_Bj w_j| <= xi``, ``|w_j - a_jW w_W| <= xi``, Σw = 1."""
    from scipy.optimize import linprog  # noqa: PLC0415 - only those who use this method pay for loading it

    count = len(judged.best_to_others)
    rows = []
    for j in range(count):
        towards_best, towards_worst = np.zeros(count + 1), np.zeros(count + 1)
        towards_best[judged.best] += 1.0
        towards_best[j] -= judged.best_to_others[j]
        towards_worst[j] += 1.0
        towards_worst[judged.worst] -= judged.others_to_worst[j]
        rows += [towards_best, -towards_best, towards_worst, -towards_worst]
    above = np.array(rows)
    above[:, -1] = -1.0
    tolerances = {"primal_feasibility_tolerance": LP_TOLERANCE, "dual_feasibility_tolerance": LP_TOLERANCE}
    solved = linprog(
        c=np.append(np.zeros(count), 1.0),
        A_ub=above,
        b_ub=np.zeros(len(above)),
        A_eq=np.append(np.ones(count), 0.0)[None],
        b_eq=[1.0],
        bounds=(0.0, None),
        method="highs-ds",
        options=tolerances,
    )
    if solved.x is None:
        raise ValueError(f"the linear model of {judged} was not solved: {solved.message}")
    weights = np.maximum(solved.x[:-1], 0.0)
    return weights / weights.sum(), max(0.0, float(solved.x[-1]))


def smallest_xi(judged: BestWorst) -> float:
    """Return the least xi of the min-max model.

    It asks for weights with ``|w_B/w_j - a_Bj| <= xi`` and ``|w_j/w_W - a_jW| <= xi``. For a given xi these
    are linear in the weights. With ``w_W = 1`` each ``w_j`` has a lower and an upper bound of its own in
    terms of ``w_B``, so that weights exist exactly when the bounds on ``w_B`` do not cross; the least xi is
    found by bisection on that.
    """
    low, high = 0.0, float(max(judged.best_to_others.max(), judged.others_to_worst.max())) - 1.0
    if _holds(judged, low):
        return 0.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            break
        low, high = (low, middle) if _holds(judged, middle) else (middle, high)
    return high


def _holds(judged: BestWorst, xi: float) -> bool:
    """Say whether weights exist for a xi, from the bounds on ``w_B`` where ``w_W`` is 1."""
    least, most = judged.best_to_worst - xi, judged.best_to_worst + xi
    for j, (ahead, above) in enumerate(zip(judged.best_to_others, judged.others_to_worst, strict=True)):
        if j in (judged.best, judged.worst):
            continue
        # w_j lies from w_B/(ahead + xi) and above - xi to above + xi and, where ahead > xi, w_B/(ahead - xi).
        least = max(least, (above - xi) * (ahead - xi) if ahead > xi and above > xi else -inf)
        most = min(most, (above + xi) * (ahead + xi))
    return bool(least <= most * (1.0 + ROUNDING))
