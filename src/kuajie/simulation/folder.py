"""Writes a simulated programme as the contents of its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from kuajie.domain.lever import LeverKind
from kuajie.messages import Locale, Text
from kuajie.simulation.consents import consents_table
from kuajie.simulation.course_facts import facts_text
from kuajie.simulation.experiments import Experiment, run_experiments, tests_table
from kuajie.simulation.feedback import feedback_table
from kuajie.simulation.learners import draw_tastes
from kuajie.simulation.learning import draw_learning, learning_table
from kuajie.simulation.lines import Lines
from kuajie.simulation.orders import draw_orders, orders_table
from kuajie.simulation.party_files import courses_table, resources_table
from kuajie.simulation.programme_file import programme_text
from kuajie.simulation.refunds import Refunds, draw_refunds, refunds_table
from kuajie.simulation.spend_files import (
    bookings_of,
    controls_table,
    rates_table,
    spend_table,
    training_table,
)
from kuajie.simulation.templates import TEMPLATES
from kuajie.simulation.truth_file import truth_of, truth_text
from kuajie.simulation.world import World, draw_world

HORIZON_START = date(2026, 11, 30)
LEAST_WEEKS = 26

README = Text(
    zh="""本文件夹是模拟数据：其中的机构、学员、订单与金额均为虚构，
由 Kuajie 的模板“{template}”以种子 {seed} 生成。
真实规律写在 truth.json 中，可用来检验拟合与方案。请勿当作真实经营数据引用。
""",
    en="""This folder is simulated: its parties, learners, orders and amounts are invented, made by Kuajie's
template "{template}" from seed {seed}. What is true in it stands in truth.json, so that fits and plans can be
checked against it. Do not quote it as data of a real business.
""",
)

Contents = dict[str, str | pa.Table]


@dataclass(frozen=True, slots=True, eq=False)
class Sales:
    """One seller's order lines and what came back of each."""

    lines: Lines
    refunds: Refunds

    def of_course(self, place: int) -> tuple[Lines, Refunds]:
        """Return the lines and refunds of the seller's course at ``place``."""
        here = np.flatnonzero(self.lines.course == place)
        refunds = self.refunds
        return self.lines.pick(here), Refunds(
            amount=refunds.amount[here], second=refunds.second[here], reason=refunds.reason[here]
        )


def draw_sales(streams: np.random.SeedSequence, world: World) -> dict[str, Sales]:
    """Return the sales of every party that sells anything."""
    parties = world.blueprint.parties
    first, *rest = map(np.random.default_rng, streams.spawn(1 + len(parties)))
    tastes = draw_tastes(first, world)
    sales: dict[str, Sales] = {}
    for rng, party in zip(rest, parties, strict=True):
        lines = draw_orders(rng, world, party=party.id, tastes=tastes)
        if lines is not None:
            sales[party.id] = Sales(lines, draw_refunds(rng, world, lines, party=party.id))
    return sales


def seller_place(world: World, course: int) -> int:
    """Return the place of a programme course among the courses of its seller."""
    seller = world.blueprint.courses[course].seller
    return [each.id for each in world.blueprint.courses if each.seller == seller].index(
        world.blueprint.courses[course].id
    )


def put(contents: Contents, path: str, table: pa.Table | None) -> None:
    """Add a table, below the rows that the file already has."""
    if table is not None and table.num_rows:
        before = contents.get(path)
        contents[path] = table if before is None else pa.concat_tables([before, table])


def sales_files(contents: Contents, world: World, *, sales: Mapping[str, Sales], locale: Locale) -> None:
    """Add orders.csv and refunds.csv of every seller."""
    for party, sold in sales.items():
        put(contents, f"{party}/orders.csv", orders_table(world, sold.lines, party=party, locale=locale))
        table = refunds_table(world, sold.lines, sold.refunds, party=party, locale=locale)
        put(contents, f"{party}/refunds.csv", table)


