"""Own sales beside the joint courses: further rows of a panel, one a party."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import ibis
import numpy as np
import pyarrow as pa

from kuajie.domain.panel import Floats, Panel, own_sales_label
from kuajie.domain.programme import Programme
from kuajie.warehouse.major_units import in_major_units
from kuajie.warehouse.own_sales import own_refunds, weekly_own_sales
from kuajie.warehouse.weekly_arrays import carry_known, on_sale, spread_rows

Run = Callable[[ibis.Table], pa.Table]


def with_own_sales(
    panel: Panel, programme: Programme, own: ibis.Table, refunds: ibis.Table, *, run: Run
) -> Panel:
    """Return a panel with one more row for every party that sold other courses in the panel's weeks.

    ``own`` are the parties' own order lines with their ``week``. The price of a row is what was paid per
    course, so coupons are in it already; completions are not asked for.
    """
    rows = run(weekly_own_sales(own))
    sellers = set(rows["party"].to_pylist())
    parties = [party.id for party in programme.parties if party.id in sellers]
    if not parties:
        return panel
    quantity, paid = (
        spread_rows(rows, label="party", value=value, labels=parties, weeks=panel.weeks, empty=0.0)
        for value in ("quantity", "paid")
    )
    money = in_major_units(paid, panel.currency)
    since = [panel.weeks[int(np.flatnonzero(row)[0])] for row in quantity]
    mean = np.divide(money, quantity, out=np.full_like(money, np.nan), where=quantity > 0)
    back = _refunded(run(own_refunds(own, refunds)), parties, panel.currency)
    return replace(
        panel,
        courses=(*panel.courses, *(own_sales_label(party) for party in parties)),
        enrolments=np.concatenate([panel.enrolments, on_sale(quantity, since=since, weeks=panel.weeks)]),
        price=np.concatenate([panel.price, carry_known(mean, [0.0] * len(parties))]),
        seats=np.concatenate([panel.seats, np.full(quantity.shape, np.inf)]),
        refund_rate=np.concatenate([panel.refund_rate, np.minimum(back / money.sum(axis=1), 1.0)]),
        completion_rate=np.concatenate([panel.completion_rate, np.zeros(len(parties))]),
        realised_rate=np.concatenate([panel.realised_rate, np.ones(len(parties))]),
    )


def _refunded(rows: pa.Table, parties: list[str], currency: str) -> Floats:
    known = dict(zip(rows["party"].to_pylist(), rows["refunded"].to_pylist(), strict=True))
    return in_major_units(np.array([float(known.get(party, 0)) for party in parties]), currency)
