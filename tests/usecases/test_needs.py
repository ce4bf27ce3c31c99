"""What parties share and lack, from their files: hand-worked cases, and what must hold for any files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.domain.calendar import Horizon
from kuajie.domain.course import Course
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.panel import Panel
from kuajie.domain.party import Party, Role
from kuajie.domain.programme import Programme
from kuajie.domain.records import RECORD_FILES, Events
from kuajie.domain.terms import Duty
from kuajie.present.record import as_record
from kuajie.usecases.needs import NeedsQuestion, find_needs
from kuajie.usecases.needs_answer import Gap, GapKind, NeedsAnswer
from kuajie.usecases.ports import Progress, silent
from kuajie.usecases.similar_names import SIMILAR, group_similar, name_similarity

ZERO = Money.zero("CNY")
TODAY = date(2026, 12, 31)
NAMES = {"p": "知海", "i": "明德", "e": "远航"}


class CountedLearners:
    """A warehouse that knows how many learners parties share, and nothing else."""

    def __init__(self, pairs: Mapping[tuple[str, str], int] | None = None) -> None:
        self._pairs = pairs or {}

    def shared_learners(self, events: Events) -> Mapping[tuple[str, str], int]:
        del events
        return {**self._pairs, **{(second, first): count for (first, second), count in self._pairs.items()}}

    def panel(self, programme: Programme, events: Events, *, progress: Progress) -> Panel:
        raise AssertionError(f"needs are not read from panels: {programme}, {events}, {progress}")


def party(party_id: str) -> Party:
    roles = {"p": Role.PLATFORM, "i": Role.INSTITUTION, "e": Role.EMPLOYER}
    return Party(id=party_id, name=NAMES[party_id], role=roles[party_id], outside_profit=ZERO)


def joint_course(
    course_id: str = "J1",
    *,
    requires: Sequence[str] = ("p", "i"),
    concepts: Sequence[str] = (),
    seats: int | None = None,
) -> Course:
    return Course(
        id=course_id,
        title=f"课程{course_id}",
        seller=requires[0],
        requires=tuple(requires),
        price=Money.of("99", "CNY"),
        concepts=tuple(concepts),
        seats=seats,
    )


def tutoring(weekly_max: str) -> Lever:
    return Lever(
        id="tutors",
        title="助教",
        party="i",
        kind=LeverKind.TRAINING,
        unit=Unit.HOURS,
        unit_cost=Money.of("100", "CNY"),
        weekly_max=Money.of(weekly_max, "CNY"),
        weekly_min=ZERO,
        set_up_cost=ZERO,
        min_if_used=ZERO,
    )


def make_programme(
    *,
    parties: Sequence[str] = ("p", "i", "e"),
    courses: Sequence[Course] = (joint_course(),),
    levers: Sequence[Lever] = (),
    duties: Sequence[Duty] = (),
) -> Programme:
    return Programme(
        id="joint",
        title="Joint",
        currency="CNY",
        time_zone="Asia/Shanghai",
        country="CN",
        parties=tuple(map(party, parties)),
        courses=tuple(courses),
        levers=tuple(levers),
        horizon=Horizon(date(2026, 11, 30), 4),
        duties=tuple(duties),
    )


Resources = Sequence[tuple[str, str, str, float | None, str]]
Catalogue = Sequence[tuple[str, str, str]]


def make_events(resources: Resources = (), catalogue: Catalogue = ()) -> Events:
    """Return events with rows (party, kind, name, size, unit) and (party, course_id, concepts)."""
    tables = {name: file.schema.empty_table() for name, file in RECORD_FILES.items() if name != "rates"}
    keys = ("party", "kind", "name", "size", "unit")
    tables["resources"] = pa.Table.from_pylist(
        [{**dict(zip(keys, row, strict=True)), "note": ""} for row in resources],
        schema=RECORD_FILES["resources"].schema,
    )
    tables["courses"] = pa.Table.from_pylist(
        [
            {"party": owner, "course_id": course_id, "title": course_id, "price": 100, "concepts": concepts}
            for owner, course_id, concepts in catalogue
        ],
        schema=RECORD_FILES["courses"].schema,
    )
    return Events(tables, "test")


def ask(
    programme: Programme, events: Events, *, learners: Mapping[tuple[str, str], int] | None = None
) -> NeedsAnswer:
    question = NeedsQuestion(programme=programme, events=events)
    return find_needs(question, today=TODAY, warehouse=CountedLearners(learners), progress=silent)


def gaps_of(answer: NeedsAnswer, kind: GapKind) -> list[Gap]:
    return [gap for gap in answer.gaps if gap.kind is kind]


def test_audiences_under_one_or_a_similar_name_are_shared() -> None:
    events = make_events(
        [
            ("i", "audience", "在校大学生", 26_000, "人"),
            ("p", "audience", "大学生", 180_000, "人"),
            ("p", "audience", "自由职业者", 45_000, "人"),
            ("e", "audience", "Junior Analysts", 1_800, "people"),
            ("i", "audience", "ｊunior analysts", None, ""),
            ("stranger", "audience", "自由职业者", 1, "人"),
        ]
    )
    shared = ask(make_programme(), events).shared_audiences
    assert [[(each.party, each.name, each.size) for each in audience.listed] for audience in shared] == [
        [("p", "大学生", 180_000), ("i", "在校大学生", 26_000)],
        [("i", "ｊunior analysts", None), ("e", "Junior Analysts", 1_800)],
    ]
    assert [audience.same_name for audience in shared] == [False, True]


def test_one_partys_similar_audiences_are_not_shared() -> None:
    events = make_events([("p", "audience", "大学生", 1, "人"), ("p", "audience", "在校大学生", 1, "人")])
    assert ask(make_programme(), events).shared_audiences == ()


def test_learners_in_common_as_shares_of_each_party() -> None:
    learners = {("p", "p"): 200, ("i", "i"): 50, ("p", "i"): 20}
    [pair] = ask(make_programme(), make_events(), learners=learners).shared_learners
    assert (pair.first, pair.second, pair.learners) == ("p", "i", 20)
    assert (pair.share_of_first, pair.share_of_second) == (0.1, 0.4)


def test_topics_come_from_own_catalogues() -> None:
    events = make_events(
        catalogue=[
            ("p", "J1", "SQL;项目"),  # the joint course is nobody's own
            ("p", "P1", "excel; SQL；写作"),
            ("i", "I1", " Excel ;统计"),
            ("stranger", "X", "写作"),
        ]
    )
    programme = make_programme(courses=[joint_course(concepts=("sql", "统计"))])
    answer = ask(programme, events)
    assert [(topic.concept, topic.parties, topic.courses) for topic in answer.shared_topics] == [
        ("Excel", ("p", "i"), ())
    ]
    assert [(topic.concept, topic.parties, topic.courses) for topic in answer.sole_topics] == [
        ("SQL", ("p",), ("J1",)),
        ("写作", ("p",), ()),
        ("统计", ("i",), ("J1",)),
    ]


def test_a_course_of_one_party_is_its_own() -> None:
    events = make_events(catalogue=[("p", "S1", "写作"), ("p", "J1", "面试")])
    programme = make_programme(
        courses=[
            joint_course(concepts=("面试",)),
            joint_course("S1", requires=("p",), concepts=("写作",)),
        ]
    )
    answer = ask(programme, events)
    assert [(topic.concept, topic.parties) for topic in answer.sole_topics] == [("写作", ("p",))]
    assert [gap.about for gap in gaps_of(answer, GapKind.CONCEPT)] == ["J1"]


def test_concepts_nobody_teaches_and_concepts_others_could_bring() -> None:
    events = make_events(catalogue=[("p", "P1", "excel"), ("e", "E1", "面试;简历")])
    course = joint_course(concepts=("Excel", "面试", "量子计算", "简历"))
    nowhere, elsewhere = gaps_of(ask(make_programme(courses=[course]), events), GapKind.CONCEPT)
    assert (nowhere.about, nowhere.could_fill) == ("J1", ())
    assert "量子计算" in nowhere.finding.problem("zh")
    assert elsewhere.could_fill == ("e",)
    assert (
        elsewhere.finding.problem("zh")
        == "课程“课程J1”涉及知海、明德自有课程目录中没有的知识点：面试、简历。"
    )
    assert elsewhere.finding.remedy("zh") == "已有相关课程的合作方：远航。"
    assert elsewhere.finding.problem("en").endswith("of 知海, 明德 lack: 面试, 简历.")


def test_kinds_channels_and_teachers_that_are_missing() -> None:
    events = make_events(
        [
            ("p", "channel", "首页", 6, "次/周"),
            ("i", "audience", "大学生", 10, "人"),
            ("e", "teacher", "导师", 60, "小时/周"),
        ]
    )
    answer = ask(make_programme(courses=[joint_course(), joint_course("J2", requires=("p", "e"))]), events)
    # Nobody lists a venue either, but courses may all be online.
    assert [gap.about for gap in gaps_of(answer, GapKind.RESOURCE)] == ["content"]
    assert [(gap.about, gap.could_fill) for gap in gaps_of(answer, GapKind.CHANNEL)] == [
        ("i", ("p",)),
        ("e", ("p",)),
    ]
    assert [(gap.about, gap.could_fill) for gap in gaps_of(answer, GapKind.TEACHER)] == [("J1", ("e",))]
    assert [(channel.party, channel.name) for channel in answer.channels] == [("p", "首页")]
    assert "内容" in gaps_of(answer, GapKind.RESOURCE)[0].finding.problem("zh")


@pytest.mark.parametrize(("seats", "crowded"), [(90, False), (91, True), (None, False)])
def test_seats_are_held_against_places_in_known_units(seats: int | None, crowded: bool) -> None:
    events = make_events(
        [
            ("i", "venue", "教室", 60, "座"),
            ("p", "venue", "演播室", 30, "Seats"),
            ("p", "venue", "草坪", 900, "平方米"),
            ("e", "venue", "会议中心", 500, "座"),
        ]
    )
    gaps = gaps_of(ask(make_programme(courses=[joint_course(seats=seats)]), events), GapKind.CAPACITY)
    assert [(gap.about, gap.could_fill) for gap in gaps] == ([("J1", ("e",))] if crowded else [])


@pytest.mark.parametrize(("weekly_max", "overbooked"), [("12000", False), ("12001", True)])
def test_tutor_hours_are_held_against_teachers(weekly_max: str, overbooked: bool) -> None:
    events = make_events(
        [
            ("i", "teacher", "讲师", 80, "小时/周"),
            ("i", "teacher", "助教", 40, "hours a week"),
            ("i", "teacher", "顾问", 3, "人"),
            ("e", "teacher", "导师", 60, "小时/周"),
        ]
    )
    gaps = gaps_of(ask(make_programme(levers=[tutoring(weekly_max)]), events), GapKind.CAPACITY)
    assert [(gap.about, gap.could_fill) for gap in gaps] == ([("tutors", ("e",))] if overbooked else [])


def test_duties_by_date_with_what_is_overdue() -> None:
    duties = [
        Duty(owner="i", task="交付讲义", due=date(2027, 1, 2)),
        Duty(owner="p", task="开通页面", due=date(2026, 12, 31)),
        Duty(owner="i", task="提交师资", due=date(2026, 12, 1)),
        Duty(owner="p", task="签约", due=date(2026, 12, 1)),
    ]
    answer = ask(make_programme(duties=duties), make_events())
    assert [(row.task, row.owner, row.days_left, row.overdue) for row in answer.duties] == [
        ("签约", "p", -30, True),
        ("提交师资", "i", -30, True),
        ("开通页面", "p", 0, False),
        ("交付讲义", "i", 2, False),
    ]
    codes = {(note.notice.code, note.facts.get("party")) for note in answer.notes}
    assert ("needs.party_without_duty", "远航") in codes
    assert "needs.no_duties" not in {code for code, _ in codes}


def test_empty_files_give_notes_instead_of_gaps() -> None:
    answer = ask(make_programme(parties=("p", "i")), make_events())
    assert answer.gaps == ()
    assert [note.notice.code.removeprefix("needs.") for note in answer.notes] == [
        *["no_resources", "no_catalogue", "no_learners"] * 2,
        "no_duties",
    ]
    assert "p/resources.csv" in answer.notes[0].remedy("zh")


@pytest.mark.parametrize("counted", [True, False])
def test_shared_learners_are_told_to_include_those_of_joint_courses(counted: bool) -> None:
    pairs = {("p", "p"): 50, ("i", "i"): 40, ("p", "i"): 10} if counted else {("p", "p"): 50}
    answer = find_needs(
        NeedsQuestion(programme=make_programme(parties=("p", "i")), events=make_events()),
        today=TODAY,
        warehouse=CountedLearners(pairs),
        progress=silent,
    )
    assert ("needs.joint_learners_count" in {note.notice.code for note in answer.notes}) == counted


def test_names_with_braces_are_said_as_they_are() -> None:
    course = joint_course(concepts=("{x}",))
    answer = ask(make_programme(courses=[course]), make_events(catalogue=[("p", "P1", "excel")]))
    [gap] = gaps_of(answer, GapKind.CONCEPT)
    assert "{x}" in gap.finding.problem("en")


def test_similar_names_and_different_ones() -> None:
    assert name_similarity("25-35 岁职场转型人群", "职场转型人群（25～35岁）") >= SIMILAR
    assert name_similarity("career changers aged 25-35", "Career changers (25-35)") >= SIMILAR
    assert name_similarity("在校大学生", "职场转型人群") == 0
    assert name_similarity("", "大学生") == 0
    assert name_similarity("——", "……") == 0


def test_likeness_is_not_handed_on_along_a_chain() -> None:
    assert group_similar(["abcd", "bcde", "cdef"], name=str) == (("abcd", "bcde"), ("cdef",))


names = st.text(alphabet="大学生在校职场人ab ", max_size=6)
resource_rows = st.lists(
    st.tuples(
        st.sampled_from(["p", "i", "e"]),
        st.sampled_from(["audience", "channel", "teacher", "content", "venue"]),
        names,
        st.none() | st.floats(0, 1e6),
        st.sampled_from(["", "人", "座", "小时/周"]),
    ),
    max_size=12,
)
concept_cells = st.lists(st.sampled_from(["SQL", "sql", "统计", "Excel", " ", "{x}"]), max_size=4).map(
    ";".join
)
catalogue_rows = st.lists(
    st.tuples(st.sampled_from(["p", "i", "e"]), st.sampled_from(["J1", "A", "B"]), concept_cells), max_size=6
)


@given(first=names, second=names)
def test_similarity_goes_both_ways(first: str, second: str) -> None:
    assert name_similarity(first, second) == name_similarity(second, first)
    assert 0 <= name_similarity(first, second) <= 1


@given(st.lists(names, max_size=8))
def test_groups_keep_every_item_once_and_hold_only_similar_names(items: list[str]) -> None:
    groups = group_similar(items, name=str)
    assert sorted(item for group in groups for item in group) == sorted(items)
    for group in groups:
        assert all(
            name_similarity(one, other) >= SIMILAR for one in group for other in group if one is not other
        )


@settings(deadline=None)
@given(resources=resource_rows, catalogue=catalogue_rows, seed=st.integers(0, 100), count=st.integers(2, 3))
def test_any_files_give_an_answer_that_row_order_does_not_change(
    resources: list[tuple[str, str, str, float | None, str]],
    catalogue: list[tuple[str, str, str]],
    seed: int,
    count: int,
) -> None:
    resources = list({row[:3]: row for row in resources}.values())  # (party, kind, name) is the file's key
    programme = make_programme(
        parties=("p", "i", "e")[:count],
        courses=[joint_course(concepts=("SQL", "统计", "面试"), seats=10)],
        levers=[tutoring("1000")],
    )
    answer = ask(programme, make_events(resources, catalogue))
    rng = np.random.default_rng(seed)
    shuffled = make_events(
        [resources[place] for place in rng.permutation(len(resources))],
        [catalogue[place] for place in rng.permutation(len(catalogue))],
    )
    assert json.dumps(as_record(answer, "en")) == json.dumps(as_record(ask(programme, shuffled), "en"))
    for gap in answer.gaps:
        assert set(gap.could_fill) <= set(programme.party_ids)
        assert gap.finding.say("zh") != gap.finding.say("en")
    for topic in (*answer.shared_topics, *answer.sole_topics):
        assert topic.parties
    for audience in answer.shared_audiences:
        assert len({each.party for each in audience.listed}) >= 2
