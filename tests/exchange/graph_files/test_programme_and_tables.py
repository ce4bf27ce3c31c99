"""Programme folders, edge lists and catalogues in tables: what they say, and what is told of slips."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kuajie.exchange.graph_files.reading import Source, read_sources
from kuajie.exchange.reading import Reading
from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import BadInput

Written = Callable[..., Path]
GraphOf = Callable[..., CourseGraph]
Edges = Callable[[CourseGraph], set[tuple[str, str, str]]]
Told = Callable[..., dict[str, dict[str, object]]]
Contents = dict[str, str | bytes]
Reader = Callable[[Contents], Reading]


def test_edges_join_the_courses_that_a_list_of_the_same_name_holds(
    written: Written, graph_of: GraphOf, edges: Edges, told: Told
) -> None:
    items = written("items.csv", "item,title,price,currency\n1,Data,10.50,CNY\n2,SQL,0,CNY\n")
    kg = written(
        "kg.csv",
        "head,relation,tail\n1,concept,42\n1,概念,ＳＱＬ\n2,about, sql \n2,prerequisite,1\n9,concept,sql\n"
        "1,prerequisite_of,2\n1,teacher,Li\n1,level,入门\n1,语言,英语\n1,about_similarity,2\n1,topic of,x\n",
    )
    graph = graph_of(("A", items), ("A", kg))
    assert edges(graph) == {
        ("about", "A:1", "A:42"),
        ("about", "A:1", "sql"),
        ("about", "A:2", "sql"),
        ("requires", "A:2", "A:1"),
        ("taught_by", "A:1", "A:li"),
        ("at_level", "A:1", "beginner"),
        ("in_language", "A:1", "en"),
        ("similar", "A:1", "A:2"),
        ("similar", "A:2", "A:1"),
        ("related", "A:1", "topic of: x"),
    }
    place = graph.place(NodeKind.COURSE, "1", "A")
    assert place is not None
    assert graph.nodes["price"][place].as_py() == 1050
    assert graph.label(place) == "Data"
    assert told(("A", items), ("A", kg)) == {
        "unknown_relation": {"relation": "topic of", "count": "1"},
        "wide_ids": {"count": "1", "example": "ＳＱＬ"},
    }
    read = read_sources([Source(name="A", path=items), Source(name="A", path=kg)])
    assert build_graph(read.catalogues).unknown["head"].to_pylist() == ["9"]


def test_edges_alone_list_their_own_courses(written: Written, graph_of: GraphOf, edges: Edges) -> None:
    kg = written(
        "kg.csv", "head,relation,tail,weight\nJ1,concept,sql,0.5\nJ2,requires,J1,\nJ2,requires,SQL,\n"
    )
    graph = graph_of(("A", kg))
    assert edges(graph) == {
        ("about", "A:J1", "sql"),
        ("requires", "A:J2", "A:J1"),
        ("requires", "A:J2", "sql"),
    }
    sql, first = graph.place(NodeKind.CONCEPT, "sql"), graph.place(NodeKind.COURSE, "J1", "A")
    assert graph.forward[Relation.ABOUT][first, sql] == 0.5


def test_names_meet_across_sources_but_numbers_and_teachers_do_not(
    written: Written, graph_of: GraphOf
) -> None:
    text = "head,relation,tail\n1,concept,7\n1,concept,Data  Cleaning\n1,teacher,Li\n"
    one, two = written("a/kg.csv", text), written("b/kg.csv", text.replace("Data  C", "data c"))
    graph = graph_of(("A", one), ("B", two))
    assert graph.count(NodeKind.CONCEPT) == 3
    assert graph.count(NodeKind.TEACHER) == 2
    shared = graph.place(NodeKind.CONCEPT, "data cleaning")
    assert shared is not None
    assert graph.heads(shared, Relation.ABOUT).size == 2


def test_a_catalogue_says_what_courses_need_by_id_title_or_word(
    written: Written, graph_of: GraphOf, edges: Edges, told: Told
) -> None:
    path = written(
        "catalogue.csv",
        "课程编号,课程名称,概念,先修,教师,语言,难度,价格,币种,名额\n"
        "J1,数据分析,SQL；统计、Python,,王老师,中文,初级,1299,CNY,40\n"
        "J2,进阶分析,统计,数据分析;线性代数,,zh-CN,进阶,免费,CNY,\n"
        "J3,高级分析,,J2,,,,,,\n",
        encoding="gb18030",
    )
    graph = graph_of(("P", path))
    assert {
        ("requires", "P:J2", "P:J1"),
        ("requires", "P:J2", "线性代数"),
        ("requires", "P:J3", "P:J2"),
    } < edges(graph)
    assert {tail for relation, _, tail in edges(graph) if relation == "about"} == {"sql", "统计", "python"}
    assert {tail for relation, _, tail in edges(graph) if relation == "in_language"} == {"zh"}
    assert graph.nodes["price"].to_pylist()[:3] == [129900, None, None]
    assert graph.nodes["seats"].to_pylist()[:3] == [40, None, None]
    assert told(("P", path)) == {
        "needs_no_course": {"count": "1", "example": "线性代数"},
        "prices_left_out": {"count": "1", "example": "免费"},
    }


def test_commas_part_values_only_where_nothing_else_does_and_that_is_told(
    written: Written, graph_of: GraphOf, edges: Edges, told: Told
) -> None:
    by_commas = written("a.csv", 'id,title,skills\n1,x,"SQL, Python"\n')
    by_marks = written("b.csv", 'id,title,skills\n1,x,"Research, ethics; SQL"\n')
    assert {tail for *_, tail in edges(graph_of(by_commas))} == {"sql", "python"}
    assert {tail for *_, tail in edges(graph_of(by_marks))} == {"research, ethics", "sql"}
    assert "split_at_commas" in told(by_commas)
    assert told(by_marks) == {}


def test_a_programme_folder_gives_every_partys_courses_and_edges(
    read: Reader, contents: Contents, written: Written, tmp_path: Path, graph_of: GraphOf, edges: Edges
) -> None:
    contents["mingde/courses.csv"] = (
        "course_id,title,price,currency,seats,unit_cost,level,language,concepts\n"
        "M1,统计基础,99.00,CNY,,,初级,中文,统计、概率\nJ1,另一门,0,CNY,,,,,\n"
    )
    contents["zhihai/graph.csv"] = "\ufeffhead,relation,tail\nJ1,requires,M1\nC9,requires,J1\nJ1,skill,分析\n"
    assert read(dict(contents)).warnings == ()
    for name, text in contents.items():
        written(f"programme/{name}", str(text))
    graph = graph_of(tmp_path / "programme")
    assert graph.providers() == ("mingde", "zhihai")
    assert {each for each in edges(graph) if each[0] in ("requires", "develops")} == {
        ("requires", "zhihai:J1", "mingde:M1"),
        ("requires", "zhihai:C9", "zhihai:J1"),
        ("develops", "zhihai:J1", "分析"),
    }
    statistics = graph.place(NodeKind.CONCEPT, "统计")
    assert statistics is not None
    assert {graph.key(int(head))[1:] for head in graph.heads(statistics, Relation.ABOUT)} == {
        ("mingde", "M1"),
        ("zhihai", "J1"),
    }
    place = graph.place(NodeKind.COURSE, "M1", "mingde")
    assert place is not None
    assert graph.nodes.slice(place, 1).select(["label", "price", "currency", "seats"]).to_pylist() == [
        {"label": "统计基础", "price": 9900, "currency": "CNY", "seats": None}
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "graph.nothing_in_file"),
        ("a,b\n1,2\n", "graph.nothing_recognised"),
        ("head,relation,tail,weight\n1,about,x,heavy\n", "files.not_a_number"),
        ("head,relation,tail,tail_kind\n1,about,x,planet\n", "graph.unknown_kind"),
        ('{"@graph": [}', "graph.broken_json"),
        ("head,relation,tail\n1,about\n", "files.wrong_cell_count"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(written: Written, text: str, code: str) -> None:
    path = written("file.csv", text)
    with pytest.raises(BadInput) as refused:
        read_sources([Source(path=path)])
    assert [finding.notice.code for finding in refused.value.findings] == [code]
    assert refused.value.findings[0].place.file == str(path)


def test_a_file_in_two_encodings_names_the_row(tmp_path: Path) -> None:
    half = "head,relation,tail\n" + "1,概念,数据分析与统计学基础知识\n" * 4
    (tmp_path / "kg.csv").write_bytes(half.encode() + "2,概念,数据\n".encode("gb18030"))
    with pytest.raises(BadInput) as refused:
        read_sources([Source(path=tmp_path / "kg.csv")])
    assert refused.value.findings[0].place.row == 6


def test_sources_that_would_be_called_alike_are_refused(written: Written) -> None:
    one, two = (written(f"{name}/kg.csv", "head,relation,tail\n1,about,x\n") for name in "ab")
    with pytest.raises(BadInput) as refused:
        read_sources([Source(path=one), Source(path=two)])
    assert [finding.notice.code for finding in refused.value.findings] == ["graph.same_name_twice"]
    with pytest.raises(BadInput):
        read_sources([Source(path=one.parent / "none.csv")])


def test_slips_in_edges_are_counted(written: Written, graph_of: GraphOf, edges: Edges, told: Told) -> None:
    path = written(
        "kg.csv",
        "head,relation,tail,weight,head\n1,about,SQL,1,x\n１,about,sql,2,x\n1,about,Excel,0,x\n,about,R,1,x\n1,Ａbout,R,,x\n",
    )
    assert edges(graph_of(("P", path))) == {("about", "P:1", "sql"), ("about", "P:1", "r")}
    assert told(("P", path)) == {
        "repeated_header": {},
        "empty_cells": {"count": "1", "columns": "head, relation, tail"},
        "wide_ids": {"count": "1", "example": "１"},
        "without_weight": {"count": "1"},
    }


def test_prices_need_a_currency_that_agrees_with_their_sign(
    written: Written, graph_of: GraphOf, told: Told
) -> None:
    path = written(
        "c.csv",
        'id,title,price,currency\n1,a,¥399,CNY\n2,b,$399,CNY\n3,c,399,\n4,d,"1,299.5",cny\n5,e,,USD\n6,f,500,JPY\n',
    )
    graph = graph_of(path)
    assert graph.nodes["price"].to_pylist() == [39900, None, None, 129950, None, 500]
    assert graph.nodes["currency"].to_pylist() == ["CNY", "", "", "CNY", "", "JPY"]
    assert told(path) == {"prices_left_out": {"count": "2", "example": "$399"}}


def test_a_folder_says_which_files_it_left_aside(
    written: Written, graph_of: GraphOf, told: Told, tmp_path: Path
) -> None:
    written("f/kg.csv", "head,relation,tail\n1,about,x\n")
    written("f/train.csv", "user,item\nu,1\n")
    written("f/notes.md", "hello")
    written("f/.hidden/kg.csv", "head,relation,tail\n2,about,x\n")
    assert graph_of(tmp_path / "f").count(NodeKind.COURSE) == 1
    assert told(tmp_path / "f") == {"left_aside": {"count": 2, "files": "notes.md, train.csv"}}


def test_lists_of_one_name_complete_each_other(
    written: Written, graph_of: GraphOf, edges: Edges, told: Told
) -> None:
    owners = written("owners.csv", "item,provider\n1,P\n2,E\n3,P\n3,E\n")
    titles = written(
        "titles.csv", "item,title,price,currency,seats\n1,One,5,CNY,\n2,Two,,,7\n1,First,9,USD,3\n4,Four,,,\n"
    )
    kg = written("kg.csv", "head,relation,tail\n1,about,x\n2,requires,1\n4,about,x\n")
    given = [("A", path) for path in (owners, titles, kg)]
    graph = graph_of(*given)
    rows = graph.nodes.slice(0, 5).select(
        ["provider", "id", "label", "other_labels", "price", "currency", "seats"]
    )
    assert [tuple(row.values()) for row in rows.to_pylist()] == [
        ("P", "1", "One", "First", 500, "CNY", 3),
        ("E", "2", "Two", "", None, "", 7),
        ("P", "3", "", "", None, "", None),
        ("E", "3", "", "", None, "", None),
        ("A", "4", "Four", "", None, "", None),
    ]
    assert edges(graph) == {("about", "P:1", "x"), ("requires", "E:2", "P:1"), ("about", "A:4", "x")}
    assert told(*given) == {"repeated_courses": {"count": "1"}}


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "[1]", "head,relation,tail,weight\nJ1,about,x,heavy\n"])
def test_a_graph_file_that_is_none_refuses_the_folder(
    contents: Contents, written: Written, tmp_path: Path, text: str
) -> None:
    for name, content in (contents | {"zhihai/graph.csv": text}).items():
        written(f"programme/{name}", str(content))
    with pytest.raises(BadInput) as refused:
        read_sources([Source(path=tmp_path / "programme")])
    assert [finding.place.file for finding in refused.value.findings] == ["zhihai/graph.csv"]


@pytest.mark.parametrize(
    ("header", "is_list"),
    [
        ("id,name,school", False),
        ("id,name,concepts", True),
        ("course_id,name", True),
        ("id,title", True),
        ("名称,价格,币种", True),
        ("user,item,rating", False),
        ("order_id,course_id,title", False),
        ("item", True),
        ("name,email", False),
    ],
)
def test_tables_of_something_else_are_no_catalogues(written: Written, header: str, is_list: bool) -> None:
    path = written("t.csv", f"{header}\n{','.join('1' for _ in header.split(','))}\n")
    if is_list:
        assert read_sources([Source(path=path)]).catalogues[0].nodes.num_rows >= 1
    else:
        with pytest.raises(BadInput):
            read_sources([Source(path=path)])
