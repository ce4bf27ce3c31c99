"""programme.toml: beliefs and choices of a fit are read, refused by name, and written as they were read."""

from __future__ import annotations

import re
import tempfile
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.domain.beliefs import OUTCOMES_OF_COUPLING, TRENDS, FitChoices, LeverBelief, Range
from kuajie.domain.calendar import Horizon
from kuajie.domain.course import Course
from kuajie.domain.decided import Promise, Resource
from kuajie.domain.incentive import Incentive, IncentiveKind
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.party import Party, Role
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim, Budgets, Duty, Objective, Participation, Terms
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.build import build_programme
from kuajie.exchange.programme_file.draft import read_draft
from kuajie.exchange.programme_file.fit_section import build_fit
from kuajie.exchange.programme_file.writing import programme_text
from kuajie.exchange.reading import read_folder
from kuajie.exchange.toml_file import read_toml
from kuajie.exchange.writing import write_folder
from kuajie.response.registry import CARRY_OVERS, SATURATIONS

TOML = "programme.toml"
FIT = """
[fit]
coupling = "sum"
outcome = "normal"
pooled = true
trend = "linear"
own_sales = true
marketing_share = [0.1, 0.4]
"""
BELIEFS = 'weekly_max = "30000.00"\nreturn_on_spend = [0.5, 3]\nhalf_life = [0.5, 4.0]'


def believing(contents):
    """Return contents with a fit and a lever with beliefs."""
    text = contents[TOML].replace('weekly_max = "30000.00"', BELIEFS, 1)
    return {**contents, TOML: text.replace("\n[budgets]", f"{FIT}\n[budgets]", 1)}


def test_choices_and_beliefs_are_read(read, contents):
    programme = read(believing(contents)).programme
    assert programme.fit == FitChoices(
        coupling="sum",
        outcome="normal",
        pooled=True,
        trend="linear",
        own_sales=True,
        marketing_share=Range(0.1, 0.4),
    )
    assert programme.lever("short_video").belief == LeverBelief(
        return_on_spend=Range(0.5, 3.0), half_life=Range(0.5, 4.0)
    )
    assert programme.lever("tutors").belief == LeverBelief()


DECIDED = """
[[promise]]
lever = "short_video"
week = %s
spend = "1000.00"

[[resource]]
title = "hours"
uses = { tutors = 1.5 }
weekly = 40
"""


def deciding(read, contents):
    """Return contents with a promise and a scarce resource."""
    week = read(contents).programme.horizon.weeks[1]
    return {**contents, TOML: contents[TOML] + DECIDED % week}


def test_promises_resources_and_ranges_are_read(read, contents):
    told = deciding(read, contents)
    told[TOML] = re.sub(
        r"price_choices = .*",
        'price_range = { from = "100", to = "130.5", step = "10" }',
        told[TOML],
        count=1,
    )
    programme = read(told).programme
    (promise,), (resource,) = programme.promises, programme.resources
    assert (promise.lever, promise.week) == ("short_video", programme.horizon.weeks[1])
    assert promise.spend == Money.of(1000, "CNY")
    assert (resource.title, dict(resource.uses), resource.weekly, resource.total) == (
        "hours",
        {"tutors": 1.5},
        40.0,
        None,
    )
    ranged = next(course for course in programme.courses if len(course.price_choices) == 4)
    assert [float(price) for price in ranged.price_choices] == [100.0, 110.0, 120.0, 130.0]


