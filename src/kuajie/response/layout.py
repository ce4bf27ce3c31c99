"""Which parameter stands where among the z-scores, and which cells describe it to the compiled density."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kuajie.response import codes
from kuajie.response.baseline_basis import BaselineBasis, baseline_basis
from kuajie.response.model import PRICE_SLOTS, ResponseModel
from kuajie.response.prior import SLOTS, Floats, Prior, Transform

CELLS = 5
"""Cells per parameter: place among the z-scores (-1: fixed), location or value, spread, transform, span."""

FIXED = -1.0

STANDARD = Prior(location=0.0, spread=1.0, transform=Transform.IDENTITY)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Names of all sampled parameters in order, and tables of cells.

    ``levers (lever, slot, cell)``, ``pools (lever, cell)``, ``reach`` and ``halo (course, lever, cell)``,
    ``sigma``, ``drift (course, cell)``, ``prices (course, 3, cell)``; ``baseline (course,)`` the place of the
    first baseline score of counted courses (-1: integrated out); ``standard`` how many leading parameters
    are standard normal a priori: all but the latent demand of full weeks, which comes last.
    """

    names: tuple[str, ...]
    levers: Floats
    pools: Floats
    reach: Floats
    halo: Floats
    sigma: Floats
    drift: Floats
    prices: Floats
    baseline: Floats
    standard: int


def parameter_names(model: ResponseModel) -> tuple[str, ...]:
    """Return the names of the sampled parameters, in order."""
    return layout_of(model).names


@dataclass(slots=True)
class _Counter:
    names: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def cells(self, entry: Prior | float, name: str) -> tuple[float, ...]:
        """Return the cells of a parameter; a sampled one gets the next place, or that of its name's first."""
        if not isinstance(entry, Prior):
            return (FIXED, entry, 0.0, 0.0, 1.0)
        if name not in self.places:
            self.places[name] = len(self.names)
            self.names.append(name)
        return (self.places[name], entry.location, entry.spread, float(entry.transform), entry.span)


def layout_of(model: ResponseModel, basis: BaselineBasis | None = None) -> Layout:
    """Return the layout of a model; ``basis`` spares its decomposition where it is at hand."""
    basis = basis or baseline_basis(model)
    count = _Counter()
    tables = _lever_tables(model, count) | _course_tables(model, count)
    baseline = _baseline_places(model, basis, count)
    standard = len(count.names)
    count.names += [f"unmet[{c},{t}]" for c, t in model.censored]
    return Layout(names=tuple(count.names), baseline=baseline, standard=standard, **tables)


def _lever_tables(model: ResponseModel, count: _Counter) -> dict[str, Floats]:
    shape = (len(model.courses), len(model.levers), CELLS)
    levers = np.zeros((len(model.levers), len(SLOTS), CELLS))
    pools = np.zeros((len(model.levers), CELLS))
    reach, halo = np.zeros(shape), np.zeros(shape)
    pooled = model.pooled
    for k, (lever, prior) in enumerate(zip(model.levers, model.lever_priors, strict=True)):
        for s, (slot, entry) in enumerate(zip(SLOTS, prior.slots, strict=True)):
            levers[k, s] = count.cells(entry, f"{slot}[{model.families[k]}]")
        pool = model.pool_priors[k] if pooled[:, k].any() else None
        pools[k] = count.cells(pool if pool is not None else 0.0, f"pool[{model.families[k]}]")
        for c, course in enumerate(model.courses):
            reach[c, k] = count.cells(STANDARD if pooled[c, k] else 0.0, f"reach[{course},{lever}]")
            entry = model.halo_prior if model.halo[c, k] else 0.0
            halo[c, k] = count.cells(entry, f"halo[{course},{lever}]")
    return {"levers": levers, "pools": pools, "reach": reach, "halo": halo}


def _course_tables(model: ResponseModel, count: _Counter) -> dict[str, Floats]:
    courses = len(model.courses)
    sigma, drift = np.zeros((courses, CELLS)), np.zeros((courses, CELLS))
    prices = np.zeros((courses, len(PRICE_SLOTS), CELLS))
    for c, course in enumerate(model.courses):
        counted = model.outcome_kinds[c] == codes.NEGATIVE_BINOMIAL
        scatter = model.concentration_prior if counted else model.sigma_prior
        sigma[c] = count.cells(scatter, f"{'concentration' if counted else 'sigma'}[{course}]")
        bends = model.drifting.any()
        drift[c] = count.cells(model.drift_prior if bends else 0.0, f"drift[{course}]")
        for s, (slot, entry) in enumerate(zip(PRICE_SLOTS, model.price_priors[c], strict=True)):
            prices[c, s] = count.cells(entry, f"{slot}[{course}]")
    return {"sigma": sigma, "drift": drift, "prices": prices}


def _baseline_places(model: ResponseModel, basis: BaselineBasis, count: _Counter) -> Floats:
    places = np.full(len(model.courses), FIXED)
    scores = basis.fixed.shape[2] + basis.drift.shape[2]
    for c in np.flatnonzero(model.counted):
        places[c] = len(count.names)
        count.names += [f"baseline[{model.courses[c]},{score}]" for score in range(scores)]
    return places
