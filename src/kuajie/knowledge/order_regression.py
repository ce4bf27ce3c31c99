"""Courses regressed on courses, taken together and taken before: a ridge in closed form.

One regression explains what a learner took by the other courses taken (EASE: Steck, 2019), another the next
course by those before it; their sums of squares are added in the shares ``order_share``, so that one set of
weights serves both (SLIST: Choi, Kim, Lee, Shim and Lee, 2021).

Only the courses most taken are regressed jointly, on which the work grows with the third power. Of a course
that few learners took, the penalty far outweighs what it shares with others, which is left out: each of these
is a regressor on its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import DTypeLike, NDArray
from scipy.linalg import lapack
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from kuajie.domain.panel import Floats
from kuajie.knowledge.co_occurrence import PairCounts
from kuajie.knowledge.histories import Codes

JOINT = 2000
"""Courses regressed jointly at the most."""
SOLVED_ANEW = 4
"""Once more than one in so many joint courses changed, solving anew costs less than updating."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NormalEquations:
    """What a regression of the ``joint`` courses (J,) needs of counts, as dense rows of theirs.

    ``together`` and ``follows`` are (J, courses), ``before`` (J, J).
    """

    counts: PairCounts
    joint: Codes
    together: Floats
    before: Floats
    follows: Floats

    @classmethod
    def of(
        cls, counts: PairCounts, joint: Codes | None = None, *, precision: DTypeLike = np.float64
    ) -> NormalEquations:
        """Return those of ``joint`` courses, else of the ``JOINT`` most taken."""
        chosen = most_taken(counts, JOINT) if joint is None else joint
        return cls(
            counts=counts,
            joint=chosen,
            together=counts.together[chosen].astype(precision).toarray(),
            before=counts.before[chosen].astype(precision)[:, chosen].toarray(),
            follows=counts.follows[chosen].astype(precision).toarray(),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OrderRegression:
    """A fitted regression of the ``joint`` courses (J,) and all others.

    ``inverse`` (J, J) is that of the penalised Gram matrix of the joint courses, ``solution`` (J, courses)
    its product with what is to be explained, before a course is kept from explaining itself.
    """

    counts: PairCounts
    penalty: float
    order_share: float
    joint: Codes
    inverse: Floats
    solution: Floats

    def weights(self) -> NDArray[np.float32]:
        """Return how much the first course speaks for the second, (courses, courses); none for itself."""
        courses = self.solution.shape[1]
        weights = np.zeros((courses, courses), dtype=np.float32)
        alone = np.setdiff1d(np.arange(courses), self.joint)
        weights[alone] = self._alone(alone)
        weights[self.joint] = self._jointly()
        np.fill_diagonal(weights, 0.0)
        return weights

    def _jointly(self) -> Floats:
        own = self.solution[np.arange(self.joint.size), self.joint] / np.diag(self.inverse)
        weights = self.solution.copy()
        weights[:, self.joint] -= self.inverse * own
        return weights

    def _alone(self, alone: Codes) -> Floats:
        shares = (1.0 - self.order_share, self.order_share)
        own = shares[0] * self.counts.together.diagonal() + shares[1] * self.counts.before.diagonal()
        explained = shares[0] * self.counts.together[alone] + shares[1] * self.counts.follows[alone]
        weights: Floats = explained.toarray() / (own[alone] + self.penalty)[:, None]
        return weights

    def updated(self, counts: PairCounts) -> OrderRegression:
        """Return the fit to changed counts of the same courses, with the same courses joint.

        A change that touches few of them is a change of low rank (Woodbury, 1950); else it is solved anew.
        """
        gram, explained = self._change(counts)
        touched = np.union1d(_filled_rows(gram), _filled_rows(explained))
        if touched.size * SOLVED_ANEW > self.joint.size:
            return fit_regression(counts, self.penalty, self.order_share, joint=self.joint)
        columns = self.inverse[:, touched]
        middle = gram[touched][:, touched].toarray()
        core = np.linalg.solve(np.eye(touched.size) + middle @ columns[touched], middle)
        inverse = self.inverse - columns @ (core @ columns.T)
        solution = self.solution - columns @ (core @ self.solution[touched])
        solution += inverse[:, touched] @ explained[touched].toarray()
        return replace(self, counts=counts, inverse=inverse, solution=solution)

    def _change(self, counts: PairCounts) -> tuple[csr_matrix, csr_matrix]:
        """Return by how much the Gram matrix (J, J) and what is explained (J, courses) change."""
        shares, joint = (1.0 - self.order_share, self.order_share), self.joint
        together = shares[0] * (counts.together - self.counts.together)[joint]
        before = shares[1] * (counts.before - self.counts.before)[joint]
        follows = shares[1] * (counts.follows - self.counts.follows)[joint]
        return csr_matrix((together + before)[:, joint]), csr_matrix(together + follows)


def fit_regression(
    counts: PairCounts, penalty: float, order_share: float, *, joint: Codes | None = None
) -> OrderRegression:
    """Return the weights B that explain what counts say, least squares plus ``penalty`` · ‖B‖².

    ``order_share`` (0 to 1) is the share of the next course given those before, against the course given all
    others. ``joint`` are regressed jointly, else the ``JOINT`` most taken.
    """
    return solve(NormalEquations.of(counts, joint), penalty, order_share)


def solve(equations: NormalEquations, penalty: float, order_share: float) -> OrderRegression:
    """Return the regression, in the precision of its equations."""
    joint, kind = equations.joint, equations.together.dtype.type
    shares = (kind(1.0 - order_share), kind(order_share))
    gram = shares[0] * equations.together[:, joint] + shares[1] * equations.before
    gram[np.diag_indices_from(gram)] += kind(penalty)
    inverse = _inverse(gram)
    explained = shares[0] * equations.together + shares[1] * equations.follows
    return OrderRegression(
        counts=equations.counts,
        penalty=penalty,
        order_share=order_share,
        joint=joint,
        inverse=inverse,
        solution=inverse @ explained,
    )


def most_taken(counts: PairCounts, most: int) -> Codes:
    """Return the courses most taken, in order of their codes."""
    chosen: Codes = np.sort(np.argsort(-counts.popularity, kind="stable")[:most])
    return chosen


def _filled_rows(matrix: csr_matrix) -> Codes:
    kept = csr_matrix(matrix, copy=True)
    kept.eliminate_zeros()
    filled: Codes = np.flatnonzero(np.diff(kept.indptr)).astype(np.int64)
    return filled


def _inverse(matrix: Floats) -> Floats:
    """Return the inverse of a symmetric positive definite matrix, by Cholesky's factor."""
    single = matrix.dtype == np.float32
    # Threads wait for each other by spinning: on a busy machine that cost ten times the work itself.
    with threadpool_limits(limits=1, user_api="blas"):
        factor, fault = (lapack.spotrf if single else lapack.dpotrf)(matrix.T, lower=1, overwrite_a=1)
        if fault:
            raise ValueError(f"the Gram matrix is not positive definite at {fault}")
        lower, _ = (lapack.spotri if single else lapack.dpotri)(factor, lower=1, overwrite_c=1)
    inverse: Floats = np.tril(lower) + np.tril(lower, -1).T
    return inverse
