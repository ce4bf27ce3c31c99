"""Terms are ranked by what they are for: the split first, then keeping the plan, risk, simplicity."""

from __future__ import annotations

from dataclasses import replace

from kuajie.sharing.terms.terms_ranking import Merits, ranked

GOOD = Merits(reached=True, miss=0.0, tempted=0.0, loss=0.0, parts=2, clauses=3)


def first_of_two(one: Merits, other: Merits) -> Merits:
    places = ranked([one, other])
    assert ranked([other, one]) == tuple(1 - place for place in places)
    return [one, other][places[0]]


def test_each_merit_counts_after_those_before_it() -> None:
    better = [
        (GOOD, replace(GOOD, reached=False, miss=0.1)),
        (replace(GOOD, loss=0.9, parts=9), replace(GOOD, tempted=0.02)),
        (replace(GOOD, parts=9), replace(GOOD, loss=0.06)),
        (replace(GOOD, clauses=9), replace(GOOD, parts=3)),
        (replace(GOOD, tempted=0.004), replace(GOOD, clauses=4)),
        (GOOD, replace(GOOD, tempted=0.001)),
    ]
    for best, worse in better:
        assert first_of_two(best, worse) is best


def test_among_what_misses_the_nearest_comes_first() -> None:
    near = replace(GOOD, reached=False, miss=0.1, tempted=0.5)
    assert first_of_two(near, replace(GOOD, reached=False, miss=0.2)) is near
