"""Budget instances: one JSON file with known responses, read with every finding; see docs/solve.md."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kuajie.exchange.findings import Findings
from kuajie.exchange.instance_values import (
    NOT_NEGATIVE,
    NUMBER,
    POSITIVE,
    SHARE,
    Values,
    Within,
    shown,
)
from kuajie.exchange.json_file import THE_FILE, read_json
from kuajie.messages import Place, Text
from kuajie.messages.notices.instances import (
    NEGATIVE_MARGIN,
    NO_SEATS,
    NOT_AN_OBJECT,
    NUMBER_OUT_OF_RANGE,
    PRICE_BELOW_COST,
    PRODUCT_NEEDS_ONE_PERIOD,
    REPEATED_ID,
)
from kuajie.planning.separable.price_range import PriceRange
from kuajie.planning.separable.problem import Budget, SeparableProblem
from kuajie.response.codes import EXPONENTIAL, HILL, LOG, POWER, SQUARE_ROOT

Floats = NDArray[np.float64]

FORMS = {
    "sqrt": (SQUARE_ROOT, None, None),
    "power": (POWER, None, "b"),
    "log": (LOG, "K", None),
    "exp": (EXPONENTIAL, "K", None),
    "hill": (HILL, "K", "h"),
}
"""Each response's code, and the keys of its scale and its slope."""
LONGEST_HORIZON = 1000
"""Periods; more are surely a slip."""
WHOLE_PERIODS = Text(en="a whole number from 1 to 1000", zh="为 1 到 1000 的整数")
NOT_ABOVE_MAX = Text(en="no more than price.max", zh="不大于 price.max")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """An instance as read: what its file calls it, and the problem it states."""

    id: str
    title: str
    problem: SeparableProblem


def read_instance(path: Path, *, called: str | None = None) -> Instance:
    """Return the problem of an instance file; raises ``BadInput`` with every finding.

    ``called`` is what findings call the file where its path means nothing to the reader.
    """
    findings, file = Findings(), called or str(path)
    held = _parsed(path, file, findings)
    findings.stop_if_refused()
    top = Values(held=held or {}, at="", file=file, findings=findings)
    problem = _problem(top)
    title = str(top.held.get("title", ""))
    found = Instance(id=top.word("id", default=path.stem), title=title, problem=problem)
    findings.stop_if_refused()
    return found


def _parsed(path: Path, file: str, findings: Findings) -> dict[str, object] | None:
    held = read_json(path, file=file, findings=findings)
    findings.stop_if_refused()
    if not isinstance(held, dict):
        findings.error(NOT_AN_OBJECT, Place(file=file), key=THE_FILE, value=shown(held))
        return None
    return held


def _problem(top: Values) -> SeparableProblem:
    weeks = _weeks(top)
    channels = top.entries("channels")
    names = [channel.word("id") for channel in channels]
    for name, count in Counter(names).items():
        if count > 1 and name != "?":
            top.note(REPEATED_ID, "channels", value=name)
    product = top.choice("coupling", ("sum", "product"), default="sum") == "product"
    if product and weeks > 1:
        top.note(PRODUCT_NEEDS_ONE_PERIOD, "T", weeks=weeks)
    parties = [_party(channel, product=product) for channel in channels]
    forms = [_form(channel.inner("response")) for channel in channels]
    budgets, weekly = _budgets(top, parties)
    price = _price(top)
    shape = (len(channels), weeks)
    season = np.array([c.series("season", weeks, NOT_NEGATIVE, default=1.0) for c in channels]).reshape(shape)
    return SeparableProblem(
        levers=tuple(names),
        kind=np.array([form[0] for form in forms], dtype=np.int64),
        size=np.array([form[1] for form in forms]),
        scale=np.array([form[2] for form in forms]),
        slope=np.array([form[3] for form in forms]),
        carry_over=_column(channels, "adstock", SHARE),
        season=np.ones(shape) if product else season,
        lower=_weekly(channels, "min", 0.0, weeks),
        upper=_weekly(channels, "max", math.inf, weeks),
        min_if_used=_column(channels, "min_if_used", NOT_NEGATIVE),
        set_up_cost=_column(channels, "fixed_cost", NOT_NEGATIVE),
        side=np.array([int(product and party == "E") for party in parties], dtype=np.int64),
        budgets=budgets,
        weekly_limit=weekly,
        base=np.array([0.0] * weeks if product else top.series("base", weeks, NOT_NEGATIVE, default=0.0)),
        seats=_seats(top, weeks),
        unit_margin=0.0 if price else _margin(top),
        price=price,
        spend_weight=top.number("spend_weight", NOT_NEGATIVE, default=1.0),
        product=product,
        organic=top.number("N0", POSITIVE) if product else 0.0,
    )


