"""Three courses in a row are made of two bundles that lead on, by the weaker step."""

from __future__ import annotations

from dataclasses import replace

from kuajie.usecases.bundle_chains import chains
from kuajie.usecases.bundles_answer import BundleReason, BundleRow, Reason
from kuajie.usecases.course_cards import CourseCard


def row(first: str, second: str, score: float, kind: BundleReason = BundleReason.REQUIRES) -> BundleRow:
    cards = [CourseCard(id=name, title=name, provider=name[0]) for name in (first, second)]
    reason = Reason(kind=kind, facts={"first": first, "second": second})
    return BundleRow(first=cards[0], second=cards[1], score=score, parts={}, reasons=(reason,), audiences=())


def test_chains_lead_on_and_count_their_weaker_step() -> None:
    rows = [row("A1", "B1", 60), row("B1", "C1", 40), row("B1", "A2", 50), row("A9", "B9", 90)]
    found = chains(rows, 5)
    assert [[card.id for card in chain.courses] for chain in found] == [
        ["A1", "B1", "A2"],
        ["A1", "B1", "C1"],
    ]
    assert [chain.score for chain in found] == [50, 40]
    assert len(found[0].reasons) == 2
    assert chains(rows, 1) == found[:1]


def test_no_chain_without_a_lead_or_back_to_its_start() -> None:
    assert chains([row("A1", "B1", 60), row("B1", "A2", 50, BundleReason.TOGETHER)], 5) == ()
    assert chains([row("A1", "B1", 60), row("B1", "A1", 50)], 5) == ()
    assert chains([row("A1", "B1", 60), row("B1", "C1", 50), row("C1", "A1", 40)], 5) == ()


def test_a_second_course_that_adds_nothing_the_third_needs_is_no_step() -> None:
    def about(first: str, second: str, *concepts: str) -> BundleRow:
        made = row(first, second, 50, BundleReason.NEEDS_CONCEPTS)
        (reason,) = made.reasons
        return replace(made, reasons=(replace(reason, facts={**reason.facts, "concepts": concepts}),))

    first = about("A1", "B1", "statistics")
    assert chains([first, about("B1", "A2", "statistics")], 5) == ()
    assert len(chains([first, about("B1", "A2", "statistics", "python")], 5)) == 1
