"""Notices about lessons consumed: records that do not go with their orders."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"lessons.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


WITHOUT_ORDER = _notice(
    "without_order",
    en=("No order has this order_id and line.", "Correct them, or add the order to {orders}."),
    zh=("没有这个 order_id 和 line 的订单。", "请更正，或在 {orders} 中补上该订单。"),
)
OTHER_UNIT = _notice(
    "other_unit",
    en=(
        "Lessons are counted in lessons, not in “{unit}”.",
        "Convert lessons and of into lessons (fractions such as 0.5 are fine), and write the unit lesson.",
    ),
    zh=(
        "课消以课时计，不以“{unit}”计。",
        "请把 lessons 与 of 折算为课时（可用 0.5 等小数），单位写“课时”。",
    ),
)
TOO_FINE = _notice(
    "too_fine",
    en=(
        "Lessons are counted to a thousandth, and this is finer.",
        "Round it, such as to 0.333, so that all of them add up to the lessons bought.",
    ),
    zh=("课时最多精确到千分之一，此值更细。", "请取整到三位小数，例如 0.333，并使合计等于所购课时。"),
)
BEFORE_SALE = _notice(
    "before_sale",
    en=("The order is of {sold}, after the lesson.", "Correct consumed_at or the order."),
    zh=("该订单下单于 {sold}，晚于课消时间。", "请更正 consumed_at 或订单。"),
)
OF_DIFFERS = _notice(
    "of_differs",
    en=(
        "Order {order} line {line} holds {other} lessons by row {row}, and {of} by this one.",
        "Write in every row of the order line how many lessons it holds, extra ones included.",
    ),
    zh=(
        "订单 {order} 第 {line} 行在第 {row} 行记为共 {other} 课时，此处却为 {of}。",
        "同一订单行的每条课消都应填写相同的总课时（含赠课）。",
    ),
)
ABOVE_BOUGHT = _notice(
    "above_bought",
    en=(
        "With this, {consumed} lessons of order {order} line {line} are consumed, but it holds {of}.",
        "Correct the lessons, or of where more were added.",
    ),
    zh=(
        "计入此条，订单 {order} 第 {line} 行已课消 {consumed} 课时，而总课时为 {of}。",
        "请更正课时数；如有增课，请更正总课时。",
    ),
)
AFTER_REFUND = _notice(
    "after_refund",
    en=(
        "Order {order} line {line} was refunded whole on {day}, before the lesson.",
        "Correct consumed_at, or the refund.",
    ),
    zh=("订单 {order} 第 {line} 行已于 {day} 全额退款，早于课消时间。", "请更正 consumed_at 或退款记录。"),
)
