"""What linked learners say beyond a bridge: a ridge regression of what it left unexplained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.cross_provider.bridge import Scores
from kuajie.knowledge.cross_provider.gains import ndcg, worthwhile
from kuajie.knowledge.cross_provider.sides import Sides, Singles, dense, profiles, single
from kuajie.knowledge.cross_provider.smoothing import Smoothing
from kuajie.knowledge.histories import Codes, Flags

FILLED_IN = 2.0
PENALTIES = (2.0, 6.0, 20.0, 60.0, 180.0)
COMPANIES = (0.0, 0.5, 1.5, 3.0)
FOLDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedForm:
    """The ridge, in learners, and what counts that the target's learners take together."""

    penalty: float = 180.0
    company: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinkedRows:
    """Linked learners, each with what he likes of the source (N, S + 1), the last column one.

    ``told`` (N, T) is what a bridge says in the scale of what they took, which is ``scale`` times its own;
    ``left`` (N, T) is what it leaves unexplained. Tastes were divided by ``size``.
    """

    tastes: Singles
    size: float
    told: Singles
    left: Singles
    scale: float

    @classmethod
    def of(
        cls, sides: Sides, learners: Codes, before: Smoothing, scores: Scores, like: LinkedRows | None = None
    ) -> LinkedRows:
        """Return the rows of some learners, beside the scores of a bridge; scaled ``like`` others."""
        known = dense(profiles(csr_matrix(sides.took[learners])))
        wanted = single(csr_matrix(sides.wanted[learners]))
        told = scores.of(known).astype(np.float32)
        scale = float(np.vdot(told, wanted)) / max(float(np.vdot(told, told)), 1e-30)
        scale = scale if like is None else like.scale
        tastes = known + FILLED_IN * before.spoken(known)
        size = float(np.sqrt((tastes**2).sum(axis=1).mean())) or 1.0
        size = size if like is None else like.size
        one = np.ones((known.shape[0], 1))
        told *= np.float32(scale)
        return cls(
            tastes=np.concatenate([tastes / size, one], axis=1).astype(np.float32),
            size=size,
            told=told,
            left=wanted - told,
            scale=scale,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ridge:
    """A ridge regression of ``left`` (N, T) on ``tastes`` (N, S), for many penalties at once.

    Solved by whichever of learners and courses are fewer: ``values`` (K,) and ``vectors`` (K, K) are those of
    their products, ``turned`` (K, T) is what is explained, in those vectors.
    """

    tastes: Singles
    values: Singles
    vectors: Singles
    turned: Singles

    @classmethod
    def of(cls, tastes: Singles, left: Singles) -> Ridge:
        """Return the regression, the costly part done."""
        gram, explained = _fewer(tastes, left)
        # By far the fastest driver where all values are wanted.
        values, vectors = eigh(gram, driver="evd", overwrite_a=True)
        return cls(tastes=tastes, values=values, vectors=vectors, turned=vectors.T @ explained)

    def said(self, others: Singles, penalty: float) -> Singles:
        """Return what a fit with a penalty says of the tastes of others, (others, T)."""
        by_course = self.tastes.shape[1] == self.vectors.shape[0]
        known = others if by_course else others @ self.tastes.T
        shrunk = self.vectors / (np.maximum(self.values, 0.0) + np.float32(penalty))
        return np.asarray((known @ shrunk) @ self.turned, dtype=np.float32)


def ridge(tastes: Singles, left: Singles, penalty: float) -> Singles:
    """Return the weights (S, T) least in squares plus ``penalty`` times their own."""
    gram, explained = _fewer(tastes, left)
    gram[np.diag_indices_from(gram)] += np.float32(penalty)
    solved: Singles = np.linalg.solve(gram, explained)
    return solved if tastes.shape[1] <= tastes.shape[0] else tastes.T @ solved


def _fewer(tastes: Singles, left: Singles) -> tuple[Singles, Singles]:
    """Return products of courses or of learners, whichever are fewer, and what they must explain."""
    if tastes.shape[1] <= tastes.shape[0]:
        return tastes.T @ tastes, tastes.T @ left
    return tastes @ tastes.T, left


def ridge_of_all(parts: Iterable[LinkedRows], penalty: float) -> Singles:
    """Return the same of the rows of many learners, part by part."""
    gram, explained = np.zeros((1, 1), np.float32), np.zeros((1, 1), np.float32)
    for part in parts:
        gram = gram + part.tastes.T @ part.tastes
        explained = explained + part.tastes.T @ part.left
    gram[np.diag_indices_from(gram)] += np.float32(penalty)
    solved: Singles = np.linalg.solve(gram, explained)
    return solved


def corrected(rows: LinkedRows, found: Singles, scores: Scores, before: Smoothing) -> Scores:
    """Return the scores of a bridge, corrected by weights ``found`` for rows scaled as these, (S + 1, T)."""
    weights = before.widened(found[:-1] / rows.size, FILLED_IN)
    return Scores(weights=rows.scale * scores.weights + weights, usual=rows.scale * scores.usual + found[-1])


def choose_linked(
    rows: LinkedRows, wanted: csr_matrix, judges: Codes, after: Smoothing, rng: np.random.Generator
) -> tuple[LinkedForm, Floats]:
    """Return the form that ranks best for those who judge (places in ``rows``), and what it gains each.

    ``wanted`` (judges, T) is what they took. No judge is scored by a fit that knows him, nor told the gain of
    a form that he helped to choose. The most cautious form is kept unless another gains more than chance
    easily gives.
    """
    folds = _folds(judges.size, rows.tastes.shape[0], rng)
    fits = [_without(rows, judges[fold]) for fold in folds]
    told = {}
    for penalty in PENALTIES:
        found = rows.told[judges].copy()
        for fold, fit in zip(folds, fits, strict=True):
            found[fold] += fit.said(rows.tastes[judges[fold]], penalty)
        spoken = after.spoken(found)
        for share in COMPANIES:
            told[LinkedForm(penalty=penalty, company=share)] = ndcg(found + share * spoken, wanted)
    group, gains = rng.permutation(judges.size) % FOLDS, np.zeros(judges.size)
    for one in range(FOLDS):
        gains[group == one] = told[_best(told, group != one)][group == one]
    return _best(told, np.ones(judges.size, dtype=np.bool_)), gains


def _best(told: Mapping[LinkedForm, Floats], by: Flags) -> LinkedForm:
    """Return the form that gains some of the judges most."""
    usual = told[LinkedForm()][by]
    return max(told, key=lambda form: worthwhile(usual, told[form][by]))


def _folds(judges: int, linked: int, rng: np.random.Generator) -> list[Flags]:
    """Return who is left out together: all judges, where enough others are linked, else parts of them."""
    count = 1 if judges * FOLDS <= linked else FOLDS
    fold = rng.permutation(judges) % count
    return [fold == one for one in range(count)]


def _without(rows: LinkedRows, left_out: Codes) -> Ridge:
    kept = np.ones(rows.tastes.shape[0], dtype=np.bool_)
    kept[left_out] = False
    return Ridge.of(rows.tastes[kept], rows.left[kept])
