"""``kuajie guard``: every guard fires on a planted case with its place, and is silent beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]
PROGRAMME = """
[programme]
id = "small"
title = "小项目"
currency = "CNY"
time_zone = "Asia/Shanghai"
country = "{country}"

[horizon]
start = 2026-12-07
weeks = 4

[[party]]
id = "P"
name = "平台"
role = "platform"

[[party]]
id = "E"
name = "学院"
role = "institution"

[[course]]
id = "J1"
title = "少儿编程"
seller = "P"
requires = ["P", "E"]
"""
COURSES = "course_id,title,price,currency,seats,unit_cost,level,language,concepts\n"
ORDERS = "order_id,line,learner,buyer,quantity,course_id,ordered_at,list_price,paid,currency,channel,coupon\n"
CONSENTS = "party,recipient,field,purpose,given_at,expires_at,withdrawn_at\n"
LONG_AGO, FAR = "2020-01-01T00:00:00+08:00", "2199-01-01T00:00:00+08:00"
RECOMMENDING = f"P,E,orders,recommendation,{LONG_AGO},{FAR},\n"


def write(
    folder: Path,
    *,
    more: str = "",
    title: str = "少儿编程",
    paid: Sequence[str] = ("3000.00",),
    consents: str = RECOMMENDING,
    copy: str = "",
    country: str = "CN",
) -> str:
    """Write a folder of one course and some orders of one learner, a day apart."""
    files = {
        "programme.toml": PROGRAMME.replace("{country}", country) + more,
        "P/courses.csv": COURSES + f"J1,{title},3000.00,CNY,,,,zh,\n",
        "P/orders.csv": ORDERS
        + "".join(
            f"A{day},1,L1,,1,J1,2026-10-{day:02d}T10:00:00+08:00,{each},{each},CNY,app,\n"
            for day, each in enumerate(paid, start=1)
        ),
        "consents.csv": CONSENTS + consents,
        "copy/ad.md": copy,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def findings(run: Any, guard: str) -> list[dict[str, Any]]:
    (found,) = [each for each in run.record["guards"] if each["guard"] == guard]
    return list(found["findings"])


def codes(run: Any) -> set[str]:
    return {each["code"] for guard in run.record["guards"] for each in guard["findings"]}


def test_a_clean_programme_is_clear(kuajie: Kuajie, tmp_path: Path) -> None:
    run = kuajie("guard", write(tmp_path), "--json")
    assert (run.code, run.record["against"], codes(run)) == (0, 0, set())
    said = kuajie("guard", write(tmp_path))
    assert "No guard found anything against the rules." in said.out


K12 = '\n[guards]\nk12 = ["J1"]\nmonths = { J1 = 3 }\n'


def test_an_order_above_five_thousand_is_named_with_its_row(kuajie: Kuajie, tmp_path: Path) -> None:
    run = kuajie("guard", write(tmp_path, more=K12, paid=("10.00", "6000.00")), "--json")
    (found,) = findings(run, "prepaid")
    assert run.code == 1
    assert (found["file"], found["row"], found["column"]) == ("P/orders.csv", 3, "paid")
    assert "6000.00 CNY" in found["problem"]
    assert "[2022] No. 4 on non-academic training, as reported" in found["problem"]


def test_two_orders_that_together_pass_the_limit_are_to_look_at(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = write(tmp_path, more=K12, paid=("3000.00", "3000.00"))
    run = kuajie("guard", folder, "--json")
    (found,) = findings(run, "prepaid")
    assert (run.code, found["code"], found["row"]) == (0, "guards.prepaid_standing", 3)
    said = kuajie("guard", folder, "--lang", "zh").out
    assert "据报道" in said


def test_orders_up_to_five_thousand_or_of_adults_pass(kuajie: Kuajie, tmp_path: Path) -> None:
    near = kuajie("guard", write(tmp_path, more=K12, paid=("3000.00", "2000.00")), "--json")
    assert (near.code, findings(near, "prepaid")) == (0, [])
    adults = kuajie("guard", write(tmp_path, paid=("9000.00",)), "--json")
    assert (adults.code, findings(adults, "prepaid")) == (0, [])


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("lessons = { J1 = 60 }", set()),
        ("lessons = { J1 = 61 }", {"guards.prepaid_lessons"}),
        ("months = { J1 = 3 }", set()),
        ("months = { J1 = 4 }", {"guards.prepaid_months"}),
        ("months = { J1 = 0 }", set()),
    ],
)
def test_a_course_too_long_to_be_paid_at_once_is_found_however_cheap(
    kuajie: Kuajie, tmp_path: Path, length: str, expected: set[str]
) -> None:
    more = f'\n[guards]\nk12 = ["J1"]\n{length}\n'
    run = kuajie("guard", write(tmp_path, more=more, paid=("1.00",)), "--json")
    assert (run.code, codes(run)) == (len(expected), expected)


def test_a_course_of_unknown_length_is_noted(kuajie: Kuajie, tmp_path: Path) -> None:
    run = kuajie("guard", write(tmp_path, more='\n[guards]\nk12 = ["J1"]\n'), "--json")
    (found,) = findings(run, "prepaid")
    assert (run.code, found["code"]) == (0, "guards.length_unknown")


def test_other_countries_have_no_such_limit(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = write(tmp_path, more=K12, paid=("9000.00",))
    run = kuajie("guard", folder, "--country", "SG", "--json")
    assert (run.code, findings(run, "prepaid"), run.record["country"]) == (0, [], "")
    assert run.record["warnings"][0]["code"] == "guards.no_own_rules"


def test_a_limit_in_another_currency_is_not_guessed(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = write(tmp_path, more=K12, paid=("9000.00",))
    for name in ("programme.toml", "P/courses.csv", "P/orders.csv"):
        file = tmp_path / name
        file.write_text(file.read_text(encoding="utf-8").replace("CNY", "USD"), encoding="utf-8")
    run = kuajie("guard", folder, "--json")
    assert (run.code, codes(run)) == (0, {"guards.other_currency"})


def test_the_section_says_whose_rules_hold_and_the_option_goes_before(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = write(tmp_path, country="SG", more='\n[guards]\ncountry = "cn"\n', copy="国家级")
    run = kuajie("guard", folder, "--json")
    assert (run.code, run.record["country"]) == (1, "CN")
    other = kuajie("guard", folder, "--country", "GB", "--json")
    assert (other.code, other.record["country"], other.record["sources"]) == (0, "", [])


def test_countries_may_be_written_small(kuajie: Kuajie, tmp_path: Path) -> None:
    run = kuajie("guard", write(tmp_path, country="SG", copy="国家级"), "--country", "cn", "--json")
    assert (run.code, run.record["country"]) == (1, "CN")


def test_a_third_level_of_referral_is_refused(kuajie: Kuajie, tmp_path: Path) -> None:
    share = '\n[[terms.clause]]\nkind = "share"\nshares = { P = "1/2", E = "1/2" }\n'
    level = '\n[[terms.clause]]\nkind = "referral"\nparty = "E"\nrate = "1/20"\nlevel = '
    two = kuajie("guard", write(tmp_path, more=f"{share}{level}1\n{level}2\n"), "--json")
    (note,) = findings(two, "referral")
    assert (two.code, note["code"], note["severity"]) == (0, "guards.level_at_limit", "note")
    three = kuajie("guard", write(tmp_path, more=f"{share}{level}1\n{level}2\n{level}3\n"))
    assert three.code == 2
    assert "two levels" in three.err
    name = '\n[[terms.clause]]\nkind = "deduction"\nname = "团队奖"\nrate = "1/20"\nparty = "P"\n'
    hidden = kuajie("guard", write(tmp_path, more=f"{share}{level}1\n{level}2\n{name}"), "--json")
    found = [each["column"] for each in findings(hidden, "referral") if each["severity"] == "warning"]
    assert (hidden.code, found) == (0, ["terms.clause[4]"])


def test_claims_are_named_with_file_line_and_column(kuajie: Kuajie, tmp_path: Path) -> None:
    extra = tmp_path / "页面.txt"
    extra.write_bytes("第一行\r\n保就业\r\n".encode("gb18030"))
    folder = write(tmp_path / "p", copy="# 课程\n\n一次包过！我们不保过。\n")
    run = kuajie("guard", folder, "--copy", str(extra), "--json")
    found = [(each["file"], each["row"], each["column"], each["value"]) for each in findings(run, "claims")]
    assert run.code == 1
    assert found == [("copy/ad.md", 3, "3", "包过"), (str(extra), 2, "1", "保就业")]


def test_a_title_is_named_with_its_row_in_the_catalogue(kuajie: Kuajie, tmp_path: Path) -> None:
    run = kuajie("guard", write(tmp_path, title="包过班"), "--json")
    (found,) = findings(run, "claims")
    assert (found["file"], found["row"], found["column"]) == ("P/courses.csv", 2, "title")


def test_a_course_marked_medical_brings_the_medical_words(kuajie: Kuajie, tmp_path: Path) -> None:
    more = '\n[guards]\nmedical = ["J1"]\n'
    copy = "少儿编程：根治拖延"
    assert kuajie("guard", write(tmp_path, copy=copy)).code == 0
    assert kuajie("guard", write(tmp_path, copy=copy, more=more)).code == 1


SHARE = """
[[guards.share]]
party = "P"
recipients = ["E"]
fields = ["phone"]
purpose = "marketing"
"""


@pytest.mark.parametrize(
    ("consent", "code", "notice"),
    [
        ("", 1, "guards.shared_without"),
        (f"P,E,phone,marketing,{LONG_AGO},{FAR},\n", 0, None),
        (f"P,E,phone,marketing,{LONG_AGO},{FAR},2021-01-01T00:00:00+08:00\n", 1, "guards.shared_without"),
        (f"P,E,phone,research,{LONG_AGO},{FAR},\n", 1, "guards.shared_without"),
        (f"P,E,phone,marketing,{LONG_AGO},,\n", 0, "guards.consent_unbounded"),
    ],
)
def test_a_declared_share_needs_consent(
    kuajie: Kuajie, tmp_path: Path, consent: str, code: int, notice: str | None
) -> None:
    run = kuajie("guard", write(tmp_path, more=SHARE, consents=RECOMMENDING + consent), "--json")
    assert (run.code, codes(run)) == (code, {notice} - {None})


def test_orders_that_recommendation_leaves_out_are_only_noted(kuajie: Kuajie, tmp_path: Path) -> None:
    other = f"E,P,phone,marketing,{LONG_AGO},{FAR},\n"
    run = kuajie("guard", write(tmp_path, consents=other), "--json")
    assert (run.code, codes(run)) == (0, {"guards.not_looked_at"})


def test_without_any_consent_on_record_recommendations_use_everything(kuajie: Kuajie, tmp_path: Path) -> None:
    run = kuajie("guard", write(tmp_path, consents=""), "--json")
    assert (run.code, codes(run), run.record["to_look_at"]) == (0, {"guards.nothing_on_record"}, 1)


LEARNING = "learner,course_id,started_at,completed_at,progress\nL1,J1,2026-10-02T10:00:00+08:00,,0.5\n"


@pytest.mark.parametrize(
    ("field", "expected"),
    [("learning", set()), ("orders", {"guards.looked_at_along"}), ("*", {"guards.consent_unbounded"})],
)
def test_learning_records_need_a_consent_of_their_own(
    kuajie: Kuajie, tmp_path: Path, field: str, expected: set[str]
) -> None:
    more = f"P,E,{field},recommendation,{LONG_AGO},{FAR},\n"
    folder = write(tmp_path, consents=RECOMMENDING + more)
    (tmp_path / "P" / "learning.csv").write_text(LEARNING, encoding="utf-8")
    assert codes(kuajie("guard", folder, "--json")) == expected


HOLDBACK = """
[[terms.clause]]
kind = "share"
shares = { P = "1/2", E = "1/2" }

