"""Orders: weekly enrolments broken into order lines, each with a learner, a moment, a price and a channel."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.domain.lever import LeverKind
from kuajie.messages import Locale
from kuajie.simulation import columns
from kuajie.simulation.blueprint import CatalogueCourse, CourseBlueprint
from kuajie.simulation.choices import draw_places
from kuajie.simulation.columns import SECONDS_OF_DAY, Ints, seconds_of
from kuajie.simulation.coupons import CODES, coupon_shares, paid_minor
from kuajie.simulation.ledger import MINOR
from kuajie.simulation.mechanism import Floats
from kuajie.simulation.world import World

WEEKDAY_SHARES = (0.12, 0.12, 0.13, 0.13, 0.14, 0.18, 0.18)
BASKET_SHARE = 0.05  # of orders that take a course of the catalogue along
LAST_TOUCH = 1.5  # the last click takes more credit than the channel earned
CATALOGUE_CHANNEL = "app"
FIRST_CONTACT = 9_000_000  # learner numbers of people who order for a company


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Order lines of one seller, every field of shape ``(line,)``.

    ``course`` counts the seller's programme courses first and then its catalogue; ``second`` is local
    seconds since 1970; ``buyer`` -1 where a learner buys alone; money is minor units.
    """

    order: Ints
    line: Ints
    course: Ints
    week: Ints
    quantity: Ints
    learner: Ints
    buyer: Ints
    second: Ints
    list_minor: Ints
    coupon: Ints
    paid: Ints
    channel: Ints

    def pick(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Self:
        """Return some of the lines."""
        return type(self)(**{field.name: getattr(self, field.name)[places] for field in fields(self)})


def joined(parts: list[Lines]) -> Lines:
    """Return the lines of all parts, one after the other."""
    return Lines(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Lines)
        }
    )


def lots(rng: np.random.Generator, enrolments: Ints, mean_quantity: float) -> tuple[Ints, Ints]:
    """Break weekly enrolments into order lines; return each line's week and quantity.

    The cuts of a stream of geometric lot sizes and the ends of weeks together divide the enrolments, so
    that the quantities of a week add up to its enrolments exactly.
    """
    ends = np.cumsum(enrolments)
    if mean_quantity <= 1.0:
        week = np.repeat(np.arange(len(enrolments)), enrolments)
        return week, np.ones(len(week), dtype=np.int64)
    sizes = rng.geometric(1.0 / mean_quantity, size=int(ends[-1]))
    inner = np.cumsum(sizes)
    cuts = np.union1d(inner[inner < ends[-1]], ends[enrolments > 0])
    return np.searchsorted(ends, cuts, side="left"), np.diff(cuts, prepend=0)


def draw_seconds(rng: np.random.Generator, week: Ints, first_monday: int) -> Ints:
    """Return a moment within each line's week, most in the evening and at weekends."""
    day = draw_places(rng, WEEKDAY_SHARES, len(week))
    within = (rng.beta(4.0, 1.7, size=len(week)) * (SECONDS_OF_DAY - 1)).astype(np.int64)
    return first_monday + (7 * week + day) * SECONDS_OF_DAY + within


def channel_names(world: World, party: str) -> tuple[str, ...]:
    """Return the channels a seller's orders may name: its app, direct visits, and marketing levers."""
    own = [lever.id for lever in world.blueprint.levers if lever.kind is LeverKind.MARKETING]
    return (CATALOGUE_CHANNEL, "direct", *own) if own else (CATALOGUE_CHANNEL, f"{party}_direct")


def channel_shares(world: World, course: int) -> Floats:
    """Return how often each channel was the last touch, shape ``(week, channel)``."""
    marketing = [
        place for place, lever in enumerate(world.blueprint.levers) if lever.kind is LeverKind.MARKETING
    ]
    credit = LAST_TOUCH * world.contributions[marketing, course].T / world.expected[course][:, None]
    credit *= np.minimum(1.0, 0.9 / np.maximum(credit.sum(axis=1, keepdims=True), 1e-12))
    rest = 1.0 - credit.sum(axis=1, keepdims=True)
    return np.concatenate([0.6 * rest, 0.4 * rest, credit], axis=1)


