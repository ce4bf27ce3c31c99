"""Which offers a plan may choose from: prices of the menu, with and without an incentive."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from kuajie.domain.course import Course
from kuajie.domain.incentive import IncentiveKind, Offer
from kuajie.domain.programme import Programme
from kuajie.messages import Text
from kuajie.planning.menu_extras import NOBODY, MenuExtras

if TYPE_CHECKING:  # The problem of a scope asks here for its menus.
    from kuajie.usecases.planning_problem import Scope


def open_offers(course: Course, members: Collection[str]) -> tuple[Offer, ...]:
    """Return the offers of a course that ``members`` can make: what is let off is borne by one of them."""
    return tuple(
        offer for offer in course.offers if offer.incentive is None or offer.incentive.borne_by in members
    ) or tuple(Offer(listed=price, paid=price) for price in course.menu)


def menu_of(course: Course, members: Collection[str]) -> np.ndarray:
    """Return the average prices paid under the open offers of a course, ``(offer,)``, rising."""
    return np.array([float(offer.paid) for offer in open_offers(course, members)])


def extras_of(programme: Programme, scope: Scope) -> tuple[MenuExtras, ...] | None:
    """Return what comes with the prices of every course, nothing where no course has an incentive."""
    if not any(course.incentives for course in scope.courses):
        return None
    return tuple(_extras(programme, open_offers(course, scope.members)) for course in scope.courses)


def _extras(programme: Programme, offers: tuple[Offer, ...]) -> MenuExtras:
    bearers = [
        NOBODY if offer.incentive is None else programme.party_ids.index(offer.incentive.borne_by)
        for offer in offers
    ]
    return MenuExtras(
        boost=np.array([offer.brings for offer in offers]),
        discount=np.array([float(offer.discount) for offer in offers]),
        bearer=np.array(bearers, dtype=np.int64),
    )


def chosen_offer(course: Course, members: Collection[str], paid: float) -> Offer:
    """Return the open offer whose average price paid is nearest to ``paid``."""
    return min(open_offers(course, members), key=lambda offer: abs(float(offer.paid) - paid))


def offer_in_words(programme: Programme, offer: Offer) -> Text | None:
    """Return an incentive in words: how deep, on which list price, who uses it and who bears it."""
    if offer.incentive is None:
        return None
    words = IN_WORDS[offer.incentive.kind]
    facts = {
        "depth": f"{float(offer.depth):.0%}",
        "price": f"{float(offer.listed):,.2f}",
        "taken_by": f"{float(offer.incentive.taken_by):.0%}",
        "party": programme.party(offer.incentive.borne_by).name,
    }
    return Text(en=words.say("en", **facts), zh=words.say("zh", **facts))


IN_WORDS = {
    IncentiveKind.COUPON: Text(
        en="a coupon of {depth} off the list price of {price}, used by {taken_by} of buyers, "
        "borne by {party}",
        zh="标价 {price}，优惠券减 {depth}，{taken_by} 的购买者使用，由 {party} 承担",
    ),
    IncentiveKind.GROUP: Text(
        en="a group price of {depth} off the list price of {price}, used by {taken_by} of buyers, "
        "borne by {party}",
        zh="标价 {price}，拼团减 {depth}，{taken_by} 的购买者参加，由 {party} 承担",
    ),
}
