"""What a course of schema.org costs, and how many it seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from kuajie.domain.money import minor_digits
from kuajie.exchange.cells.judged import narrow
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.json_ld_values import first, many, texts
from kuajie.messages import BadInput, Place
from kuajie.messages.notices import graph as notices

_MOST = Decimal(10) ** 15


def offer(course: Mapping[str, object], path: str, file: str, findings: Findings) -> tuple[int | None, str]:
    """Return the lowest price of a course in minor units and its currency; ``None``: no price is known.

    A price that cannot be read is told with its path.
    """
    prices = []
    for where, price, currency in _said(course):
        amount = _amount(price, currency)
        if amount is None:
            place = Place(file=file, column=f"{path}.{where}", value=f"{price} {currency}".strip())
            findings.warn(notices.PRICE_LEFT_OUT, place)
        else:
            prices.append((amount, currency))
    return min(prices, default=(None, ""), key=lambda each: each[0] or 0)


def _said(course: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield every price of a course with its path and currency."""
    holders = [("", course)]
    holders += [
        (f"hasCourseInstance[{place}].", each)
        for place, each in enumerate(many(course.get("hasCourseInstance")))
        if isinstance(each, dict)
    ]
    for where, holder in holders:
        for place, each in enumerate(many(holder.get("offers"))):
            if not isinstance(each, dict):
                continue
            within = next((one for one in many(each.get("priceSpecification")) if isinstance(one, dict)), {})
            price = first(
                texts(each.get("price")) or texts(each.get("lowPrice")) or texts(within.get("price"))
            )
            currency = first(texts(each.get("priceCurrency")) or texts(within.get("priceCurrency")))
            if price:
                yield f"{where}offers[{place}]", price, currency.upper()


def _amount(price: str, currency: str) -> int | None:
    try:
        amount = Decimal(narrow(price)).scaleb(minor_digits(currency))
    except (InvalidOperation, BadInput):
        return None
    if not amount.is_finite() or not 0 <= amount < _MOST or amount != amount.to_integral_value():
        return None
    return int(amount)


def seats(course: Mapping[str, object]) -> int | None:
    """Return how many the instances of a course seat together, ``None`` where they do not say."""
    found = []
    for each in many(course.get("hasCourseInstance")):
        said = texts(each.get("maximumAttendeeCapacity")) if isinstance(each, dict) else []
        found += [int(text) for text in said if text.isascii() and text.isdigit()]
    return sum(found) if found else None