def draw_channels(rng: np.random.Generator, shares: Floats, week: Ints) -> Ints:
    """Return the channel of each line from its week's shares."""
    drawn = rng.random(len(week))
    ends = np.cumsum(shares, axis=1)[:, :-1]
    return np.sum([drawn >= ends[week, place] for place in range(ends.shape[1])], axis=0, dtype=np.int64)


def choose_learners(rng: np.random.Generator, taste: Floats, second: Ints) -> Ints:
    """Return a different learner for each line; learners who came early order early.

    ``taste`` is each learner's log weight for the course. Sampling without replacement by the largest keys
    (Efraimidis and Spirakis 2006, in logarithms).
    """
    count = len(second)
    keys = taste + rng.gumbel(size=len(taste))
    takers = np.sort(np.argpartition(keys, len(keys) - count)[len(keys) - count :])
    waited = takers + rng.normal(scale=0.03 * len(taste), size=count)
    learner = np.empty(count, dtype=np.int64)
    learner[np.argsort(second, kind="stable")] = takers[np.argsort(waited, kind="stable")]
    return learner


def course_lines(rng: np.random.Generator, world: World, *, course: int, place: int, tastes: Floats) -> Lines:
    """Return the order lines of one programme course; ``place`` is its place among the seller's courses."""
    given = world.blueprint.courses[course]
    week, quantity = lots(rng, world.enrolments[course], given.quantity)
    count = len(week)
    second = draw_seconds(rng, week, seconds_of(world.weeks[0]))
    coupon = draw_places(rng, coupon_shares(given), count)
    list_minor = np.rint(world.price[course] * MINOR).astype(np.int64)[week]
    buyer = np.full(count, -1)
    if given.quantity > 1:
        buyer = (len(world.blueprint.buyers) * rng.random(count) ** 1.7).astype(np.int64)
        learner = FIRST_CONTACT + buyer
    else:
        learner = choose_learners(rng, tastes[course % len(tastes)], second)
    return Lines(
        order=np.zeros(count, dtype=np.int64),
        line=np.ones(count, dtype=np.int64),
        course=np.full(count, place),
        week=week,
        quantity=quantity,
        learner=learner,
        buyer=buyer,
        second=second,
        list_minor=list_minor,
        coupon=coupon,
        paid=paid_minor(list_minor, quantity, coupon),
        channel=draw_channels(rng, channel_shares(world, course), week),
    )


def plain_lines(*, course: Ints, week: Ints, learner: Ints, second: Ints, list_minor: Ints) -> Lines:
    """Return single orders of catalogue courses: one seat, no coupon, bought in the app."""
    count = len(course)
    zeros, ones = np.zeros(count, dtype=np.int64), np.ones(count, dtype=np.int64)
    return Lines(
        order=zeros,
        line=ones,
        course=course,
        week=week,
        quantity=ones,
        learner=learner,
        buyer=zeros - 1,
        second=second,
        list_minor=list_minor,
        coupon=zeros,
        paid=list_minor,
        channel=zeros,
    )


def catalogue_lines(
    rng: np.random.Generator,
    world: World,
    *,
    catalogue: tuple[CatalogueCourse, ...],
    first: int,
    learners: int,
) -> Lines:
    """Return orders of the seller's own courses; the first of them has the place ``first``."""
    volumes = [rng.poisson(world.scale * course.weekly, size=len(world.weeks)) for course in catalogue]
    course = np.repeat(np.arange(len(catalogue)), [volume.sum() for volume in volumes])
    week = np.concatenate([np.repeat(np.arange(len(volume)), volume) for volume in volumes] or [course])
    prices = np.array([course.price * MINOR for course in catalogue], dtype=np.int64)
    return plain_lines(
        course=first + course,
        week=week,
        learner=rng.integers(0, learners, size=len(course)),
        second=draw_seconds(rng, week, seconds_of(world.weeks[0])),
        list_minor=prices[course],
    )