DECIDED_FAULTS = [
    ('lever = "short_video"\nweek', 'lever = "nobody"\nweek', "files.unknown_word", "promise[1].lever"),
    ("week = 20", "week = 19", "files.out_of_range", "promise[1].week"),
    ('"1000.00"', '"99999999.00"', "programme.promise_above_maximum", "promise[1].spend"),
    ("weekly = 40\n", "", "programme.no_limit", "resource[1].weekly"),
    ("tutors = 1.5", "tutors = -1.5", "files.negative", "resource[1].uses.tutors"),
    ("tutors = 1.5", "tutor = 1.5", "files.unknown_word", "resource[1].uses.tutor"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "key"), DECIDED_FAULTS, ids=[each[2] + each[3] for each in DECIDED_FAULTS]
)
def test_a_wrong_promise_or_resource_is_named(read, refusal, contents, old, new, code, key):
    told = deciding(read, contents)
    start = told[TOML].index("[[promise]]")
    assert old in told[TOML][start:]
    told[TOML] = told[TOML][:start] + told[TOML][start:].replace(old, new, 1)
    found = refusal(told)
    assert {(each.notice.code, each.place.column) for each in found} == {(code, key)}


INCENTIVE = """
[[incentive]]
course = "J1"
kind = "coupon"
depths = ["1/10", "1/5"]
borne_by = "zhihai"
"""

INCENTIVE_FAULTS = [
    ('kind = "coupon"', 'kind = "gift"', "files.unknown_word", "incentive[1].kind"),
    ('["1/10", "1/5"]', '["1/10", "1/10"]', "programme.depth_out_of_range", "incentive[1].depths"),
    ('["1/10", "1/5"]', '["1"]', "programme.depth_out_of_range", "incentive[1].depths"),
    ('["1/10", "1/5"]', '["x"]', "files.wrong_type", "incentive[1].depths"),
    ('borne_by = "zhihai"', 'borne_by = "nobody"', "files.unknown_word", "incentive[1].borne_by"),
    ("depths", 'taken_by = "3/2"\ndepths', "programme.taken_by_out_of_range", "incentive[1].taken_by"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "key"), INCENTIVE_FAULTS, ids=[f"{each[1]!r:.20}" for each in INCENTIVE_FAULTS]
)
def test_a_wrong_incentive_is_named(refusal, contents, old, new, code, key):
    told = {**contents, TOML: contents[TOML] + INCENTIVE.replace(old, new, 1)}
    (found,) = refusal(told)
    assert (found.notice.code, found.place.column) == (code, key)


def test_a_promise_outside_the_horizon_or_made_twice_is_named(read, refusal, contents):
    told = deciding(read, contents)
    weeks = read(contents).programme.horizon.weeks
    late = {
        **told,
        TOML: told[TOML].replace(f"week = {weeks[1]}", f"week = {weeks[-1] + timedelta(weeks=1)}"),
    }
    assert [each.notice.code for each in refusal(late)] == ["programme.promise_outside_horizon"]
    again = DECIDED.partition("[[resource]]")[0] % weeks[1]
    assert [each.notice.code for each in refusal({**told, TOML: told[TOML] + again})] == [
        "programme.promised_twice"
    ]


def test_a_range_that_is_none_is_named(refusal, contents):
    for written, code in (
        ('{ from = "130", to = "100", step = "10" }', "files.crossed_bounds"),
        ('{ from = "100", to = "130" }', "files.wrong_type"),
        ('{ from = "1", to = "9999", step = "1" }', "programme.too_many_prices"),
    ):
        told = re.sub(r"price_choices = .*", f"price_range = {written}", contents[TOML], count=1)
        assert [each.notice.code for each in refusal({**contents, TOML: told})] == [code]
    both = re.sub(
        r"(price_choices = .*)",
        '\\1\nprice_range = { from = "100", to = "130", step = "10" }',
        contents[TOML],
        count=1,
    )
    assert "programme.range_and_choices" in [each.notice.code for each in refusal({**contents, TOML: both})]


def test_what_the_file_does_not_say_is_usual(read, contents):
    programme = read(contents).programme
    assert programme.fit == FitChoices()
    assert all(lever.belief == LeverBelief() for lever in programme.levers)


