"""A response model in one block of memory, so that a compiled density finds it behind one pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kuajie.response.kernels.compile import compiled
from kuajie.response.model import SLOTS, Floats, Prior, ResponseModel

HEADER = 8
"""Leading cells: block size, weeks, courses, levers, terms, parameters, full weeks, unused."""

SLOT_CELLS = 5
"""Cells per lever slot: place among parameters (-1: fixed), location or value, spread, transform, span."""

SLOT_COUNT = len(SLOTS)


class View(NamedTuple):
    """A packed model seen through its parts; shapes as in ``ResponseModel``, all float64.

    ``outcome`` is the log outcome less the prior mean of the baseline; ``basis (course, term, week)`` and
    ``variance (course, term)`` are U and D² of ``baseline_basis``.
    """

    carry_kinds: Floats
    saturation_kinds: Floats
    training: Floats
    start: Floats
    usual: Floats
    acts: Floats
    slots: Floats
    sigma_prior: Floats
    inputs: Floats
    observed: Floats
    outcome: Floats
    basis: Floats
    variance: Floats
    censored: Floats


@compiled
def unpack(block: Floats) -> View:
    """Return views into a packed block; nothing is copied."""
    weeks, courses, levers = int(block[1]), int(block[2]), int(block[3])
    terms, fulls = int(block[4]), int(block[6])
    at = HEADER + 5 * levers
    of_levers = block[HEADER:at].reshape((5, levers))
    acts = block[at : at + courses * levers].reshape((courses, levers))
    at += courses * levers
    slots = block[at : at + levers * SLOT_COUNT * SLOT_CELLS].reshape((levers, SLOT_COUNT, SLOT_CELLS))
    at += levers * SLOT_COUNT * SLOT_CELLS
    sigma_prior = block[at : at + 2]
    at += 2
    inputs = block[at : at + levers * weeks].reshape((levers, weeks))
    at += levers * weeks
    observed = block[at : at + courses * weeks].reshape((courses, weeks))
    at += courses * weeks
    outcome = block[at : at + courses * weeks].reshape((courses, weeks))
    at += courses * weeks
    basis = block[at : at + courses * terms * weeks].reshape((courses, terms, weeks))
    at += courses * terms * weeks
    variance = block[at : at + courses * terms].reshape((courses, terms))
    at += courses * terms
    censored = block[at : at + fulls * 2].reshape((fulls, 2))
    return View(
        of_levers[0],
        of_levers[1],
        of_levers[2],
        of_levers[3],
        of_levers[4],
        acts,
        slots,
        sigma_prior,
        inputs,
        observed,
        outcome,
        basis,
        variance,
        censored,
    )


def pack(model: ResponseModel) -> Floats:
    """Return the model as one float64 block, in the order in which ``unpack`` reads it."""
    parts = [part.astype(np.float64).ravel() for part in _parts(model)]
    body = np.concatenate(parts)
    header = np.zeros(HEADER)
    header[:7] = (
        HEADER + body.size,
        model.weeks,
        len(model.courses),
        len(model.levers),
        len(model.terms),
        len(model.parameters),
        len(model.censored),
    )
    return np.concatenate([header, body])


def _parts(model: ResponseModel) -> Iterator[Floats]:
    yield model.carry_kinds.astype(np.float64)
    yield model.saturation_kinds.astype(np.float64)
    yield model.training.astype(np.float64)
    yield model.start
    yield model.usual
    yield model.acts.astype(np.float64)
    yield _slots(model)
    prior = model.sigma_prior
    yield np.array([prior.location, prior.spread])
    yield model.inputs
    observed = ~np.isnan(model.log_outcome)
    yield observed.astype(np.float64)
    location = np.einsum("ctp,cp->ct", model.design, model.coefficient_location)
    # What remains to explain: the log outcome less the prior mean of the baseline; unobserved weeks count 0.
    yield np.where(observed, model.log_outcome - location, 0.0)
    basis, variance, _ = baseline_basis(model)
    yield basis
    yield variance
    yield model.censored.astype(np.float64)


def _slots(model: ResponseModel) -> Floats:
    table = np.zeros((len(model.levers), len(SLOTS), SLOT_CELLS))
    place = 0
    for lever, prior in enumerate(model.lever_priors):
        for slot, entry in enumerate(prior.slots):
            if isinstance(entry, Prior):
                table[lever, slot] = (place, entry.location, entry.spread, entry.transform, entry.span)
                place += 1
            else:
                table[lever, slot] = (-1, entry, 0, 0, 0)
    return table


def baseline_basis(model: ResponseModel) -> tuple[Floats, Floats, Floats]:
    """Return what integrating the baseline out needs, from one singular value decomposition a course.

    With S the prior spreads and Z S = U D Vᵀ over the observed weeks, the outcome given the levers has
    covariance σ² I + U D² Uᵀ. Returns U ``(course, term, week)`` (zero in unobserved weeks), D²
    ``(course, term)`` and V ``(course, term, term)``, columns in the order of D.
    """
    courses, weeks, terms = model.design.shape
    basis, variance = np.zeros((courses, terms, weeks)), np.zeros((courses, terms))
    rotation = np.zeros((courses, terms, terms))
    for course in range(courses):
        rows = ~np.isnan(model.log_outcome[course])
        scaled = model.design[course, rows] * model.coefficient_spread[course]
        left, singular, right = np.linalg.svd(scaled, full_matrices=False)
        rank = singular.size
        basis[course, :rank, rows] = left
        variance[course, :rank] = singular**2
        # Directions the data cannot see (fewer weeks than terms) keep their prior.
        full = np.linalg.svd(scaled, full_matrices=True)[2] if rank < terms else right
        rotation[course] = full.T
    return basis, variance, rotation