def _weeks(top: Values) -> int:
    weeks = top.number("T", POSITIVE, default=1.0)
    if weeks != int(weeks) or weeks > LONGEST_HORIZON:
        top.note(NUMBER_OUT_OF_RANGE, "T", value=shown(top.held["T"]), rule=WHOLE_PERIODS)
        return 1
    return int(weeks)


def _party(channel: Values, *, product: bool) -> str:
    return channel.choice("party", ("P", "E")) if product else channel.word("party", default="")


def _form(values: Values) -> tuple[int, float, float, float]:
    code, scale, slope = FORMS[values.choice("type", tuple(FORMS))]
    return (
        code,
        values.number("a", NOT_NEGATIVE),
        1.0 if scale is None else values.number(scale, POSITIVE),
        1.0 if slope is None else values.number(slope, POSITIVE),
    )


def _column(channels: list[Values], name: str, within: Within) -> Floats:
    return np.array([channel.number(name, within, default=0.0) for channel in channels], dtype=np.float64)


def _weekly(channels: list[Values], name: str, default: float, weeks: int) -> Floats:
    """Return a bound per channel and period (channels, weeks); the file has one for all periods."""
    bounds = [channel.number(name, NOT_NEGATIVE, default=default) for channel in channels]
    return np.repeat(np.array(bounds, dtype=np.float64)[:, None], weeks, axis=1)


def _budgets(top: Values, parties: list[str]) -> tuple[tuple[Budget, ...], float]:
    """Return the budgets over the horizon, and the weekly limit."""
    if "budgets" not in top.held:
        return (), math.inf
    inner = top.inner("budgets")
    limits = {name: inner.number(name, NOT_NEGATIVE) for name in inner.held}
    weekly = limits.pop("weekly_total", math.inf)
    budgets = [
        Budget(
            name=name,
            members=np.array([name in ("total", party) for party in parties], dtype=np.bool_),
            limit=limit,
        )
        for name, limit in limits.items()
    ]
    return tuple(budget for budget in budgets if budget.members.any()), weekly


def _seats(top: Values, weeks: int) -> Floats:
    seats = np.array(top.series("capacity", weeks, NOT_NEGATIVE, default=math.inf))
    if not seats.any():
        top.note(NO_SEATS, "capacity")
    return seats


def _margin(top: Values) -> float:
    margin = top.number("unit_margin", NUMBER)
    if margin < 0.0:
        top.note(NEGATIVE_MARGIN, "unit_margin", value=shown(margin))
    return margin


def _price(top: Values) -> PriceRange | None:
    if "price" not in top.held:
        return None
    values = top.inner("price")
    logit = values.choice("type", ("elasticity", "logit")) == "logit"
    price = PriceRange(
        logit=logit,
        reference=values.number("p0", POSITIVE),
        sensitivity=values.number("k" if logit else "e", POSITIVE),
        lowest=values.number("min", NOT_NEGATIVE if logit else POSITIVE),
        highest=values.number("max", POSITIVE),
        refund=values.number("refund", SHARE, default=0.0),
        unit_cost=values.number("var_cost", NOT_NEGATIVE, default=0.0),
    )
    if price.lowest > price.highest:
        values.note(NUMBER_OUT_OF_RANGE, "min", value=shown(price.lowest), rule=NOT_ABOVE_MAX)
    elif price.unit(price.highest) <= 0.0:
        needed = price.unit_cost / (1.0 - price.refund)
        facts = {"highest": price.highest, "unit": price.unit(price.highest), "needed": needed}
        values.note(PRICE_BELOW_COST, "max", **{name: f"{value:g}" for name, value in facts.items()})
    return price
