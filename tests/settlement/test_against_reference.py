"""Any terms on any history: balances at every moment are those of a plain, independent computation."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.settlement.reference import Balances, Happened, moments
from tests.settlement.strategies import THEMES, cases

from kuajie.settlement.agreement import Agreement
from kuajie.settlement.events import History
from kuajie.settlement.execute import execute
from kuajie.settlement.lines import Account, Lines

Case = tuple[Agreement, Happened]


def history_of(happened: Happened) -> History:
    return History.of(
        happened.sales,
        happened.refunds,
        happened.costs,
        leads=happened.leads,
        releases=happened.releases,
        dues=happened.dues,
        lessons=happened.lessons,
    )


def balances_at_every_moment(agreement: Agreement, history: History, lines: Lines) -> list[Balances]:
    """Add up lines after every event."""
    running: dict[tuple[str, str], int] = defaultdict(int)
    found = []
    place = 0
    for event in range(len(history.events)):
        while place < len(lines) and lines.event[place] == event:
            account = Account(lines.account[place])
            sign = -1 if account is Account.EARNED else 1
            running[account.name.lower(), agreement.parties[lines.party[place]]] += sign * lines.amount[place]
            place += 1
        found.append({key: amount for key, amount in running.items() if amount})
    return found


@pytest.mark.parametrize("theme", THEMES)
@settings(max_examples=300, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(data=st.data())
def test_balances_at_every_moment_are_those_of_the_reference(theme: str, data: st.DataObject) -> None:
    terms, happened = data.draw(cases(theme))
    history = history_of(happened)
    lines = execute(terms, history)
    assert balances_at_every_moment(terms, history, lines) == moments(terms, happened)


@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_every_event_adds_up_to_zero_in_any_order_of_rows(case: Case, rnd: random.Random) -> None:
    terms, happened = case
    lines = execute(terms, history_of(happened))
    by_event: dict[int, int] = defaultdict(int)
    for event, amount in zip(lines.event, lines.amount, strict=True):
        by_event[event] += amount
    assert not any(by_event.values())
    for rows in (
        *(happened.sales, happened.refunds, happened.costs, happened.leads, happened.releases),
        happened.lessons,
    ):
        rnd.shuffle(rows)
    assert execute(terms, history_of(happened)) == lines
