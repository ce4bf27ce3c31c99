"""Which prices a fit can speak of: factors it estimates, and menus within what history can tell."""

from __future__ import annotations

from kuajie.domain.course import Course
from kuajie.domain.programme import Programme
from kuajie.messages import BadInput, Finding, Place
from kuajie.messages.notices import fitting as notices

FITTED = ("constant_elasticity", "logit", "linear_power", "absent")


def require_fittable_prices(programme: Programme) -> None:
    """Refuse, with every reason, courses whose price response cannot be estimated from their history.

    Raises ``BadInput`` for a price factor other than constant elasticity or absent, for a menu that mixes
    free and paid, and for a menu that leaves today's price although the price factor is absent.
    """
    findings = [finding for course in programme.courses for finding in _refusals(course)]
    if findings:
        raise BadInput(findings)


def _refusals(course: Course) -> list[Finding]:
    place = Place(file="programme.toml", column="price_factor", value=course.price_factor)
    menu = Place(file="programme.toml", column="price_choices")
    facts: dict[str, object] = {"course": course.title}
    if course.price_factor not in FITTED:
        return [Finding(notice=notices.PRICE_FACTOR_NOT_FITTED, place=place, facts=facts)]
    free = [price.minor == 0 for price in (course.price, *course.menu)]
    if any(free) and not all(free):
        return [Finding(notice=notices.FREE_AND_PAID, place=menu, facts=facts)]
    if course.price_factor == "absent" and any(price != course.price for price in course.menu):
        return [Finding(notice=notices.MENU_WITHOUT_FACTOR, place=menu, facts=facts)]
    return []
