"""Panels, posteriors, plans, certificates and record files: labels meet or it raises."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.money import Money
from kuajie.domain.panel import Panel
from kuajie.domain.plan import Certificate, Plan
from kuajie.domain.posterior import DRAW, Labelled, Posterior
from kuajie.domain.records import ARROW_TYPES, RECORD_FILES, Kind
from kuajie.messages import BadInput, Text

PROBLEM = Text(en="product coupling, 40 draws", zh="乘积耦合，40 个抽样")
WEEKS = (date(2026, 11, 23), date(2026, 11, 30))
ARRAYS = [field.name for field in fields(Panel)][5:]


def test_where_courses_were_on_sale_and_full_by_hand(panel: Panel) -> None:
    """A course without a single seat is never full: nothing is learnt from its empty week."""
    assert panel.on_sale.tolist() == [[True, True, False], [True, True, True]]
    assert panel.full.tolist() == [[False, True, False], [False, False, True]]


@pytest.mark.parametrize("name", ARRAYS)
def test_panel_arrays_are_read_only_copies_of_the_labelled_shape(panel: Panel, name: str) -> None:
    array = getattr(panel, name)
    with pytest.raises(ValueError, match=r"read-only"):
        array[...] = 0.0
    given_array = array.copy()
    kept = getattr(replace(panel, **{name: given_array}), name)
    given_array[...] = 0.5
    np.testing.assert_array_equal(kept, array)
    with pytest.raises(ValueError, match=rf"{name} must have shape \(.*\), but got \("):
        replace(panel, **{name: array[..., :-1]})
    with pytest.raises(FrozenInstanceError):
        setattr(panel, name, array)


@pytest.mark.parametrize("name", ARRAYS)
@pytest.mark.parametrize("wrong", [np.nan, np.inf, -0.5])
def test_panel_values_that_cannot_be_are_refused_with_their_place(
    panel: Panel, name: str, wrong: float
) -> None:
    allowed = {("enrolments", "nan"), ("seats", "inf"), ("control_values", "-0.5")}
    array = getattr(panel, name).copy()
    array[..., -1] = wrong
    if (name, str(wrong)) in allowed:
        replace(panel, **{name: array})
        return
    place = (0, 2) if array.ndim == 2 else (1,)
    with pytest.raises(ValueError, match=f"{name} must .*, but got {wrong} at ") as error:
        replace(panel, **{name: array})
    assert str(error.value).endswith(str(place))


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"courses": ("J1", "J1")}, "a course 'J1' appears twice"),
        ({"courses": ("J1",)}, r"enrolments must have shape \(1, 3\), but got \(2, 3\)"),
        ({"levers": ("ads", "live")}, r"inputs must have shape \(2, 3\), but got \(1, 3\)"),
        ({"controls": ()}, r"control_values must have shape \(0, 3\), but got \(1, 3\)"),
        ({"weeks": (*WEEKS, date(2026, 12, 14))}, "but 2026-12-14 follows 2026-11-30"),
        ({"weeks": (WEEKS[0], WEEKS[0], WEEKS[1])}, "but 2026-11-23 follows 2026-11-23"),
    ],
)
def test_a_panel_refuses_labels_that_do_not_fit(panel: Panel, change: dict[str, object], shown: str) -> None:
    with pytest.raises(ValueError, match=shown):
        replace(panel, **change)


def test_a_lever_has_a_frequency_in_every_week_or_in_none(panel: Panel) -> None:
    assert replace(panel, frequency=None).frequency is None
    none_of_it = replace(panel, frequency=np.full((1, 3), np.nan))
    assert np.isnan(none_of_it.frequency).all()
    with pytest.raises(ValueError, match=r"frequency must be .* in every week .* nan at \(0, 1\)"):
        replace(panel, frequency=np.array([[1.0, np.nan, 2.0]]))


def test_a_panel_begins_with_its_first_weeks(panel: Panel) -> None:
    shorter = panel.first_weeks(2)
    assert shorter.weeks == panel.weeks[:2]
    for name in ARRAYS:
        whole = getattr(panel, name)
        expected = whole[:, :2] if whole.ndim == 2 else whole
        np.testing.assert_array_equal(getattr(shorter, name), expected)
    assert replace(panel, frequency=None).first_weeks(1).frequency is None


def test_a_posterior_gives_draws_only_for_its_own_labels(posterior: Posterior) -> None:
    assert posterior.get("lift", ("ads", "live"))[1].tolist() == [2.0, 3.0]
    with pytest.raises(ValueError, match=r"lift is labelled .*'live'.*, but .*'live', 'ads'.* was asked for"):
        posterior.get("lift", ("live", "ads"))
    for labels in ((), (("ads",),), (("ads", "live"), ("J1",))):
        with pytest.raises(ValueError, match=r"was asked for"):
            posterior.get("lift", *labels)
    with pytest.raises(KeyError, match=r"strength"):
        posterior.get("strength", ("ads", "live"))


@pytest.mark.parametrize(
    ("variable", "shown"),
    [
        (Labelled((DRAW, "lever"), np.zeros((6, 3))), r"x must have shape \(6, 2\).* \(6, 3\)"),
        (Labelled((DRAW, "lever"), np.zeros((5, 2))), r"x must have shape \(6, 2\).* \(5, 2\)"),
        (Labelled(("lever", DRAW), np.zeros((2, 6))), "x refers to 'draw'"),
        (Labelled(("lever",), np.zeros(6)), "'draw' first, but got .*'lever'"),
        (Labelled((), np.float64(1.0)), r"'draw' first, but got \(\)"),
        (Labelled((DRAW, "week"), np.zeros((6, 2))), r"x refers to 'week', .*\['course', 'lever'\]"),
        (Labelled((DRAW,), np.array([1, 2, np.nan, 4, np.inf, 6])), "x must be finite, but holds 2 .* nan"),
    ],
)
def test_a_posterior_refuses_variables_that_do_not_fit(
    posterior: Posterior, variable: Labelled, shown: str
) -> None:
    with pytest.raises(ValueError, match=shown):
        replace(posterior, variables={"x": variable})


def test_labelled_names_every_axis() -> None:
    with pytest.raises(ValueError, match=r"\('draw',\) does not name the axes of shape \(2, 2\)"):
        Labelled((DRAW,), np.zeros((2, 2)))


def test_a_posterior_is_read_only(posterior: Posterior) -> None:
    with pytest.raises(ValueError, match=r"read-only"):
        posterior.get("sigma", ("J1",))[0] = 1.0
    with pytest.raises(TypeError):
        posterior.coords["lever"] = ()  # type: ignore[index]
    with pytest.raises(TypeError):
        posterior.variables["x"] = posterior.variables["lift"]  # type: ignore[index]


def counting(draws: int) -> Posterior:
    """Return a posterior whose only variable counts the draws."""
    return Posterior(
        coords={},
        chain=tuple(place % 4 for place in range(draws)),
        variables={"x": Labelled((DRAW,), np.arange(draws))},
    )


@given(draws=st.integers(1, 400), count=st.integers(0, 500))
def test_thinning_spreads_evenly_and_never_repeats(draws: int, count: int) -> None:
    thinned = counting(draws).thin(count)
    kept = thinned.get("x").astype(int)
    assert thinned.draws == min(draws, count)
    assert thinned.chain == tuple(place % 4 for place in kept)
    steps = np.diff(kept)
    if count > 1:
        assert kept[0] == 0
        assert kept[-1] == draws - 1
        assert steps.size == 0 or (steps.min() >= 1 and steps.max() - steps.min() <= 1)


def test_thinning_and_taking_by_hand(posterior: Posterior) -> None:
    thinned = posterior.thin(3)
    assert thinned.get("sigma", ("J1",))[:, 0].tolist() == [0.0, 2.0, 5.0]
    assert thinned.chain == (0, 0, 1)
    assert posterior.thin(6) is posterior
    taken = posterior.take([5, 0])
    assert taken.get("lift", ("ads", "live")).tolist() == [[10.0, 11.0], [0.0, 1.0]]
    assert taken.chain == (1, 0)
    assert taken.coords == posterior.coords


def test_a_certificate_by_hand() -> None:
    proved = Certificate(value=200.0, bound=203.0, method="tangents", problem=PROBLEM)
    assert proved.gap == pytest.approx(0.015, rel=1e-12)
    assert Certificate(value=-200.0, bound=-197.0, method="tangents", problem=PROBLEM).gap == pytest.approx(
        0.015
    )
    assert Certificate(value=200.0, bound=None, method="none", problem=PROBLEM).gap is None


@given(value=st.floats(-1e12, 1e12), extra=st.floats(0.0, 1e12))
def test_a_bound_above_the_value_has_a_gap_of_what_lies_between(value: float, extra: float) -> None:
    gap = Certificate(value=value, bound=value + extra, method="m", problem=PROBLEM).gap
    assert gap is not None
    assert gap >= 0.0
    if abs(value) >= 1.0:
        assert value + gap * abs(value) == pytest.approx(value + extra, rel=1e-9, abs=1e-9 * abs(value))


@given(value=st.floats(-1e12, 1e12), short=st.floats(1e-5, 1e3))
def test_a_bound_below_the_value_is_no_bound(value: float, short: float) -> None:
    bound = value - short * max(1.0, abs(value))
    with pytest.raises(ValueError, match=r"lies below the value") as error:
        Certificate(value=value, bound=bound, method="m", problem=PROBLEM)
    assert str(bound) in str(error.value)


@pytest.mark.parametrize(
    ("value", "bound", "method", "shown"),
    [
        (1.0, None, "tangents", "None, 'tangents'"),
        (1.0, 2.0, "none", "2.0, 'none'"),
        (1.0, float("nan"), "tangents", "must be numbers, but got 1.0, nan"),
        (float("nan"), 2.0, "tangents", "must be numbers, but got nan, 2.0"),
        (float("nan"), None, "none", "must be numbers, but got nan, None"),
    ],
)
def test_a_certificate_refuses(value: float, bound: float | None, method: str, shown: str) -> None:
    with pytest.raises(ValueError, match=shown):
        Certificate(value=value, bound=bound, method=method, problem=PROBLEM)


def plan(spend: dict[str, tuple[Money, ...]], *, price: int = 30000, weeks: tuple[date, ...] = WEEKS) -> Plan:
    certificate = Certificate(value=1.0, bound=None, method="none", problem=PROBLEM)
    return Plan(weeks=weeks, spend=spend, prices={"J1": Money(price, "CNY")}, certificate=certificate)


@given(minors=st.tuples(st.integers(0, 10**18), st.integers(0, 10**18)))
def test_a_plan_adds_up_a_lever_exactly(minors: tuple[int, int]) -> None:
    row = tuple(Money(minor, "CNY") for minor in minors)
    assert plan({"ads": row}).total("ads") == Money(sum(minors), "CNY")


def test_a_plan_refuses() -> None:
    fen = Money(1, "CNY")
    with pytest.raises(ValueError, match=r"lever ads has 1 amounts for 2 weeks"):
        plan({"ads": (fen,)})
    with pytest.raises(
        ValueError, match=r"lever ads must not have a negative spend, but got 0.01 CNY, -0.01 CNY"
    ):
        plan({"ads": (fen, -fen)})
    with pytest.raises(ValueError, match=r"prices must not be negative, but got J1 -0.01 CNY"):
        plan({"ads": (fen, fen)}, price=-1)
    with pytest.raises(ValueError, match=r"at least one week"):
        plan({"ads": ()}, weeks=())
    with pytest.raises(BadInput):
        plan({"ads": (fen, Money(1, "USD"))}).total("ads")


def test_a_plan_cannot_be_changed() -> None:
    row = (Money(1, "CNY"), Money(2, "CNY"))
    spend = {"ads": row}
    planned = plan(spend)
    spend["ads"] = row[::-1]
    assert planned.spend["ads"] == row
    for mapping in (planned.spend, planned.prices):
        with pytest.raises(TypeError):
            mapping["ads"] = row  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        planned.weeks = ()  # type: ignore[misc]


@pytest.mark.parametrize("name", RECORD_FILES)
def test_a_record_file_is_keyed_and_typed_by_its_own_columns(name: str) -> None:
    file = RECORD_FILES[name]
    names = [column.name for column in file.columns]
    assert file.name == name
    assert len(set(names)) == len(names)
    assert set(file.key) <= set(names)
    for key in file.key:
        assert file.column(key).required
        assert not file.column(key).blank
    expected = (["party"] if file.of_party else []) + [
        column.name for column in file.columns if column.kind is not Kind.CURRENCY
    ]
    assert file.schema.names == expected
    for column in file.columns:
        if column.kind is not Kind.CURRENCY:
            assert file.schema.field(column.name).type == ARROW_TYPES[column.kind]
    with pytest.raises(KeyError, match=r"nothing"):
        file.column("nothing")


@pytest.mark.parametrize("name", RECORD_FILES)
def test_money_in_files_has_a_currency_beside_it(name: str) -> None:
    kinds = {column.kind for column in RECORD_FILES[name].columns}
    assert Kind.MONEY not in kinds or Kind.CURRENCY in kinds


def test_every_kind_of_cell_has_a_type_and_the_table_is_read_only() -> None:
    assert set(ARROW_TYPES) == set(Kind)
    assert pa.types.is_integer(ARROW_TYPES[Kind.MONEY])  # exact: whole minor units
    with pytest.raises(TypeError):
        RECORD_FILES["orders"] = RECORD_FILES["refunds"]  # type: ignore[index]
