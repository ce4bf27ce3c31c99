"""From a panel to a model a sampler can take: baseline design, formulas, priors from the data's scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kuajie.domain.experiment import Experiment
from kuajie.domain.panel import Floats, Panel
from kuajie.messages import Finding
from kuajie.response import codes
from kuajie.response.baseline import Baseline
from kuajie.response.defaults import (
    CONCENTRATION,
    DRIFT,
    HALO,
    POOL,
    SIGMA,
    TOTAL_LIFT,
    TOTAL_SHARE,
    expected_lifts,
    lever_priors,
    price_priors,
    total_lift_prior,
    usual_input,
)
from kuajie.response.model import Integers, ResponseModel
from kuajie.response.registry import PRICE_FACTORS
from kuajie.usecases.data_checks import data_warnings, require_fittable
from kuajie.usecases.experiments import contradictions
from kuajie.usecases.measured_lifts import place_experiments
from kuajie.usecases.outcome_kinds import outcome_kinds
from kuajie.usecases.response_spec import ResponseSpec
from kuajie.usecases.value import cost_of_input, net_price

START_WEEKS = 8
"""The constant input before the first week is taken as the mean of the first weeks."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuiltModel:
    """A model with the baseline it was built on and what a person should know about its data."""

    model: ResponseModel
    baseline: Baseline
    warnings: tuple[Finding, ...]
    experiments: tuple[Experiment, ...] = ()


def build_model(spec: ResponseSpec, panel: Panel, *, experiments: Sequence[Experiment] = ()) -> BuiltModel:
    """Return the model of a panel, past experiments included.

    Raises ``CannotFit`` for fewer than 26 weeks, a course without enrolments, too many zero weeks for the
    outcome chosen, more to estimate than weeks can carry, or labels that do not match the panel's.
    """
    kinds = outcome_kinds(spec, panel)
    require_fittable(spec, panel, kinds)
    placed = place_experiments(spec, panel, experiments)
    baseline = _baseline(spec, panel)
    outcome = _outcome(panel, kinds)
    unit = np.nanmean(outcome, axis=1) if spec.coupling == codes.SUM else np.ones(len(panel.courses))
    location, spread = baseline.prior(_level(outcome, kinds, unit))
    model = ResponseModel(
        courses=spec.course_ids,
        levers=spec.lever_ids,
        terms=baseline.terms,
        coupling=spec.coupling,
        outcome_kinds=kinds,
        outcome=outcome,
        unit=unit,
        full=panel.full,
        design=baseline.design(panel.weeks, price=panel.price, controls=panel.control_values),
        coefficient_location=location,
        coefficient_spread=spread,
        drifting=baseline.drifting,
        drift_prior=DRIFT,
        experiments=placed.table,
        sigma_prior=SIGMA,
        concentration_prior=CONCENTRATION,
        **_prices(spec, panel),
        **_levers(spec, panel, unit),
    )
    warnings = (*data_warnings(spec, panel, kinds), *placed.warnings, *contradictions(placed.used))
    return BuiltModel(model=model, baseline=baseline, warnings=warnings, experiments=placed.used)


def _level(outcome: Floats, kinds: Integers, unit: Floats) -> Floats:
    """Return the mean outcome of every course on the scale of its baseline."""
    logged = np.nanmean(np.log(np.where(outcome > 0, outcome, np.nan)), axis=1)
    counted = np.log(np.nanmean(outcome, axis=1))
    scaled = np.nanmean(outcome, axis=1) / unit
    return np.select([kinds == codes.LOG_NORMAL, kinds == codes.NEGATIVE_BINOMIAL], [logged, counted], scaled)


def _outcome(panel: Panel, kinds: Integers) -> Floats:
    """Return enrolments, seats where full; a log-normal outcome has no zero, so those weeks are left out."""
    capped = np.where(panel.full, panel.seats, panel.enrolments)
    logged = (kinds == codes.LOG_NORMAL)[:, None]
    return np.where(logged & ~(capped > 0), np.nan, capped)


