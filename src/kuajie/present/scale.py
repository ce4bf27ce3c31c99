"""In which unit a table or an axis of money counts."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.messages import Text
from kuajie.present.reader import Reader

THOUSAND = Text(en="{currency} thousand", zh="千{currency}")
MILLION = Text(en="{currency} million", zh="百万{currency}")
MYRIAD = Text(en="{currency} 10,000", zh="万{currency}")
HUNDRED_MILLION = Text(en="{currency} 100 million", zh="亿{currency}")


@dataclass(frozen=True, slots=True)
class Scale:
    """What an axis of money is counted in: divide by ``size`` and write ``name``."""

    size: float
    name: str


def money_scale(largest: float, reader: Reader) -> Scale:
    """Return the unit in which an axis of money reads well.

    >>> money_scale(250_000, Reader("zh", "CNY")).name, money_scale(250_000, Reader("en", "CNY")).name
    ('万元', 'CNY thousand')
    """
    steps = (
        [(1e8, HUNDRED_MILLION), (1e4, MYRIAD)]
        if reader.locale == "zh"
        else [(1e6, MILLION), (1e3, THOUSAND)]
    )
    for size, text in steps:
        if abs(largest) >= size:
            return Scale(size, reader.say(text, currency=reader.unit))
    return Scale(1.0, reader.unit)
