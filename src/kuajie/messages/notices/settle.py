"""Notices about settlement."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"settle.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


NOTHING_SOLD = _notice(
    "nothing_sold",
    en=("No joint course was ever sold.", "Add orders to the sellers' orders.csv."),
    zh=("合作课程没有任何销售记录。", "请在销售方的 orders.csv 中补充订单。"),
)
NOTHING_YET = _notice(
    "nothing_yet",
    en=(
        "Nothing was sold up to {month}.",
        "Settle {first}, the month of the first order, or a later one.",
    ),
    zh=("截至 {month} 没有任何销售。", "请结算首笔订单所在的 {first} 或之后的月份。"),
)
NOT_A_MONTH = _notice(
    "not_a_month",
    en=("“{value}” is not a month.", "Write it like 2026-10."),
    zh=("“{value}”不是月份。", "请写成 2026-10 的形式。"),
)
NOT_WRITTEN = _notice(
    "not_written",
    en=("The settlement cannot be written: {reason}.", "Name a folder that you may write to."),
    zh=("结算结果无法写入：{reason}。", "请指定有写入权限的文件夹。"),
)
