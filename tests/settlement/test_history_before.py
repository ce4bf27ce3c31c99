"""What is executed of what was read is what is executed of what the books know."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.settlement.test_journal import DAY, JULY, snapshots

from kuajie.settlement.events import Cost, Due, History, Lead, Lesson, Released
from kuajie.settlement.journal import book
from kuajie.settlement.knowledge import Knowledge, known_of, learnt, told


@settings(max_examples=60, deadline=None)
@given(known=snapshots(), day=st.integers(-1, 190))
def test_a_history_before_a_moment_is_what_was_known_of_it_then(known: list[Knowledge], day: int) -> None:
    moment = (JULY + day) * DAY
    for each in known:
        history = each.history()
        assert history.before(moment) == each.before(moment).history()
        assert book(each.before(moment), history.before(moment)).equals(book(each.before(moment)))


@settings(max_examples=60, deadline=None)
@given(known=snapshots(), day=st.integers(-1, 20))
def test_events_of_every_kind_are_cut_at_the_moment(known: list[Knowledge], day: int) -> None:
    sales = known[0].history().sales
    moment = (JULY + day) * DAY
    days = range(JULY, JULY + 20)
    whole = History.of(
        sales,
        (),
        [Cost(id=f"c{each}", at=each * DAY, day=each, party="P", lever="L", amount=1) for each in days],
        leads=[Lead(id=f"l{each}", at=each * DAY, day=each, party="P") for each in days],
        releases=[Released(id=f"r{sale.id}", at=sale.at + 1, sale=sale.id, clause=0) for sale in sales],
        dues=[Due(id=f"d{each}", at=each * DAY, clause=0, first=each, amount=1) for each in days],
        lessons=[Lesson(id=f"t{sale.id}", at=sale.at + 2, sale=sale.id, lessons=1, of=2) for sale in sales],
    )
    assert whole.before(moment) == known_of(known[0].terms, whole).before(moment).history()


@settings(max_examples=60, deadline=None)
@given(known=snapshots())
def test_rows_in_another_order_are_learnt_and_told_as_any(known: list[Knowledge]) -> None:
    one, other = known[0], known[-1]
    again = told(one, other.terms, learnt(one, other))
    assert again.history() == other.history()
    nothing = learnt(other, replace(again))
    assert not any(len(table) for table in nothing.values())
