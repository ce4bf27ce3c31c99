"""States of orders as exports write them, alone in a column or beside the moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.cells.coded import Coded, code
from kuajie.exchange.cells.judged import narrow
from kuajie.exchange.cells.moment import split_state
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import listing
from kuajie.exchange.sheet import Sheet
from kuajie.messages import Place
from kuajie.messages.notices.reconcile import STATES_COUNTED
from kuajie.settlement.reconciliation.book import Bools

_CANCELLED = [
    "已取消",
    "取消",
    "交易取消",
    "订单取消",
    "用户取消",
    "已关闭",
    "交易关闭",
    "订单关闭",
    "关闭",
    "已作废",
    "作废",
    "未支付",
    "待支付",
    "待付款",
    "未付款",
    "支付失败",
    "cancelled",
    "canceled",
    "cancel",
    "closed",
    "void",
    "voided",
    "unpaid",
    "failed",
]
_PAID = [
    "已支付",
    "支付成功",
    "已付款",
    "付款成功",
    "已完成",
    "完成",
    "交易成功",
    "交易完成",
    "成功",
    "已发货",
    "待发货",
    "已收货",
    "已开课",
    "已结算",
    "部分退款",
    "paid",
    "complete",
    "completed",
    "success",
    "succeeded",
    "settled",
    "shipped",
    "partially_refunded",
]
_REFUNDED = ["已退款", "退款成功", "全额退款", "已全额退款", "退款", "refunded", "refund"]


def split_states(sheet: Sheet, position: int) -> tuple[Sheet, pa.ChunkedArray | None]:
    """Return the sheet with bare moments in a column, and the states that stood beside them, if any did."""
    coded = code(sheet.columns[position])
    # No moment begins with anything but a digit, and none ends in a letter but Z.
    mixed = pc.match_substring_regex(coded.cells, r"^\D|[^\dZ日号\s]$").to_numpy(zero_copy_only=False)
    if not mixed.any():
        return sheet, None
    parts = {int(at): split_state(narrow(coded.cells[int(at)].as_py())) for at in np.flatnonzero(mixed)}
    found = {at: part for at, part in parts.items() if part is not None}
    if not found:
        return sheet, None
    cells = coded.cells.to_pylist()
    bare = [found[at][1] if at in found else cell for at, cell in enumerate(cells)]
    states = [found[at][0] if at in found else "" for at in range(len(cells))]
    columns = list(sheet.columns)
    columns[position] = _spread(coded, bare)
    return replace(sheet, columns=tuple(columns)), _spread(coded, states)


def cancelled(states: pa.ChunkedArray, sheet: Sheet, refunds: Bools, findings: Findings) -> Bools:
    """Say which rows were cancelled or never paid; states nobody knows count as paid, which is a warning.

    ``refunds`` marks rows whose amount goes back, as a state of refunded says then.
    """
    coded = code(states)
    words = ["_".join(narrow(cell).casefold().split()) for cell in coded.cells.to_pylist()]
    known = np.array([word in _CANCELLED or word in _PAID or not word for word in words], dtype=np.bool_)
    told = np.array([word in _REFUNDED for word in words], dtype=np.bool_)
    unknown = np.flatnonzero(~known[coded.codes] & ~(told[coded.codes] & refunds))
    if len(unknown):
        common = Counter(coded.text(int(row)) for row in unknown[:100_000]).most_common()
        place = Place(file=sheet.file, row=int(sheet.rows[unknown[0]]))
        facts = {"count": f"{len(unknown):,}", "states": listing(word for word, _ in common)}
        findings.warn(STATES_COUNTED, place, **facts)
    return np.asarray(np.array([word in _CANCELLED for word in words], dtype=np.bool_)[coded.codes])


def _spread(coded: Coded, cells: list[str]) -> pa.ChunkedArray:
    return pa.chunked_array([coded.spread(pa.array(cells, pa.string()))])