def _prices(spec: ResponseSpec, panel: Panel) -> dict[str, Any]:
    names = [course.price_factor if spec.samples_price(course) else "absent" for course in spec.courses]
    return {
        "price": panel.price,
        "price_kinds": np.array([PRICE_FACTORS[name].code for name in names], dtype=np.int64),
        "price_priors": tuple(
            price_priors(name, prices=panel.price[place] if name != "absent" else np.ones(1))
            for place, name in enumerate(names)
        ),
    }


def _levers(spec: ResponseSpec, panel: Panel, unit: Floats) -> dict[str, Any]:
    frequency = panel.frequency if panel.frequency is not None else np.full(panel.inputs.shape, np.nan)
    as_reach = np.asarray(~np.isnan(frequency).all(axis=1))
    felt = np.where(as_reach[:, None], np.nan_to_num(frequency), panel.inputs)
    usual = usual_input(felt, typical=np.array([lever.typical_input for lever in spec.levers]))
    total = TOTAL_SHARE if spec.coupling == codes.SUM else TOTAL_LIFT
    lifts = expected_lifts(acts=spec.acts, spend=panel.spend.sum(axis=1), total=total)
    choices = spec.choices
    return {
        "inputs": panel.inputs,
        "frequency": np.where(as_reach[:, None], np.nan_to_num(frequency), np.nan),
        "start": panel.inputs[:, :START_WEEKS].mean(axis=1),
        "usual": usual,
        "acts": spec.acts,
        "training": spec.training,
        "carry_kinds": spec.carry_kinds,
        "saturation_kinds": spec.saturation_kinds,
        "lever_priors": lever_priors(
            carry_overs=tuple(lever.carry_over for lever in spec.levers),
            saturations=tuple(lever.saturation for lever in spec.levers),
            usual=usual,
            lifts=lifts,
            beliefs=tuple(lever.belief for lever in spec.levers),
            return_per_lift=return_per_lift(spec, panel, lifts, unit),
        ),
        "families": tuple(lever.family or lever.id for lever in spec.levers),
        "pool_priors": tuple(POOL if choices.pooled else None for _ in spec.levers),
        "halo": spec.halo,
        "halo_prior": HALO,
        "total_lift_prior": total_lift_prior(choices.marketing_share) if choices.marketing_share else None,
    }


def return_per_lift(spec: ResponseSpec, panel: Panel, lifts: Floats, unit: Floats) -> Floats:
    """Return the return on spend that a usual lift of 1 means, ``(lever,)``; 0 where nothing was spent.

    Under the sum coupling exactly; under the product coupling at the enrolments seen, less what the levers
    of the same side are expected to add.
    """
    worth = net_price(spec, panel) * panel.on_sale
    if spec.coupling == codes.SUM:
        per_lift = (worth * unit[:, None]).mean(axis=1)[:, None] * np.ones((1, len(spec.levers)))
    else:
        total = np.where(spec.training, lifts[spec.training].sum(), lifts[~spec.training].sum())
        per_lift = (worth * np.nan_to_num(panel.enrolments)).mean(axis=1)[:, None] / (1.0 + total)
    weekly = np.where(spec.acts, per_lift, 0.0).sum(axis=0)
    used = np.maximum((panel.inputs > 0).sum(axis=1), 1)
    spend = panel.inputs.sum(axis=1) * cost_of_input(panel)
    return np.asarray(np.where(spend > 0, weekly * used / np.where(spend > 0, spend, 1.0), 0.0))


def _baseline(spec: ResponseSpec, panel: Panel) -> Baseline:
    values = panel.control_values
    spread = values.std(axis=1) if values.size else np.zeros(0)
    reference = [
        float(np.exp(np.log(panel.price[place]).mean()))
        if course.elastic and not spec.samples_price(course)
        else 0.0
        for place, course in enumerate(spec.courses)
    ]
    return Baseline(
        origin=panel.weeks[0],
        history_weeks=len(panel.weeks),
        harmonics=spec.harmonics,
        country=spec.country,
        reference_price=tuple(reference),
        bending=spec.choices.trend == "bending",
        controls=panel.controls,
        control_mean=tuple(values.mean(axis=1).tolist()) if values.size else (),
        control_spread=tuple(np.where(spread > 0, spread, 1.0).tolist()),
    )