FAULTS = [
    ('coupling = "sum"', 'coupling = "summ"', "files.unknown_word", "fit.coupling"),
    ('outcome = "normal"', 'outcome = "gaussian"', "files.unknown_word", "fit.outcome"),
    ('trend = "linear"', 'trend = "flat"', "files.unknown_word", "fit.trend"),
    ("pooled = true", 'pooled = "yes"', "files.wrong_type", "fit.pooled"),
    ("own_sales = true", "own_sales = 1", "files.wrong_type", "fit.own_sales"),
    ("pooled = true", "poolled = true", "files.unknown_key", "fit.poolled"),
    ('coupling = "sum"', "", "files.outcome_of_other_coupling", "fit.outcome"),
    (
        'outcome = "normal"',
        'outcome = "negative_binomial"',
        "files.outcome_of_other_coupling",
        "fit.outcome",
    ),
    ("[0.1, 0.4]", "0.4", "files.wrong_type", "fit.marketing_share"),
    ("[0.1, 0.4]", "[0.1, 0.2, 0.4]", "files.wrong_type", "fit.marketing_share"),
    ("[0.1, 0.4]", '["0.1", "0.4"]', "files.wrong_type", "fit.marketing_share"),
    ("[0.1, 0.4]", "[0.1, nan]", "files.wrong_type", "fit.marketing_share"),
    ("[0.1, 0.4]", "[0.1, 1.0]", "files.share_of_all", "fit.marketing_share"),
    ("[0.1, 0.4]", "[10, 40]", "files.share_of_all", "fit.marketing_share"),
    ("[0.1, 0.4]", "[0.4, 0.1]", "files.crossed_range", "fit.marketing_share"),
    ("[0.5, 3]", "[3, 3.0]", "files.crossed_range", "lever[short_video].return_on_spend"),
    ("[0.5, 3]", "[0, 3]", "files.not_positive", "lever[short_video].return_on_spend"),
    ("[0.5, 3]", "[1e-400, 3]", "files.not_positive", "lever[short_video].return_on_spend"),
    ("[0.5, 3]", "[-1, 3]", "files.negative", "lever[short_video].return_on_spend"),
    ("[0.5, 3]", "[1, inf]", "files.wrong_type", "lever[short_video].return_on_spend"),
    ("[0.5, 3]", "[1, 1e300]", "files.out_of_range", "lever[short_video].return_on_spend"),
    ("[0.5, 4.0]", "[4.0, 0.5]", "files.crossed_range", "lever[short_video].half_life"),
    (
        "half_life",
        'carry_over = "none"\nhalf_life',
        "files.half_life_without_carry_over",
        "lever[short_video].half_life",
    ),
    (FIT, "[[fit]]", "files.wrong_type", "fit"),
]


@pytest.mark.parametrize(("old", "new", "code", "key"), FAULTS, ids=[f"{each[1]!r:.30}" for each in FAULTS])
def test_a_wrong_choice_or_belief_is_named_by_its_key(refusal, contents, old, new, code, key):
    told = believing(contents)
    assert old in told[TOML]
    told[TOML] = told[TOML].replace(old, new, 1)
    (found,) = refusal(told)
    assert (found.notice.code, found.place.file, found.place.column) == (code, TOML, key)


# TOML texts hold anything but surrogates; reading wants something to see in them.
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip)
LETTERS = st.sampled_from("AZaz09_-.课一")
IDS = st.text(LETTERS, min_size=1, max_size=8).filter(lambda name: name[0] != ".")
ENDS = st.floats(1e-300, 1e15, exclude_max=True)
RANGES = st.tuples(ENDS, ENDS).filter(lambda ends: ends[0] != ends[1]).map(lambda ends: Range(*sorted(ends)))
SHARES = st.tuples(st.floats(1e-300, 0.5), st.floats(0.5, 1, exclude_min=True, exclude_max=True)).map(
    lambda ends: Range(*ends)
)
ROOM = 10**12


def amounts(low: int = 0) -> st.SearchStrategy[Money]:
    return st.integers(low, ROOM).map(lambda minor: Money(minor, "CNY"))


CHOICES = st.sampled_from(sorted(OUTCOMES_OF_COUPLING)).flatmap(
    lambda coupling: st.builds(
        FitChoices,
        coupling=st.just(coupling),
        outcome=st.sampled_from(OUTCOMES_OF_COUPLING[coupling]),
        pooled=st.booleans(),
        trend=st.sampled_from(TRENDS),
        own_sales=st.booleans(),
        marketing_share=st.none() | SHARES,
    )
)