def learner_files(
    contents: Contents,
    streams: np.random.SeedSequence,
    world: World,
    *,
    sales: Mapping[str, Sales],
    locale: Locale,
) -> None:
    """Add learning.csv of whoever teaches a course and feedback.csv of whoever sells it."""
    courses = world.blueprint.courses
    for place, (course, stream) in enumerate(zip(courses, streams.spawn(len(courses)), strict=True)):
        rng = np.random.default_rng(stream)
        lines, refunds = sales[course.seller].of_course(seller_place(world, place))
        learning = draw_learning(rng, world, course=place, lines=lines, refunds=refunds)
        put(contents, f"{course.taught_by}/learning.csv", learning_table(course.id, learning))
        words = feedback_table(rng, world, course=place, lines=lines, refunds=refunds, locale=locale)
        put(contents, f"{course.seller}/feedback.csv", words)


def party_files(contents: Contents, rng: np.random.Generator, world: World, locale: Locale) -> None:
    """Add what each party has and what it put in."""
    for party in world.blueprint.parties:
        put(contents, f"{party.id}/courses.csv", courses_table(world, party=party.id, locale=locale))
        put(contents, f"{party.id}/resources.csv", resources_table(party, locale))
        if party.facts:
            contents[f"{party.id}/graph.csv"] = facts_text(party.facts, locale)
        marketing = bookings_of(world, party=party.id, kind=LeverKind.MARKETING)
        training = bookings_of(world, party=party.id, kind=LeverKind.TRAINING)
        if marketing:
            put(contents, f"{party.id}/spend.csv", spend_table(rng, world, marketing))
        if training:
            put(contents, f"{party.id}/training.csv", training_table(world, training))


def experiment_files(contents: Contents, world: World, experiments: tuple[Experiment, ...]) -> None:
    """Add tests.csv of the parties whose levers were tested."""
    owner = {lever.id: lever.party for lever in world.blueprint.levers}
    for party in world.blueprint.parties:
        own = [experiment for experiment in experiments if owner[experiment.lever] == party.id]
        if own:
            put(contents, f"{party.id}/tests.csv", tests_table(own))


def simulate(
    template: str = "demo",
    *,
    seed: int = 2026,
    start: date | None = None,
    weeks: int = 156,
    scale: float = 1.0,
    locale: Locale = "zh",
) -> Mapping[str, str | pa.Table]:
    """Return the contents of a simulated programme folder: relative path to text or table.

    Tables are in the form partners hand over (``columns``); the same arguments give the same contents.
    ``start`` is the Monday on which the horizon begins, ``weeks`` the length of the history before it.
    ``scale`` multiplies enrolments, seats, spend and budgets alike, so that returns on spend stay.
    Raises ``ValueError`` for an unknown template, a start that is no Monday, a history that is too short, or
    a scale that is not positive.
    """
    begin = start or HORIZON_START
    if template not in TEMPLATES:
        raise ValueError(f"template must be one of {sorted(TEMPLATES)}, but got {template!r}")
    if begin.weekday() != 0 or weeks < LEAST_WEEKS or not scale > 0:
        raise ValueError(
            f"a Monday, {LEAST_WEEKS}+ weeks and a positive scale, but got {begin=}, {weeks=}, {scale=}"
        )
    streams = np.random.SeedSequence(seed).spawn(4)
    world_rng, party_rng = np.random.default_rng(streams[0]), np.random.default_rng(streams[1])
    blueprint = TEMPLATES[template].build()
    world = draw_world(world_rng, blueprint, start=begin, weeks=weeks, scale=scale)
    experiments = run_experiments(party_rng, world)
    truth = truth_of(world, experiments=experiments, template=template, seed=seed, locale=locale)
    facts = {"template": TEMPLATES[template].title, "seed": seed}
    contents: Contents = {
        "README.txt": README.say("zh", **facts) + "\n" + README.say("en", **facts),
        "programme.toml": programme_text(world, locale),
        "truth.json": truth_text(truth),
        "controls.csv": controls_table(world),
    }
    put(contents, "rates.csv", rates_table(world))
    put(contents, "consents.csv", consents_table(world, start=begin))
    party_files(contents, party_rng, world, locale)
    experiment_files(contents, world, experiments)
    sales = draw_sales(streams[2], world)
    sales_files(contents, world, sales=sales, locale=locale)
    learner_files(contents, streams[3], world, sales=sales, locale=locale)
    return contents
