"""Orders: what was enrolled as order lines, with prices, coupons, channels and what was taken along."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from kuajie.messages import Locale
from kuajie.simulation import columns
from kuajie.simulation.blueprint import CatalogueCourse, CourseBlueprint
from kuajie.simulation.channels import channel_names, channel_shares, draw_channels
from kuajie.simulation.choices import draw_places
from kuajie.simulation.columns import Ints, seconds_of
from kuajie.simulation.coupons import CODES, coupon_shares, paid_minor
from kuajie.simulation.learners import choose_learners, learner_ids
from kuajie.simulation.ledger import MINOR
from kuajie.simulation.lines import Lines, joined
from kuajie.simulation.lots import draw_seconds, lots
from kuajie.simulation.mechanism import Floats
from kuajie.simulation.world import World

BASKET_SHARE = 0.05  # of orders that take a course of the catalogue along
FIRST_CONTACT = 9_000_000  # learner numbers of people who order for a company


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
            "channel": columns.chosen(channel_names(world), lines.channel),
            "coupon": columns.chosen(CODES, lines.coupon),
        }
    )