def basket_lines(
    rng: np.random.Generator, hosts: Lines, *, catalogue: tuple[CatalogueCourse, ...], first: int
) -> Lines:
    """Return second lines of some orders: a course of the catalogue taken along."""
    sold = [place for place, course in enumerate(catalogue) if course.weekly > 0]
    alone = np.flatnonzero(hosts.buyer < 0)
    takers = np.sort(rng.permutation(alone)[: int(BASKET_SHARE * len(alone)) if sold else 0])
    host = hosts.pick(takers)
    course = np.array(sold or [0])[rng.integers(0, max(len(sold), 1), size=len(takers))]
    prices = np.array([entry.price * MINOR for entry in catalogue] or [0], dtype=np.int64)
    lines = plain_lines(
        course=first + course,
        week=host.week,
        learner=host.learner,
        second=host.second,
        list_minor=prices[course],
    )
    return replace(lines, order=host.order, line=np.full(len(takers), 2))


def draw_tastes(rng: np.random.Generator, world: World) -> Floats:
    """Return each learner's log weight for every course, shape ``(course, learner)``.

    Learners belong to groups of interest, so that who took one course is likelier to take its neighbours.
    """
    most = max(
        [
            int(row.sum())
            for row, course in zip(world.enrolments, world.blueprint.courses, strict=True)
            if course.quantity <= 1
        ]
        or [1]
    )
    learners = int(1.7 * most) + 50
    group = rng.integers(0, 4, size=learners)
    liking = rng.normal(scale=0.8, size=(len(world.blueprint.courses), 4))
    return liking[:, group]


def draw_orders(rng: np.random.Generator, world: World, *, party: str, tastes: Floats) -> Lines | None:
    """Return all order lines of a seller by moment, or ``None`` for one that sells nothing."""
    sold = [place for place, course in enumerate(world.blueprint.courses) if course.seller == party]
    catalogue = next(each for each in world.blueprint.parties if each.id == party).catalogue
    parts = [
        course_lines(rng, world, course=course, place=place, tastes=tastes)
        for place, course in enumerate(sold)
    ]
    if any(course.weekly for course in catalogue):
        learners = tastes.shape[1]
        parts.append(catalogue_lines(rng, world, catalogue=catalogue, first=len(sold), learners=learners))
    if not parts:
        return None
    lines = joined(parts)
    lines = lines.pick(np.argsort(lines.second, kind="stable"))
    lines = replace(lines, order=np.arange(1, len(lines.order) + 1))
    hosts = lines.pick(lines.course < len(sold))
    both = joined([lines, basket_lines(rng, hosts, catalogue=catalogue, first=len(sold))])
    return both.pick(np.lexsort((both.line, both.order)))


def sold_courses(world: World, party: str) -> tuple[CourseBlueprint | CatalogueCourse, ...]:
    """Return a seller's courses as its order lines count them: the programme's first, then the catalogue."""
    catalogue = next(each for each in world.blueprint.parties if each.id == party).catalogue
    return (*[course for course in world.blueprint.courses if course.seller == party], *catalogue)


def order_ids(lines: Lines, party: str) -> pa.Array:
    """Return the ids of orders, such as ``ZHI0000012``."""
    return columns.numbered(party[:3].upper(), lines.order, 7)


def learner_ids(learner: Ints) -> pa.Array:
    """Return the pseudonyms of learners, such as ``L0000012``."""
    return columns.numbered("L", learner, 7)


def orders_table(world: World, lines: Lines, *, party: str, locale: Locale) -> pa.Table:
    """Return a seller's orders.csv."""
    courses = sold_courses(world, party)
    buyers = [buyer.say(locale) for buyer in world.blueprint.buyers]
    return pa.table(
        {
            "order_id": order_ids(lines, party),
            "line": lines.line,
            "learner": learner_ids(lines.learner),
            "buyer": columns.chosen([*buyers, ""], np.where(lines.buyer < 0, len(buyers), lines.buyer)),
            "quantity": lines.quantity,
            "course_id": columns.chosen([course.id for course in courses], lines.course),
            "ordered_at": columns.moments(lines.second),
            "list_price": columns.money(lines.list_minor),
            "paid": columns.money(lines.paid),
            "currency": columns.constant(world.blueprint.currency, len(lines.order)),
            "channel": columns.chosen(channel_names(world, party), lines.channel),
            "coupon": columns.chosen(CODES, lines.coupon),
        }
    )
