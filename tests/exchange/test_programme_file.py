"""programme.toml: beliefs and choices of a fit are read, refused by name, and written as they were read."""

from __future__ import annotations

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
        carry_over=carry_over,
        saturation=draw(st.sampled_from(list(SATURATIONS))),
        belief=LeverBelief(
            return_on_spend=draw(st.none() | RANGES),
            half_life=None if carry_over == "none" else draw(st.none() | RANGES),
        ),
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
    }
    weight = st.floats(1e-300, 1e15, exclude_max=True)
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
        levers=tuple(draw(st.lists(levers(parties, courses), max_size=3, unique_by=lambda lever: lever.id))),
        horizon=Horizon(
            date(2026, 11, 30) + timedelta(weeks=draw(st.integers(0, 99))), draw(st.integers(1, 520))
        ),
        budgets=Budgets(by_party=draw(of_parties), total=draw(st.none() | amounts())),
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