[[terms.clause]]
kind = "holdback"
party = "E"
rate = "1/10"
on = "completion"
"""


def test_money_released_by_completion_shows_when_learners_completed(kuajie: Kuajie, tmp_path: Path) -> None:
    learning = f"P,E,learning,recommendation,{LONG_AGO},{FAR},\n"
    folder = write(tmp_path, more=HOLDBACK, consents=RECOMMENDING + learning)
    (tmp_path / "P" / "learning.csv").write_text(LEARNING, encoding="utf-8")
    (found,) = findings(kuajie("guard", folder, "--json"), "consent")
    assert (found["code"], found["severity"]) == ("guards.release_shows", "warning")
    assert "Clause 2" in found["problem"]
    write(
        tmp_path,
        more=HOLDBACK,
        consents=f"{RECOMMENDING}{learning}P,E,learning,settlement,{LONG_AGO},{FAR},\n",
    )
    assert codes(kuajie("guard", folder, "--json")) == set()


def test_a_guard_switched_off_says_why(kuajie: Kuajie, tmp_path: Path) -> None:
    more = '\n[guards]\noff = { claims = "法务已逐条审核" }\n'
    folder = write(tmp_path, more=more, copy="包过")
    run = kuajie("guard", folder)
    assert run.code == 0
    assert "法务已逐条审核" in run.out


@pytest.mark.parametrize(
    ("more", "about"),
    [
        ('[guards]\noff = { claims = "" }\n', "without a reason"),
        ('[guards]\noff = { claim = "x" }\n', "claims"),
        ('[guards]\nk12 = ["J9"]\n', "J9"),
        ("[guards]\nlessons = { J1 = -1 }\n", "guards.lessons.J1"),
        ("[guards]\nk13 = []\n", "k12"),
        ('[guards]\ncountry = "China"\n', "two letters"),
        ("[guards]\ncountry = 86\n", "country"),
        ('[[guards.share]]\nparty = "P"\nrecipients = ["P"]\nfields = ["x"]\npurpose = "y"\n', "itself"),
        ('[[guards.share]]\nparty = "P"\n', "recipients"),
        ("guards = 1\n", "guards"),
    ],
)
def test_slips_are_refused_with_their_key(kuajie: Kuajie, tmp_path: Path, more: str, about: str) -> None:
    folder = write(tmp_path)
    file = tmp_path / "programme.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{more}\n{text}" if more.startswith("guards") else f"{text}\n{more}", encoding="utf-8")
    for command in ("guard", "check", "settle"):
        run = kuajie(command, folder)
        assert (run.code, about in run.err) == (2, True), run.err
        assert "Traceback" not in run.err


def test_copy_that_cannot_be_read_is_refused(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = write(tmp_path / "p")
    for name, data in (("a.txt", b"%PDF-1.7"), ("b.txt", b"\x89PNG\r\n"), ("c.md", b"abc\xff\xfe\x00")):
        (tmp_path / name).write_bytes(data)
        assert kuajie("guard", folder, "--copy", str(tmp_path / name)).code == 2
    missing = kuajie("guard", folder, "--copy", str(tmp_path / "none.txt"))
    assert (missing.code, "no such file" in missing.err) == (2, True)


def test_both_languages_are_spoken(kuajie: Kuajie, tmp_path: Path) -> None:
    folder = write(tmp_path, more=K12 + SHARE, paid=("6000.00",), copy="包过\n“包过”班\n")
    said = kuajie("guard", folder, "--lang", "zh").out
    assert "违反规则 3 处，需要留意 1 处" in said
    assert "教监管〔2022〕4号" in said
    assert "¥6,000.00" in said
    assert "Against the rules: 3. To look at: 1." in kuajie("guard", folder, "--lang", "en").out
