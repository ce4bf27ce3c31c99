"""Notices about turning events into weekly panels."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

NO_ORDERS = Notice(
    "warehouse.no_orders",
    Text(
        en="There are no paid orders of the programme's courses ({courses}) in a full week before {start}.",
        zh="在 {start} 之前的完整周内，没有合作课程（{courses}）的已付款订单。",
    ),
    Text(
        en="Check course_id, paid and ordered_at in the sellers' orders.csv, and the start of the horizon.",
        zh="请核对售卖方 orders.csv 中的 course_id、paid 和 ordered_at，以及计划期的开始日期。",
    ),
)
CONTROL_MISSING = Notice(
    "warehouse.control_missing",
    Text(
        en="Control “{name}” has no value in {count} of {weeks} weeks, first in the week of {week}.",
        zh="控制变量“{name}”在 {weeks} 周中有 {count} 周没有数值，最早缺的是 {week} 开始的那一周。",
    ),
    Text(
        en="Add a value for every week from {first} to {last}, or leave the control out.",
        zh="请为 {first} 至 {last} 的每一周补上数值，或去掉这个控制变量。",
    ),
)
