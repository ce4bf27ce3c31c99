"""Notices about money and currencies."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

UNKNOWN_CURRENCY = Notice(
    "money.unknown_currency",
    Text(en="“{currency}” is not an ISO 4217 currency code.", zh="“{currency}”不是 ISO 4217 货币代码。"),
    Text(en="Use a code such as CNY, HKD or USD.", zh="请使用 CNY、HKD、USD 等代码。"),
)
TOO_MANY_DIGITS = Notice(
    "money.too_many_digits",
    Text(
        en="{amount} has more than {digits} decimal digits, the most that {currency} has.",
        zh="{amount} 的小数位多于 {currency} 允许的 {digits} 位。",
    ),
    Text(en="Round the amount at its source.", zh="请在源头把金额取整到最小货币单位。"),
)
CURRENCY_MIXED = Notice(
    "money.currency_mixed",
    Text(
        en="Amounts in {first} and {second} cannot be added.", zh="{first} 与 {second} 的金额不能直接相加。"
    ),
    Text(
        en="Convert one of them with a rate from rates.csv.",
        zh="请先用 rates.csv 中的汇率换算其中一种。",
    ),
)
RATE_MISSING = Notice(
    "money.rate_missing",
    Text(
        en="There is no exchange rate from {first} to {second} on {day}.",
        zh="缺少 {day} 从 {first} 到 {second} 的汇率。",
    ),
    Text(
        en="Add the row to rates.csv (date, from, to, rate).",
        zh="请在 rates.csv（date, from, to, rate）中补上这一行。",
    ),
)
