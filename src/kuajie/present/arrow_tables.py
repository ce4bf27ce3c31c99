"""What a fit found as Arrow tables, for further work in a notebook."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kuajie.usecases.fit_answer import FitAnswer, Interval


def returns_table(fit: FitAnswer) -> pa.Table:
    """Return one row per lever: spend, what it brought, returns, half-life, and the prior's return.

    Each found quantity has a median and the ends of its 90 % interval (``_lower``, ``_upper``); what there is
    none of is null. ``learned`` is the share of the prior's uncertainty that the data removed.
    """
    levers = fit.levers
    found: dict[str, list[Interval] | list[Interval | None]] = {
        "brought": [lever.enrolments for lever in levers],
        "return_on_spend": [lever.return_on_spend for lever in levers],
        "marginal_return": [lever.marginal_return for lever in levers],
        "half_life": [lever.half_life for lever in levers],
        "prior_return": [lever.prior_return for lever in levers],
    }
    columns: dict[str, object] = {
        "lever": [lever.id for lever in levers],
        "title": [lever.title for lever in levers],
        "training": [lever.training for lever in levers],
        "spend": [lever.spend for lever in levers],
    }
    for name, intervals in found.items():
        columns |= _ends(name, intervals)
    return pa.table({**columns, "learned": [lever.learned for lever in levers]})


def contributions_table(fit: FitAnswer) -> pa.Table:
    """Return one row per lever and week: what the lever brought, as mean and ends of the 90 % interval."""
    weeks, told = fit.panel.weeks, fit.contributions
    return pa.table(
        {
            "week": pa.array(weeks * len(fit.levers), type=pa.date32()),
            "lever": np.repeat([lever.id for lever in fit.levers], len(weeks)).astype(str),
            **{name: getattr(told, name).ravel() for name in ("mean", "lower", "upper")},
        }
    )


def calibration_table(fit: FitAnswer) -> pa.Table:
    """Return one row per tested lever: its return before the data, by data alone, and with experiments."""
    columns: dict[str, object] = {"lever": [each.lever for each in fit.calibration]}
    for name in ("prior", "data_only", "calibrated"):
        columns |= _ends(name, [getattr(each, name) for each in fit.calibration])
    return pa.table(columns)


def _ends(name: str, intervals: list[Interval] | list[Interval | None]) -> dict[str, object]:
    """Return the columns of a quantity: its median under its name, and both ends."""
    ends = {name: "median", f"{name}_lower": "lower", f"{name}_upper": "upper"}
    return {
        column: pa.array([getattr(each, end) if each else None for each in intervals], type=pa.float64())
        for column, end in ends.items()
    }