@st.composite
def levers(draw, parties, courses):
    unit, carry_over = draw(st.sampled_from(Unit)), draw(st.sampled_from(list(CARRY_OVERS)))
    high = draw(amounts())
    return Lever(
        id=draw(IDS),
        title=draw(TEXTS),
        party=draw(st.sampled_from(parties)),
        kind=draw(st.sampled_from(LeverKind)),
        unit=unit,
        unit_cost=Money.of(1, "CNY") if unit is Unit.MONEY else draw(amounts(1)),
        weekly_max=high,
        weekly_min=Money(draw(st.integers(0, high.minor)), "CNY"),
        set_up_cost=draw(amounts()),
        min_if_used=draw(amounts()),
        courses=tuple(draw(st.lists(st.sampled_from(courses), unique=True))),
        largest_change=draw(st.none() | amounts()),
        carry_over=carry_over,
        saturation=draw(st.sampled_from(list(SATURATIONS))),
        belief=LeverBelief(
            return_on_spend=draw(st.none() | RANGES),
            half_life=None if carry_over == "none" else draw(st.none() | RANGES),
        ),
    )


@st.composite
def promises(draw, levers, horizon):
    if not levers:
        return ()
    places = st.tuples(st.sampled_from(levers), st.sampled_from(horizon.weeks))
    chosen = draw(st.lists(places, max_size=2, unique_by=lambda place: (place[0].id, place[1])))
    return tuple(
        Promise(lever=lever.id, week=week, spend=Money(draw(st.integers(0, lever.weekly_max.minor)), "CNY"))
        for lever, week in chosen
    )


@st.composite
def resources(draw, lever_ids):
    amount = st.floats(0, 1e15, exclude_max=True)
    limits = draw(st.tuples(st.none() | amount, st.none() | amount).filter(lambda both: both != (None, None)))
    uses = draw(st.dictionaries(st.sampled_from(lever_ids), amount)) if lever_ids else {}
    return (Resource(title=draw(TEXTS), uses=uses, weekly=limits[0], total=limits[1]),) * draw(
        st.integers(0, 1)
    )


def incentives(parties):
    share = st.fractions(0, 1, max_denominator=99)
    part = share.filter(lambda each: 0 < each < 1)
    return st.builds(
        Incentive,
        kind=st.sampled_from(IncentiveKind),
        depths=st.lists(part, min_size=1, max_size=2, unique=True).map(tuple),
        borne_by=st.sampled_from(parties),
        taken_by=share.filter(bool),
        brings=share,
    )


