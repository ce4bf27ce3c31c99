"""Links proposed: planted twins found, siblings kept apart, nothing within a provider, no order matters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.confidence import fitted_to_share
from kuajie.knowledge.resolution.links import Decision, Link, Links
from kuajie.knowledge.resolution.propose import propose_links
from kuajie.knowledge.text.glossary import usual_glossary
from kuajie.simulation.twin_catalogues import twin_catalogues
from kuajie.simulation.twin_titles import Topics

FILLER = [
    *("Watercolour Landscapes", "Roman Law", "Marine Biology", "Baking Bread", "Jazz Piano", "Game Theory"),
    *("中国古代史", "摄影构图", "法语入门", "瑜伽", "供应链管理", "营养学"),
]


def courses(provider: str, *titles: str) -> Catalogue:
    return Catalogue.of(
        [
            {"kind": "course", "provider": provider, "id": f"{provider}{place}", "label": title}
            for place, title in enumerate([*titles, *FILLER[provider == "B" :: 2]])
        ]
    )


def linked(one: Catalogue, other: Catalogue, **options: Any) -> dict[tuple[str, str], float]:
    links = propose_links([one, other], kinds=[NodeKind.COURSE], **options).links.links
    return {(link.left_label, link.right_label): link.confidence for link in links}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Foundations of Bayesian Time Series", "foundations of bayesian time-series"),
        ("Introduction to Deep Learning for Robotics", "机器人深度学习导论"),
        ("Corporate Finance and Risk Management II", "公司金融与风险管理（下）"),
        ("Linear Algebra and Differential Equations", "Differential Equations & Linear Algebra"),
    ],
)
def test_one_course_told_twice_is_proposed_before_all_others(one: str, other: str) -> None:
    found = linked(courses("A", one), courses("B", other), at_least=0.0)
    assert max(found, key=found.__getitem__) == (one, other)
    assert found[one, other] > 0.3


@pytest.mark.parametrize(
    ("one", "same", "sibling"),
    [
        ("Python Programming 1", "python programming 1", "Python Programming 2"),
        ("大学物理（上）", "大学物理(上)", "大学物理（下）"),
        ("Organic Chemistry I", "Organic Chemistry 1", "Organic Chemistry II"),
        ("Advanced Graphic Design", "Graphic Design, Advanced", "Graphic Design for Beginners"),
    ],
)
def test_siblings_are_far_less_likely_than_the_same(one: str, same: str, sibling: str) -> None:
    found = linked(courses("A", one), courses("B", same, sibling), at_least=0.0)
    assert found[one, same] > 5 * found[one, sibling]
    assert found[one, sibling] < 0.1


def beside(provider: str, place: int, relation: str, kind: str, name: str) -> dict[str, str]:
    ends = {"head_kind": "course", "head_provider": provider, "head": f"{provider}{place}"}
    return {"relation": relation, **ends, "tail_kind": kind, "tail": name}


def test_teachers_and_concepts_in_common_speak_for_a_link() -> None:
    title = "Applied Statistics"
    plain = linked(courses("A", title), courses("B", title))[title, title]

    def with_teacher(provider: str, teacher: str) -> Catalogue:
        own = courses(provider, title)
        return Catalogue(
            nodes=own.nodes,
            edges=Catalogue.of(edges=[beside(provider, 0, "taught_by", "teacher", teacher)]).edges,
        )

    same = linked(with_teacher("A", "li wei"), with_teacher("B", "wei li"))[title, title]
    other = linked(with_teacher("A", "li wei"), with_teacher("B", "anna novak"))[title, title]
    assert other < plain < same


def test_nothing_is_linked_within_one_provider() -> None:
    twice = courses("A", "Roman Law for Everybody", "Roman Law for Everybody")
    links = propose_links([twice, courses("B", "Quantum Optics")], at_least=0.0, most=20).links.links
    assert links
    assert all(link.left[1] != link.right[1] for link in links)


def about(provider: str, *concepts: str) -> Catalogue:
    return Catalogue.of(
        [{"kind": "course", "provider": provider, "id": f"{provider}0", "label": "x"}],
        [beside(provider, 0, "about", "concept", concept) for concept in concepts],
    )


def concepts_linked(*catalogues: Catalogue) -> set[frozenset[str]]:
    links = propose_links(catalogues, kinds=[NodeKind.CONCEPT], at_least=0.0, most=20).links.links
    return {frozenset((link.left[2], link.right[2])) for link in links}


def test_concepts_that_a_provider_tells_apart_are_not_linked_but_two_languages_are() -> None:
    pair = frozenset(("neural network", "neural networks"))
    assert pair in concepts_linked(about("A", "neural network"), about("B", "neural networks"))
    assert pair not in concepts_linked(
        about("A", "neural network", "neural networks"), about("B", "neural networks")
    )
    both = ("neural network", "神经网络")
    assert frozenset(both) in concepts_linked(about("A", *both), about("B", *both))


def test_other_labels_are_compared_too() -> None:
    one = Catalogue.of(
        [{"kind": "school", "id": "清华大学堂", "label": "清华大学堂", "other_labels": "Tsinghua Academy"}]
    )
    other = Catalogue.of([{"kind": "school", "id": "tsinghua academy", "label": "Tsinghua Academy"}])
    (link,) = propose_links([one, other], kinds=[NodeKind.SCHOOL], at_least=0.0).links.links
    assert link.confidence > 0.5
    assert {link.left_label, link.right_label} == {"清华大学堂", "Tsinghua Academy"}


TITLES = st.lists(
    st.sampled_from(
        [
            *FILLER,
            "Python 1",
            "Python 2",
            "Python II",
            "Intro to Python",
            "Python 入门",
            "机器学习",
            "Machine Learning",
            "ML",
        ]
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(TITLES, TITLES, st.permutations(range(8)))
def test_swapping_catalogues_and_rows_changes_nothing(
    one: list[str], other: list[str], order: list[int]
) -> None:
    first = [
        {"kind": "course", "provider": "A", "id": f"a{place}", "label": title}
        for place, title in enumerate(one)
    ]
    second = [
        {"kind": "course", "provider": "B", "id": f"b{place}", "label": title}
        for place, title in enumerate(other)
    ]
    usual = propose_links([Catalogue.of(first), Catalogue.of(second)], at_least=0.0).links
    turned = [first[place] for place in order if place < len(first)]
    assert propose_links([Catalogue.of(second), Catalogue.of(turned)], at_least=0.0).links == usual


def world(seed: int, size: int = 1500) -> tuple[list[Catalogue], frozenset[tuple[str, str]]]:
    rng = np.random.default_rng(seed)
    planted = twin_catalogues(
        size, Topics.of(usual_glossary().english, rng), rng=rng, common=0.25, chinese=0.3
    )
    return [Catalogue.of(planted.nodes[name], planted.edges[name]) for name in "AB"], planted.same["course"]


def test_planted_twins_are_found_and_confidence_means_what_it_says() -> None:
    catalogues, same = world(900)
    links = propose_links(catalogues, kinds=[NodeKind.COURSE], most=20).links.links
    right = np.array([(link.left[2], link.right[2]) in same for link in links])
    confidence = np.array([link.confidence for link in links])
    assert right.sum() > 0.6 * len(same)
    sure = confidence >= 0.8
    assert sure.sum() > 30
    assert right[sure].mean() > 0.75
    for lower, upper in ((0.1, 0.4), (0.4, 0.7), (0.7, 1.0)):
        inside = (confidence >= lower) & (confidence < upper)
        spread = 3 * np.sqrt(0.25 / inside.sum())
        assert abs(right[inside].mean() - confidence[inside].mean()) < 0.12 + spread


def test_confidence_follows_the_share_that_catalogues_have_in_common() -> None:
    rng = np.random.default_rng(5)
    for share in (0.02, 0.5):
        same = rng.random(20_000) < share
        score = rng.normal(np.where(same, 1.0, -1.0), 1.0)  # two normals apart by 2: log odds are 2 x
        fitted_on = 0.2
        posterior = 1 / (1 + np.exp(-2 * score) * (1 - fitted_on) / fitted_on)
        assert abs(posterior.mean() - share) > 0.04
        assert abs(fitted_to_share(posterior, fitted_on).mean() - share) < 0.02


def test_only_what_a_person_decided_is_the_same() -> None:
    keys = [(NodeKind.COURSE, "A", "1"), (NodeKind.COURSE, "B", "1"), (NodeKind.COURSE, "B", "2")]
    certain = Link(left=keys[0], right=keys[1], left_label="x", right_label="x", confidence=1.0)
    decided = Link(
        left=keys[0], right=keys[2], left_label="x", right_label="y", confidence=0.1, decision=Decision.SAME
    )
    assert Links.of([decided, certain]).same() == ((keys[0], keys[2]),)
    with pytest.raises(ValueError, match="in order"):
        Link(left=keys[1], right=keys[0], left_label="", right_label="", confidence=0.5)


def test_entries_beside_no_course_belong_to_their_catalogue() -> None:
    def skills(*labels: str, provider: str = "") -> Catalogue:
        nodes = [{"kind": "skill", "id": label.lower(), "label": label} for label in labels]
        own = [{"kind": "course", "provider": provider, "id": "1", "label": "x"}] if provider else []
        return Catalogue.of([*nodes, *own])

    alone = propose_links([skills("Pivot Table", "Pivot Tables", provider="A")], at_least=0.0)
    assert (alone.homes, alone.links.links) == (("A",), ())
    found = propose_links([skills("Pivot Table"), skills("Pivot Tables")], at_least=0.0)
    assert [(link.left_label, link.right_label) for link in found.links.links] == [
        ("Pivot Table", "Pivot Tables")
    ]


def test_between_catalogues_with_much_in_common_the_same_likeness_says_more() -> None:
    def confidence(common: float) -> float:
        rng = np.random.default_rng(12)
        topics = Topics.of(usual_glossary().english, rng)
        planted = twin_catalogues(600, topics, rng=rng, common=common, chinese=0.0)
        asked = {"A": "Brewing and Zymurgy", "B": "Zymurgy and Brewing for Starters"}
        catalogues = [
            Catalogue.of(
                [*planted.nodes[name], {"kind": "course", "provider": name, "id": "asked", "label": label}],
                planted.edges[name],
            )
            for name, label in asked.items()
        ]
        links = propose_links(catalogues, kinds=[NodeKind.COURSE], at_least=0.0).links.links
        return next(link.confidence for link in links if link.left[2] == link.right[2] == "asked")

    assert confidence(0.02) + 0.1 < confidence(0.8)
