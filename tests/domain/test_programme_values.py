"""Parties, courses, levers, terms and programmes: frozen, and refusing nonsense with the nonsense shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.calendar import Horizon
from kuajie.domain.checks import require_identifier, require_known, require_share, require_unique
from kuajie.domain.course import Course, CourseRates
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.party import Party
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim, Budgets, Duty, Objective, Terms
from kuajie.messages import BadInput

FEN = Money(1, "CNY")
DEBT = Money(-150, "CNY")
DOLLAR = Money(100, "USD")

letters = st.sampled_from("AZaz09_-.课一龥")


@given(name=st.text(letters, min_size=1, max_size=64).filter(lambda name: name[0] != "."))
def test_ids_are_letters_digits_and_han(name: str) -> None:
    require_identifier("an id", name)


@given(
    name=st.text(max_size=70).filter(
        lambda name: (
            not (name and name[0] != "." and len(name) <= 64 and all(c in "AZaz09_-.课" for c in name))
        )
    )
)
def test_an_id_that_passes_can_name_a_folder(name: str) -> None:
    try:
        require_identifier("an id", name)
    except ValueError as error:
        assert repr(name) in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert 1 <= len(name) <= 64
        assert not name.startswith(".")
        assert not set(name) & set("/\\: \t\n\0,;\"'")


@pytest.mark.parametrize("name", ["", "a b", "a/b", "..", ".", ".hidden", "a\n", "a" * 65, "é", "，"])
def test_unusable_ids_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"a party id must be") as error:
        require_identifier("a party id", name)
    assert repr(name) in str(error.value)


def test_references_and_repetitions_are_refused_by_name() -> None:
    require_known("a duty", ["P"], ("P", "E"))
    require_unique("a lever id", ["a", "b"])
    with pytest.raises(ValueError, match=r"a duty refers to 'X', which is not one of \['E', 'P'\]"):
        require_known("a duty", ["P", "X"], ("P", "E"))
    with pytest.raises(ValueError, match=r"a lever id 'b' appears twice"):
        require_unique("a lever id", ["b", "a", "b"])


@pytest.mark.parametrize("share", [-1e-9, 1 + 1e-9, float("nan"), float("inf")])
def test_shares_lie_in_the_unit_interval(share: float) -> None:
    require_share("the refund rate", 0.0)
    require_share("the refund rate", 1.0)
    for rates in ({"refund": share, "completion": 0.5}, {"refund": 0.5, "completion": share}):
        with pytest.raises(ValueError, match=f"between 0 and 1, but got {share}"):
            CourseRates(**rates)


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_party_weighs_something(platform: Party, weight: float) -> None:
    with pytest.raises(ValueError, match=f"but got {weight}"):
        replace(platform, bargaining_weight=weight)


def test_a_party_has_a_usable_id(platform: Party) -> None:
    with pytest.raises(ValueError, match=r"a party id must be .* got 'P E'"):
        replace(platform, id="P E")


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"id": "J 1"}, "a course id must be .* got 'J 1'"),
        ({"requires": ("P", "E", "P")}, "a required party 'P' appears twice"),
        ({"seller": "X"}, "the seller refers to 'X'"),
        ({"requires": ()}, "the seller refers to 'P'"),
        ({"price": DEBT}, "prices must not be negative, but got -1.50 CNY"),
        ({"price_choices": (FEN, DEBT)}, "but got 300.00 CNY, 0.01 CNY, -1.50 CNY"),
        ({"seats": -1}, "seats must not be negative, but got -1"),
        ({"unit_costs": {"E": DEBT}}, "unit costs must not be negative, but got E -1.50 CNY"),
    ],
)
def test_a_course_refuses(course: Course, change: dict[str, object], shown: str) -> None:
    with pytest.raises(ValueError, match=shown):
        replace(course, **change)


@pytest.mark.parametrize("change", [{"price_choices": (DOLLAR,)}, {"unit_costs": {"E": DOLLAR}}])
def test_a_course_is_in_one_currency(course: Course, change: dict[str, object]) -> None:
    with pytest.raises(BadInput) as error:
        replace(course, **change)
    assert error.value.findings[0].notice.code == "money.currency_mixed"


def test_a_course_adds_its_costs_and_has_a_menu(course: Course) -> None:
    assert course.unit_cost == Money.of("55.50", "CNY")
    assert replace(course, unit_costs={}).unit_cost == Money.zero("CNY")
    assert course.menu == (Money.of(300, "CNY"),)
    assert replace(course, price_choices=(FEN,)).menu == (FEN,)
    assert replace(course, seats=0, price=Money.zero("CNY")).seats == 0


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"id": ""}, "a lever id must be .* got ''"),
        ({"weekly_min": Money(600000, "CNY")}, "must hold, but got 6000.00 CNY, 5000.00 CNY"),
        ({"weekly_min": DEBT}, "must hold, but got -1.50 CNY, 5000.00 CNY"),
        ({"set_up_cost": DEBT}, "must not be negative, but got -1.50 CNY, 200.00 CNY"),
        ({"min_if_used": DEBT}, "must not be negative, but got 100.00 CNY, -1.50 CNY"),
        ({"unit_cost": Money(0, "CNY"), "unit": Unit.HOURS}, "unit_cost must be positive, but got 0.00 CNY"),
        ({"unit_cost": Money(200, "CNY")}, "a unit of money costs 1, but got 2.00 CNY"),
    ],
)
def test_a_lever_refuses(lever: Lever, change: dict[str, object], shown: str) -> None:
    with pytest.raises(ValueError, match=shown):
        replace(lever, **change)


@pytest.mark.parametrize("name", ["unit_cost", "weekly_max", "weekly_min", "set_up_cost", "min_if_used"])
def test_a_lever_is_in_one_currency(lever: Lever, name: str) -> None:
    with pytest.raises(BadInput, match=r"CNY"):
        replace(lever, **{name: DOLLAR})


def test_a_lever_acts_on_its_courses_or_on_all(lever: Lever) -> None:
    assert lever.acts_on("J1")
    assert replace(lever, courses=("J1",)).acts_on("J1")
    assert not replace(lever, courses=("J1",)).acts_on("J2")
    assert replace(lever, unit=Unit.HOURS, unit_cost=Money(200, "CNY")).unit_cost.minor == 200


@given(shares=st.lists(st.fractions(min_value=0, max_value=10), min_size=1, max_size=6).filter(any))
def test_terms_take_exact_shares_and_nothing_off_by_a_millionth(shares: list[Fraction]) -> None:
    exact = {f"p{place}": share / sum(shares) for place, share in enumerate(shares)}
    assert dict(Terms(revenue_shares=exact).revenue_shares) == exact
    with pytest.raises(ValueError, match=r"add up to 1, but got p0 "):
        Terms(revenue_shares={**exact, "more": Fraction(1, 10**6)})


def test_terms_refuse_a_negative_share() -> None:
    with pytest.raises(ValueError, match=r"but got P 3/2, E -1/2"):
        Terms(revenue_shares={"P": Fraction(3, 2), "E": Fraction(-1, 2)})
    assert not Terms().revenue_shares


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_an_objective_refuses_weights(weight: float) -> None:
    with pytest.raises(ValueError, match=f"finite and not negative, but got enrolments {weight}"):
        Objective(weights={Aim.ENROLMENTS: weight})


def test_a_mixed_objective_needs_a_weight() -> None:
    with pytest.raises(ValueError, match=r"but got none"):
        Objective(aim=Aim.MIX)
    with pytest.raises(ValueError, match=r"but got completions 0.0"):
        Objective(aim=Aim.MIX, weights={Aim.COMPLETIONS: 0.0})
    assert Objective(aim=Aim.MIX, weights={Aim.COMPLETIONS: 2.0}).weights[Aim.COMPLETIONS] == 2.0


def test_floors_may_be_negative_and_budgets_not() -> None:
    assert Objective(profit_floors={"C": DEBT}).profit_floors["C"] == DEBT
    assert Budgets(total=Money.zero("CNY")).total == Money.zero("CNY")
    with pytest.raises(ValueError, match=r"budgets must not be negative, but got 0.01 CNY, -1.50 CNY"):
        Budgets(by_party={"P": FEN}, total=DEBT)
    with pytest.raises(ValueError, match=r"budgets must not be negative, but got -1.50 CNY"):
        Budgets(by_party={"P": DEBT})


DUTY = Duty(owner="X", task="讲师到位", due=date(2026, 12, 1))
STRANGE = {"X": Money.zero("CNY")}


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"id": "秋 季"}, "a programme id must be .* got '秋 季'"),
        ({"parties": ()}, r"needs parties and courses, but got \(\) and \('J1',\)"),
        ({"courses": ()}, r"needs parties and courses, but got \('P', 'E'\) and \(\)"),
        ({"time_zone": "Asia"}, "unknown time zone 'Asia'"),
        ({"budgets": Budgets(by_party=STRANGE)}, r"a budget refers to 'X', .*\['E', 'P'\]"),
        ({"objective": Objective(profit_floors=STRANGE)}, "a profit floor refers to 'X'"),
        ({"terms": Terms(revenue_shares={"X": Fraction(1)})}, "a revenue share refers to 'X'"),
        ({"duties": (DUTY,)}, "a duty refers to 'X'"),
    ],
)
def test_a_programme_refuses(programme: Programme, change: dict[str, object], shown: str) -> None:
    with pytest.raises(ValueError, match=shown):
        replace(programme, **change)


def test_a_programme_refuses_what_its_parts_refer_to(programme: Programme) -> None:
    (course,), (lever,) = programme.courses, programme.levers
    for change, shown in (
        ({"courses": (replace(course, requires=("P", "X")),)}, "course J1 refers to 'X'"),
        ({"courses": (replace(course, unit_costs={"X": FEN}),)}, "course J1 refers to 'X'"),
        ({"levers": (replace(lever, party="X"),)}, "lever ads refers to 'X'"),
        ({"levers": (replace(lever, courses=("J9",)),)}, r"lever ads refers to 'J9', .*\['J1'\]"),
    ):
        with pytest.raises(ValueError, match=shown):
            replace(programme, **change)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("parties", "a party id 'P'"), ("courses", "a course id 'J1'"), ("levers", "a lever id 'ads'")],
)
def test_a_programme_refuses_ids_that_appear_twice(programme: Programme, name: str, shown: str) -> None:
    values = getattr(programme, name)
    with pytest.raises(ValueError, match=f"{shown} appears twice"):
        replace(programme, **{name: (*values, values[0])})


def in_dollars(amount: Money) -> Money:
    return Money(amount.minor, "USD")


def test_every_amount_of_a_programme_is_in_its_currency(programme: Programme) -> None:
    (course,), (lever,), (platform, institution) = programme.courses, programme.levers, programme.parties
    dear = {
        name: in_dollars(getattr(lever, name))
        for name in ("unit_cost", "weekly_max", "weekly_min", "set_up_cost", "min_if_used")
    }
    for change, shown in (
        ({"parties": (platform, replace(institution, outside_profit=DOLLAR))}, "1.00 USD"),
        ({"courses": (replace(course, price=DOLLAR, unit_costs={}),)}, "1.00 USD"),
        ({"levers": (replace(lever, **dear),)}, "1.00 USD"),
        ({"budgets": Budgets(by_party={"P": DOLLAR})}, "1.00 USD"),
        ({"budgets": Budgets(total=DOLLAR)}, "1.00 USD"),
        ({"objective": Objective(profit_floors={"P": DOLLAR})}, "1.00 USD"),
        ({"currency": "USD"}, "0.00 CNY"),
    ):
        with pytest.raises(ValueError, match=f"another currency: {shown}"):
            replace(programme, **change)


def test_a_programme_finds_its_parts(programme: Programme) -> None:
    assert programme.party_ids == ("P", "E")
    assert programme.party("E").name == "明德"
    assert programme.course("J1") is programme.courses[0]
    assert programme.lever("ads") is programme.levers[0]
    assert programme.levers_of(LeverKind.MARKETING) == programme.levers
    assert programme.levers_of(LeverKind.TRAINING) == ()
    for find in (programme.party, programme.course, programme.lever):
        with pytest.raises(KeyError, match=r"nobody"):
            find("nobody")


def test_values_cannot_be_changed(programme: Programme) -> None:
    values = [
        programme,
        *programme.parties,
        *programme.courses,
        *programme.levers,
        programme.horizon,
        programme.budgets,
        programme.objective,
        programme.terms,
        DUTY,
        CourseRates(refund=0.0, completion=1.0),
        FEN,
    ]
    for value in values:
        assert is_dataclass(value)
        for field in fields(value):
            held = getattr(value, field.name)
            with pytest.raises(FrozenInstanceError):
                setattr(value, field.name, held)
            if isinstance(held, Mapping):
                with pytest.raises(TypeError):
                    held["X"] = FEN  # type: ignore[index]


def test_values_keep_what_they_were_given(course: Course) -> None:
    costs = {"P": FEN}
    shares = {"P": Fraction(1)}
    kept = (
        replace(course, unit_costs=costs).unit_costs,
        Objective(profit_floors=costs).profit_floors,
        Budgets(by_party=costs).by_party,
        Terms(revenue_shares=shares).revenue_shares,
    )
    costs["P"], shares["P"] = DEBT, Fraction(-1)
    assert [mapping["P"] for mapping in kept] == [FEN, FEN, FEN, Fraction(1)]


def test_horizons_of_a_programme_compare_by_value(programme: Programme) -> None:
    assert replace(programme, horizon=Horizon(date(2026, 11, 23), 4)) == programme
    assert replace(programme, horizon=Horizon(date(2026, 11, 23), 5)) != programme