@st.composite
def programmes(draw):
    parties = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    courses = draw(st.lists(IDS, min_size=1, max_size=2, unique=True))
    of_parties = st.dictionaries(st.sampled_from(parties), amounts(), max_size=3)
    weights = draw(st.lists(st.integers(0, 50), min_size=len(parties), max_size=len(parties)).filter(any))
    shares = {party: Fraction(weight, sum(weights)) for party, weight in zip(parties, weights, strict=True)}
    course = {
        "title": TEXTS,
        "seller": st.just(parties[0]),
        "requires": st.just(tuple(parties)),
        "price": st.just(Money(0, "CNY")),
        "price_choices": st.lists(amounts(), max_size=2).map(tuple),
        "price_factor": st.sampled_from(["absent", "constant_elasticity"]),
        "unit_costs": of_parties,
        "incentives": st.lists(incentives(parties), max_size=2).map(tuple),
    }
    weight = st.floats(1e-300, 1e15, exclude_max=True)
    every_lever = tuple(draw(st.lists(levers(parties, courses), max_size=3, unique_by=lambda each: each.id)))
    horizon = Horizon(
        date(2026, 11, 30) + timedelta(weeks=draw(st.integers(0, 99))), draw(st.integers(1, 520))
    )
    aims = st.dictionaries(st.sampled_from([Aim.ENROLMENTS, Aim.COMPLETIONS, Aim.PROFIT]), weight, min_size=1)
    return Programme(
        id=draw(IDS),
        title=draw(TEXTS),
        currency="CNY",
        time_zone="Asia/Shanghai",
        country="CN",
        parties=tuple(
            Party(
                id=party,
                name=draw(TEXTS),
                role=draw(st.sampled_from(Role)),
                outside_profit=draw(amounts(-ROOM)),
                bargaining_weight=draw(weight),
            )
            for party in parties
        ),
        courses=tuple(draw(st.builds(Course, id=st.just(each), **course)) for each in courses),
        levers=every_lever,
        horizon=horizon,
        budgets=Budgets(
            by_party=draw(of_parties),
            total=draw(st.none() | amounts()),
            weekly_by_party=draw(of_parties),
            weekly_total=draw(st.none() | amounts()),
        ),
        promises=draw(promises(every_lever, horizon)),
        resources=draw(resources([lever.id for lever in every_lever])),
        objective=Objective(
            aim=draw(st.sampled_from(Aim)),
            weights=draw(aims),
            profit_floors=draw(of_parties),
            participation=draw(st.sampled_from(Participation)),
        ),
        terms=Terms(revenue_shares=draw(st.sampled_from([{}, shares]))),
        duties=tuple(
            draw(
                st.lists(
                    st.builds(Duty, owner=st.sampled_from(parties), task=TEXTS, due=st.dates()), max_size=2
                )
            )
        ),
        fit=draw(CHOICES),
    )


def read_back(text: str) -> Programme:
    """Return the programme of a programme.toml whose catalogues know the ids of the courses only."""
    with tempfile.TemporaryDirectory() as place:
        write_folder(Path(place) / "f", {TOML: text})
        findings = Findings()
        values = read_toml(Path(place) / "f" / TOML, file=TOML, findings=findings)
    draft = read_draft(values or {}, findings=findings)
    findings.stop_if_refused()
    row = {"price": 0, "seats": None, "level": "", "language": "", "concepts": ""}
    return build_programme(draft, {course["id"]: row for course in draft.courses})


@settings(max_examples=150, deadline=None)
@given(programme=programmes())
def test_any_programme_comes_back(programme):
    assert read_back(programme_text(programme)) == programme


def test_a_whole_folder_comes_back(read, contents, tmp_path):
    first = read(believing(contents)).programme
    write_folder(tmp_path / "again", {**contents, TOML: programme_text(first)})
    assert read_folder(tmp_path / "again").programme == first


DOCUMENT = Path(__file__).parents[2] / "docs" / "programme-folder.md"


def test_the_example_of_the_document_is_a_programme():
    """It leaves out one party and says which defaults are usual; both hold."""
    (example,) = (
        block.partition("```")[0]
        for block in DOCUMENT.read_text(encoding="utf-8").split("```toml\n")
        if block.startswith("[programme]")
    )
    findings = Findings()
    values = tomllib.loads(example, parse_float=Decimal)
    values["party"].append({"id": "mingde", "name": "明德学堂", "role": "institution"})
    draft = read_draft(values, findings=findings)
    findings.stop_if_refused()
    told = replace(build_fit(draft.fit), marketing_share=None)
    assert told == FitChoices()
    assert draft.levers[0]["half_life"] == Range(0.5, 3.0)


def test_what_is_usual_is_not_written(read, contents):
    text = programme_text(read(contents).programme)
    values = tomllib.loads(text)
    assert "fit" not in values
    assert "objective" not in values
    assert set(values["lever"][0]) == {"id", "title", "party", "kind", "unit", "weekly_max"}
    assert set(values["party"][0]) == {"id", "name", "role"}
    told = tomllib.loads(programme_text(read(believing(contents)).programme))
    assert told["fit"] == tomllib.loads(FIT)["fit"]
    assert told["lever"][0]["half_life"] == [0.5, 4.0]
