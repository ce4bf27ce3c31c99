"""A response model in one block of memory, so that a compiled density finds it behind one pointer.

The block begins with its size and a few numbers, then a table of contents (offset and up to three lengths of
every part), then the parts, in the order of the fields of ``View``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kuajie.response import codes
from kuajie.response.baseline_basis import BaselineBasis, baseline_basis
from kuajie.response.kernels.compile import compiled
from kuajie.response.layout import Layout, layout_of
from kuajie.response.model import Floats, ResponseModel
from kuajie.response.total_lift import total_lift_map, total_lift_weights

SIZE, PARAMETERS, STANDARD, COUPLING = 0, 1, 2, 3
HEADER = 4
"""Leading cells: size of the block, parameters, those with a standard normal prior, coupling."""

ENTRY = 4
"""Cells per part in the table of contents: offset and three lengths."""


class View(NamedTuple):
    """A packed model seen through its parts, all float64.

    ``lever_facts (lever, 8)``: carry-over, saturation, training, start, usual, weeks used, whether the input
    is reach, weight in the total lift; ``course_facts (course, 4)``: outcome kind, price kind, unit, place of
    the first baseline score; cells as in ``Layout``; ``outcome (course, week)``: log enrolments, counts or
    enrolments in units by kind; ``offset (course, week)`` the prior mean of the baseline; basis arrays as in
    ``BaselineBasis``; ``censored (full week, 2)``; ``trials (experiment, 7)``: lever, course, first, last,
    unit, lift, error; ``weights (course, week)``: enrolments observed, 0 where none are; ``total_lift (1,
    2)``: the power and the shift by which the total of lifts follows from what the levers' own priors say (1
    and 0: it is that).
    """

    lever_facts: Floats
    lever_cells: Floats
    pool_cells: Floats
    reach_cells: Floats
    halo_cells: Floats
    acts: Floats
    course_facts: Floats
    sigma_cells: Floats
    drift_cells: Floats
    price_cells: Floats
    inputs: Floats
    frequency: Floats
    observed: Floats
    outcome: Floats
    offset: Floats
    price: Floats
    fixed: Floats
    fixed_size: Floats
    drift: Floats
    drift_size: Floats
    cross: Floats
    censored: Floats
    trials: Floats
    without: Floats
    weights: Floats
    total_lift: Floats


@compiled
def flat(block: Floats, part: int) -> Floats:
    """Return a part as it lies in memory."""
    at = HEADER + ENTRY * part
    first = int(block[at])
    return block[first : first + int(block[at + 1]) * int(block[at + 2]) * int(block[at + 3])]


@compiled
def matrix(block: Floats, part: int) -> Floats:
    """Return a part with two axes."""
    at = HEADER + ENTRY * part
    return flat(block, part).reshape((int(block[at + 1]), int(block[at + 2])))


@compiled
def cube(block: Floats, part: int) -> Floats:
    """Return a part with three axes."""
    at = HEADER + ENTRY * part
    return flat(block, part).reshape((int(block[at + 1]), int(block[at + 2]), int(block[at + 3])))


@compiled
def unpack(block: Floats) -> View:
    """Return views into a packed block; nothing is copied."""
    return View(
        matrix(block, 0),
        cube(block, 1),
        matrix(block, 2),
        cube(block, 3),
        cube(block, 4),
        matrix(block, 5),
        matrix(block, 6),
        matrix(block, 7),
        matrix(block, 8),
        cube(block, 9),
        matrix(block, 10),
        matrix(block, 11),
        matrix(block, 12),
        matrix(block, 13),
        matrix(block, 14),
        matrix(block, 15),
        cube(block, 16),
        matrix(block, 17),
        cube(block, 18),
        matrix(block, 19),
        cube(block, 20),
        matrix(block, 21),
        matrix(block, 22),
        matrix(block, 23),
        matrix(block, 24),
        matrix(block, 25),
    )


def pack(model: ResponseModel) -> Floats:
    """Return the model as one float64 block, as ``unpack`` reads it."""
    basis = baseline_basis(model)
    layout = layout_of(model, basis)
    parts = _parts(model, layout, basis)
    header, contents = np.zeros(HEADER), np.zeros((len(parts), ENTRY))
    at = HEADER + contents.size
    for row, part in zip(contents, parts, strict=True):
        row[:] = (at, *part.shape, *([1] * (3 - part.ndim)))
        at += part.size
    header[:] = (at, len(layout.names), layout.standard, model.coupling)
    return np.concatenate([header, contents.ravel(), *(part.ravel() for part in parts)])


def _parts(model: ResponseModel, layout: Layout, basis: BaselineBasis) -> View:
    seen = model.observed
    table = model.experiments
    real = [table.lever, table.course, table.first, table.last, table.unit, table.lift, table.error]
    facts = [model.outcome_kinds, model.price_kinds, model.unit, layout.baseline]
    return View(
        lever_facts=lever_facts(model),
        lever_cells=layout.levers,
        pool_cells=layout.pools,
        reach_cells=layout.reach,
        halo_cells=layout.halo,
        acts=model.acts.astype(np.float64),
        course_facts=np.column_stack(facts).astype(np.float64),
        sigma_cells=layout.sigma,
        drift_cells=layout.drift,
        price_cells=layout.prices,
        inputs=model.inputs,
        frequency=np.nan_to_num(model.frequency),
        observed=seen.astype(np.float64),
        outcome=_outcome(model),
        offset=np.where(seen, np.einsum("ctp,cp->ct", model.design, model.coefficient_location), 0.0),
        price=model.price,
        fixed=basis.fixed,
        fixed_size=basis.fixed_size,
        drift=basis.drift,
        drift_size=basis.drift_size,
        cross=basis.cross,
        censored=model.censored.astype(np.float64),
        trials=np.column_stack(real).astype(np.float64),
        without=table.without,
        weights=np.where(seen, model.outcome, 0.0),
        total_lift=np.array([total_lift_map(model)]),
    )


def lever_facts(model: ResponseModel) -> Floats:
    """Return the facts of every lever, as ``View`` holds them."""
    given_as_reach = ~np.isnan(model.frequency).all(axis=1) if model.weeks else np.zeros(len(model.levers))
    facts = [
        model.carry_kinds,
        model.saturation_kinds,
        model.training,
        model.start,
        model.usual,
        model.used_weeks,
        given_as_reach,
        total_lift_weights(model),
    ]
    return np.column_stack(facts).astype(np.float64)


def _outcome(model: ResponseModel) -> Floats:
    """Return the outcome on the scale on which its density works, 0 where there is none."""
    seen = np.where(model.observed, model.outcome, 1.0)
    kinds = model.outcome_kinds[:, None]
    logged = np.log(np.where(kinds == codes.LOG_NORMAL, seen, 1.0))
    scaled = np.where(kinds == codes.NORMAL, seen / model.unit[:, None], seen)
    return np.where(model.observed, np.where(kinds == codes.LOG_NORMAL, logged, scaled), 0.0)
