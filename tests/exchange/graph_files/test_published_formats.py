"""Formats that others publish: schema.org JSON-LD and pages, CASE, ESCO, MOOCCubeX and MOOCCube's tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kuajie.exchange.graph_files.reading import Source, read_sources
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import BadInput

Written = Callable[..., Path]
GraphOf = Callable[..., CourseGraph]
Edges = Callable[[CourseGraph], set[tuple[str, str, str]]]
Told = Callable[..., dict[str, dict[str, object]]]

COURSES = {
    "@context": {"@vocab": "https://schema.org/", "schema": "http://schema.org/"},
    "@graph": [
        {
            "@id": "https://p.example/c/1",
            "@type": "Course",
            "courseCode": "J1",
            "name": [
                {"@value": "数据分析", "@language": "zh"},
                {"@value": "Data Analysis", "@language": "en"},
            ],
            "alternateName": "DA",
            "description": {"en": "How to read data."},
            "about": [{"@type": "DefinedTerm", "name": "SQL"}, "统计"],
            "keywords": "python, 可视化",
            "teaches": {"@id": "https://p.example/t/1"},
            "educationalLevel": {"@type": "DefinedTerm", "name": "初级"},
            "inLanguage": "zh-CN",
            "provider": {"@type": "Organization", "name": "Zhihai"},
            "hasCourseInstance": [
                {
                    "@type": "CourseInstance",
                    "instructor": [{"@type": "Person", "name": "Li"}, {"@type": "Person", "name": "Wang"}],
                    "maximumAttendeeCapacity": 40,
                },
                {"@type": "CourseInstance", "maximumAttendeeCapacity": "20"},
            ],
            "offers": {"@type": "Offer", "price": "399.50", "priceCurrency": "CNY"},
        },
        {"@id": "https://p.example/t/1", "@type": "DefinedTerm", "name": "Excel"},
        {
            "@type": ["schema:Course", "schema:LearningResource"],
            "schema:name": "Job Class",
            "schema:url": "https://p.example/c/3",
            "schema:coursePrerequisites": [
                {"@id": "https://p.example/c/1"},
                {"@type": "Course", "name": "Elsewhere"},
                {"@type": "AlignmentObject", "alignmentType": "requires", "targetName": "algebra"},
                "data analysis",
                "curiosity",
            ],
            "schema:offers": [{"price": "cheap", "priceCurrency": "CNY"}],
        },
        {"@type": "Course", "description": "nobody knows its name"},
    ],
}


def test_schema_org_courses_in_all_their_forms(
    written: Written, graph_of: GraphOf, edges: Edges, told: Told
) -> None:
    path = written("courses.jsonld", json.dumps(COURSES, ensure_ascii=False), encoding="utf-8-sig")
    graph = graph_of(("P", path))
    job = "P:https://p.example/c/3"
    assert edges(graph) == {
        ("about", "P:J1", "sql"),
        ("about", "P:J1", "统计"),
        ("about", "P:J1", "python"),
        ("about", "P:J1", "可视化"),
        ("about", "P:J1", "excel"),
        ("at_level", "P:J1", "beginner"),
        ("in_language", "P:J1", "zh"),
        ("offered_by", "P:J1", "zhihai"),
        ("taught_by", "P:J1", "P:li"),
        ("taught_by", "P:J1", "P:wang"),
        ("requires", job, "P:J1"),
        ("requires", job, "algebra"),
        ("requires", job, "curiosity"),
    }
    place = graph.place(NodeKind.COURSE, "J1", "P")
    assert graph.nodes.slice(place, 1).to_pylist() == [
        {
            "kind": "course",
            "provider": "P",
            "id": "J1",
            "label": "数据分析",
            "other_labels": "Data Analysis\nDA",
            "text": "How to read data.",
            "price": 39950,
            "currency": "CNY",
            "seats": 60,
        }
    ]
    assert told(("P", path)) == {
        "courses_without_id": {"count": "1", "path": "$.@graph[3]"},
        "price_left_out": {},
        "needs_no_course": {"count": "2", "example": "algebra"},
    }


def test_pages_lists_and_single_objects_hold_the_same_courses(
    written: Written, graph_of: GraphOf, edges: Edges
) -> None:
    one = {"@context": "https://schema.org", "@type": "Course", "name": "A", "about": "x"}
    script = f'<script type="application/ld+json">\n{json.dumps(one)}\n</script>'
    page = written("page.html", f"<!doctype html><html><script>var a = '<';</script>{script}</html>")
    several = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": one}]}
    for number, text in enumerate((json.dumps(one), json.dumps([one]), json.dumps(several))):
        assert edges(graph_of(("P", written(f"{number}.json", text)))) == {("about", "P:A", "x")}
    assert edges(graph_of(("P", page))) == {("about", "P:A", "x")}


def test_the_lowest_price_that_can_be_read_counts(written: Written, graph_of: GraphOf) -> None:
    offers = [
        {"price": "99", "priceCurrency": "CNY"},
        {"lowPrice": 49.5, "highPrice": 80, "priceCurrency": "CNY"},
        {"price": -1, "priceCurrency": "CNY"},
        {"price": 10},
        {"priceSpecification": {"price": "60", "priceCurrency": "cny"}},
    ]
    path = written("c.json", json.dumps({"@type": "Course", "name": "a", "offers": offers}))
    graph = graph_of(path)
    assert (graph.nodes["price"][0].as_py(), graph.nodes["currency"][0].as_py()) == (4950, "CNY")
    warnings = read_sources([Source(path=path)]).warnings
    assert [each.place.column for each in warnings] == ["$.offers[2]", "$.offers[3]"]


def test_equal_codes_do_not_make_two_courses_one(written: Written, graph_of: GraphOf) -> None:
    both = [{"@type": "Course", "courseCode": "1", "@id": f"urn:{name}", "name": name} for name in "ab"]
    graph = graph_of(written("c.json", json.dumps(both)))
    assert graph.nodes["id"].to_pylist() == ["urn:a", "urn:b"]


@pytest.mark.parametrize(
    ("name", "text", "row", "column"),
    [
        ("c.jsonld", '{"@type": "Course",\n "name": "A",,}', 2, 14),
        ("c.html", '<html>\n<script type="application/ld+json">\n{"@type":\n oops}</script>', 4, 2),
    ],
)
def test_malformed_json_ld_names_row_and_character(
    written: Written, name: str, text: str, row: int, column: int
) -> None:
    with pytest.raises(BadInput) as refused:
        read_sources([Source(path=written(name, text))])
    finding = refused.value.findings[0]
    assert finding.notice.code == "graph.broken_json"
    assert (finding.place.row, finding.facts["column"]) == (row, column)


def test_case_frameworks_give_skills_that_hang_together(
    written: Written, graph_of: GraphOf, edges: Edges, told: Told
) -> None:
    def link(identifier: str) -> dict[str, str]:
        return {"identifier": identifier, "title": "-"}

    associations = [
        ("isChildOf", "2", "d"),
        ("precedes", "1", "2"),
        ("isRelatedTo", "1", "3"),
        ("exactMatchOf", "3", "2"),
        ("orbits", "1", "d"),
    ]
    package = {
        "CFDocument": {"identifier": "d", "uri": "urn:d", "title": "Framework"},
        "CFItems": [
            {"identifier": "1", "uri": "urn:1", "fullStatement": "Add numbers", "humanCodingScheme": "M.1"},
            {"identifier": "2", "uri": "urn:2", "fullStatement": "Multiply", "conceptKeywords": ["times"]},
            {"identifier": "3", "fullStatement": "No address"},
            {"fullStatement": "Nobody"},
        ],
        "CFAssociations": [
            *(
                {"associationType": kind, "originNodeURI": link(one), "destinationNodeURI": link(two)}
                for kind, one, two in associations
            ),
            {"associationType": "precedes", "originNodeURI": {}, "destinationNodeURI": link("2")},
        ],
    }
    path = written("case.json", json.dumps(package))
    graph = graph_of(path)
    assert edges(graph) == {
        ("broader", "urn:2", "urn:d"),
        ("requires", "urn:2", "urn:1"),
        ("related", "urn:1", "3"),
        ("same_as", "3", "urn:2"),
        ("same_as", "urn:2", "3"),
        ("related", "urn:1", "urn:d"),
        ("about", "urn:2", "times"),
    }
    assert graph.nodes.filter(graph.nodes["kind"].to_numpy(zero_copy_only=False) == "skill")[
        "label"
    ].to_pylist() == ["Framework", "Add numbers", "Multiply", "No address"]
    assert told(path) == {
        "objects_left_out": {"count": "2", "path": "CFItems[3]"},
        "unknown_association": {"relation": "orbits", "path": "CFAssociations[4]"},
    }


def test_esco_gives_skills_occupations_and_how_much_each_needs(
    written: Written, graph_of: GraphOf, edges: Edges, told: Told, tmp_path: Path
) -> None:
    written(
        "esco/skills_en.csv",
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
        "scopeNote,definition,inScheme,description\n"
        'KnowledgeSkillCompetence,http://e/skill/1,,x,SQL,"structured query\nSEQUEL",,released,,,,,Tables.\n'
        "KnowledgeSkillCompetence,http://e/skill/2,knowledge,x,statistics,maths | sums,,released,,,,,\n",
    )
    written(
        "esco/skills_de.csv",
        "conceptType,conceptUri,preferredLabel\nKnowledgeSkillCompetence,http://e/skill/2,Statistik\n",
    )
    written(
        "esco/occupations_en.csv",
        "conceptType,conceptUri,iscoGroup,preferredLabel\nOccupation,http://e/occ/1,2511,data analyst\n",
    )
    written(
        "esco/occupationSkillRelations_en.csv",
        "occupationUri,relationType,skillType,skillUri\nhttp://e/occ/1,essential,knowledge,http://e/skill/1\n"
        "http://e/occ/1,optional,knowledge,http://e/skill/2\nhttp://e/occ/1,perhaps,knowledge,http://e/skill/9\n",
    )
    written(
        "esco/broaderRelationsSkillPillar_en.csv",
        "conceptType,conceptUri,broaderType,broaderUri\n"
        "KnowledgeSkillCompetence,http://e/skill/1,SkillGroup,http://e/group/1\n",
    )
    graph = graph_of(tmp_path / "esco")
    assert edges(graph) == {
        ("needs_skill", "http://e/occ/1", "http://e/skill/1"),
        ("needs_skill", "http://e/occ/1", "http://e/skill/2"),
        ("needs_skill", "http://e/occ/1", "http://e/skill/9"),
        ("broader", "http://e/skill/1", "http://e/group/1"),
    }
    sql, statistics = (graph.place(NodeKind.SKILL, f"http://e/skill/{number}") for number in (1, 2))
    analyst = graph.place(NodeKind.OCCUPATION, "http://e/occ/1")
    needs = graph.forward[Relation.NEEDS_SKILL]
    assert (needs[analyst, sql], needs[analyst, statistics]) == (1.0, 0.5)
    assert graph.nodes["other_labels"][sql].as_py() == "structured query\nSEQUEL"
    names = {graph.label(statistics), *graph.nodes["other_labels"][statistics].as_py().split("\n")}
    assert names == {"statistics", "Statistik", "maths", "sums"}
    assert told(tmp_path / "esco") == {"neither_essential_nor_optional": {"count": "1", "example": "perhaps"}}


def test_mooccubex_as_published(
    written: Written, graph_of: GraphOf, edges: Edges, told: Told, tmp_path: Path
) -> None:
    field = "计算机科学技术"
    stack, queue = f"K_栈_{field}", f"K_队列_{field}"
    files: dict[str, list[dict[str, object]]] = {
        "entities/course.json": [
            {"id": "C_1", "name": "数据结构", "field": [field], "prerequisites": "", "about": "讲树。"},
            {"id": "C_2", "name": "算法", "field": [], "about": "", "resource": []},
        ],
        "entities/concept.json": [{"id": stack, "name": "栈", "context": ""}, {"id": queue, "name": "队列"}],
        "entities/school.json": [
            {"id": "S_7", "name": "清华大学", "name_en": "Tsinghua"},
            {"id": "S_8", "name": "北京大学"},
        ],
        "prerequisites/cs.json": [
            {"c1": "栈", "c2": "树", "ground_truth": 1},
            {"c1": "树", "c2": "栈", "ground_truth": 0},
        ],
    }
    for name, lines in files.items():
        written(f"m/{name}", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    written("m/relations/concept-course.txt", f"{stack}\tC_1\n{stack}\tC_9\n{queue}\tC_1\n")
    written("m/relations/course-school.txt", "C_1\tS_7\nC_2\tS_7\n")
    graph = graph_of(("M", tmp_path / "m"))
    assert edges(graph) == {
        ("about", "M:C_1", "栈"),
        ("about", "M:C_1", "队列"),
        ("offered_by", "M:C_1", "M:S_7"),
        ("offered_by", "M:C_2", "M:S_7"),
        ("in_subject", "M:C_1", "计算机科学技术"),
        ("in_subject", "栈", "计算机科学技术"),
        ("in_subject", "队列", "计算机科学技术"),
        ("requires", "树", "栈"),
    }
    place = graph.place(NodeKind.SCHOOL, "S_7", "M")
    assert place is not None
    assert (graph.label(place), graph.nodes["other_labels"][place].as_py()) == ("清华大学", "Tsinghua")
    assert told(("M", tmp_path / "m")) == {}


def test_tables_of_concepts_schools_and_teachers(
    written: Written, graph_of: GraphOf, edges: Edges, tmp_path: Path
) -> None:
    written("z/concept_prerequisite.csv", "knowledge1,knowledge2\n栈,树\n")
    written("z/concept_major.csv", "knowledge,major\n栈,计算机\n")
    written("z/school_course.csv", "school,course\nS_BNU,C_1\nS_BNU,C_2\n")
    written("z/teacher_course.csv", "teacher,course\nT_王,C_1\nT_李,C_1\nT_王,C_3\n")
    assert edges(graph_of(("Z", tmp_path / "z"))) == {
        ("requires", "树", "栈"),
        ("in_subject", "栈", "计算机"),
        ("offered_by", "Z:C_1", "Z:S_BNU"),
        ("offered_by", "Z:C_2", "Z:S_BNU"),
        ("taught_by", "Z:C_1", "Z:T_王"),
        ("taught_by", "Z:C_1", "Z:T_李"),
        ("taught_by", "Z:C_3", "Z:T_王"),
    }


def test_letters_cut_in_half_are_replaced_and_counted(
    written: Written, graph_of: GraphOf, told: Told
) -> None:
    path = written(
        "c.json",
        '{"@type": "Course", "courseCode": "1", "name": "a\\ud83d\\u0000", "about": "\\ud83d\\ude00"}',
    )
    graph = graph_of(path)
    assert graph.label(0) == "a\ufffd\ufffd"
    assert graph.labels(graph.tails(0, Relation.ABOUT)) == ["\U0001f600"]
    assert told(path) == {"damaged_letters": {"count": "2"}}


@pytest.mark.parametrize("end", ["</script>", "", "<p>more</p></script><p>text</p>"])
def test_scripts_in_pages_as_pages_are(written: Written, graph_of: GraphOf, end: str) -> None:
    course = json.dumps({"@type": "Course", "name": "a <!-- b --> <i>c</i> &amp; </ script"})
    ending = "-->\n</script>" if end == "</script>" else "" if not end else "</script>" + end
    start = "<!--\n" if end == "</script>" else ""
    page = f'<p>1 < 2</p><SCRIPT type="application/ld+json; charset=utf-8">\n{start}{course}\n{ending}'
    graph = graph_of(written("c.html", page))
    assert graph.label(0) == "a <!-- b --> <i>c</i> &amp; </ script"
    assert graph.size == 1
