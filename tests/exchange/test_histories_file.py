"""Files of histories and courses: order in time, features by relation, and what is told of faults."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kuajie.exchange.histories_file import ReadHistories, read_histories, recommendations_csv
from kuajie.messages import BadInput


def written(folder: Path, name: str, text: str, *, encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def taken(read: ReadHistories, learner: int = 0) -> list[str]:
    told = read.histories
    return [read.course_ids[course] for course in told.course[told.learner == learner]]


def codes(read: ReadHistories) -> dict[str, str]:
    return {finding.notice.code.removeprefix("recommend."): finding.say("en") for finding in read.warnings}


@pytest.mark.parametrize(
    "times",
    [("30", "1e1", "20.0"), ("2026-03-01", "2026-01-05 09:30", "2026-01-05T09:30:00+00:01"[:-6] + "Z")],
)
def test_rows_are_ordered_by_time_where_it_is_given(tmp_path: Path, times: tuple[str, str, str]) -> None:
    lines = [f"u,{course},{time}" for course, time in zip("abc", times, strict=True)]
    read = read_histories(written(tmp_path, "t.csv", "\n".join(["user,item,timestamp", *lines])))
    assert taken(read) == (["b", "c", "a"])
    assert read.histories.time is not None
    assert np.all(np.diff(read.histories.time) >= 0)


def test_without_times_rows_are_in_order_and_the_last_of_repeats_counts(tmp_path: Path) -> None:
    read = read_histories(written(tmp_path, "t.csv", "user,item\nu,a\nv,a\nu,b\nu,a\n"))
    assert taken(read) == ["b", "a"]
    assert ": 1." in codes(read)["repeated_rows"]
    assert read.histories.time is None


def test_a_time_that_cannot_be_read_stays_after_the_row_before(tmp_path: Path) -> None:
    text = "user,item,timestamp\nu,a,5\nu,b,soon\nu,c,1\nv,d,\nv,e,2\n"
    read = read_histories(written(tmp_path, "t.csv", text))
    assert taken(read) == ["c", "a", "b"]
    assert taken(read, 1) == ["d", "e"]
    assert "“soon” the first: 2." in codes(read)["unreadable_times"]


def test_a_programme_folders_orders_can_be_read(tmp_path: Path) -> None:
    text = "order_id,learner,course_id,ordered_at,paid\n1,u,b,2026-01-02,9\n2,u,a,2026-01-01,9\n"
    assert taken(read_histories(written(tmp_path, "orders.csv", text))) == ["a", "b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_features_by_relation_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    train = written(tmp_path, "t.csv", "user,item\nu,语文\nu,别处\n", encoding=encoding)
    items = written(
        tmp_path,
        "i.csv",
        "item,title,provider\n语文,阅读,甲\n数学,,乙\n数学,算术,甲\n空,,\n",
        encoding=encoding,
    )
    first = written(tmp_path, "k.csv", "head,relation,tail\n语文,概念,诗\n数学,概念,数\n", encoding=encoding)
    more = "head,relation,tail\n数学,概念,诗\n数学,概念,数\n数学,级别,易\n无,概念,诗\n数学,,诗\n"
    read = read_histories(train, items, None, [first, written(tmp_path, "k2.csv", more, encoding=encoding)])
    features = read.features
    assert read.course_ids == ("语文", "数学", "空")
    assert features.titles == ("阅读", "", "")
    assert features.providers == ("甲", "乙")
    assert features.provider.tolist() == [0, 1, -1]
    assert features.of("乙").tolist() == [False, True, False]
    assert features.values == {"概念": ("诗", "数"), "级别": ("易",)}
    assert features.relations["概念"].toarray().tolist() == [[1, 0], [1, 1], [0, 0]]
    assert features.relations["级别"].toarray().tolist() == [[0], [1], [0]]
    found = codes(read)
    assert set(found) == {
        "unknown_courses",
        "repeated_courses",
        "repeated_edges",
        "empty_cells",
        "unknown_features",
    }
    assert "“空” the first" in found["unknown_features"]
    assert (
        "“无” the first"
        in [each.say("en") for each in read.warnings if each.place.file == str(tmp_path / "k2.csv")][-1]
    )


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    train = written(tmp_path, "t.csv", "user,course\nu,a\n")
    items = written(tmp_path, "i.csv", "course\na\n")
    edges = written(tmp_path, "k.csv", "head,tail\na,b\n")
    with pytest.raises(BadInput) as refused:
        read_histories(train, items, tmp_path / "none.csv", [edges])
    assert len(refused.value.findings) == 4


def test_recommendations_leave_out_empty_places() -> None:
    text = recommendations_csv(("u", "v"), ("a", "b"), np.array([[1, 0], [1, -1]])).decode().replace('"', "")
    assert text.splitlines() == ["user,item,rank", "u,b,1", "u,a,2", "v,b,1"]


def test_with_times_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    lines = [
        f"u{learner},c{(learner * step) % 7},{50 * step - learner}"
        for learner in range(6)
        for step in (1, 2, 3)
    ]
    first = read_histories(written(tmp_path, "t.csv", "\n".join(["user,item,timestamp", *lines])))
    turned = read_histories(written(tmp_path, "r.csv", "\n".join(["user,item,timestamp", *lines[::-1]])))
    assert turned.course_ids == first.course_ids
    assert np.array_equal(turned.histories.learner, first.histories.learner)
    assert np.array_equal(turned.histories.course, first.histories.course)
    assert dict(zip(turned.asked_ids, turned.asked, strict=True)) == dict(
        zip(first.asked_ids, first.asked, strict=True)
    )


def test_learners_asked_for_twice_or_without_a_name_are_told(tmp_path: Path) -> None:
    train = written(tmp_path, "t.csv", "user,item\nu,a\nv,b\n")
    asked = written(tmp_path, "l.csv", "note,user\nx,v\ny,v\nz,\nx,new\nw,v\n")
    read = read_histories(train, None, asked)
    assert read.asked_ids == ("v", "new")
    assert ": 2;" in codes(read)["repeated_learners"]
    assert ": 1," in codes(read)["empty_cells"]
