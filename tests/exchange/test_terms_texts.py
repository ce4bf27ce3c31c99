"""Terms as text: taken out of programme.toml and put into it, where comments of everything else stay."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.messages import BadInput
from kuajie.wiring.terms_texts import terms_text, terms_told, with_terms

OTHERS = '[terms]\nrevenue_shares = { zhihai = "8/20", mingde = "8/20", yuanhang = "1/5" }\n'
OWN = 'revenue_shares = { zhihai = "9/20", mingde = "7/20", yuanhang = "1/5" }'


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the programme.toml of a small programme."""
    folder = tmp_path_factory.mktemp("terms") / "demo"
    wiring.new(folder, weeks=30, scale=0.1, locale="zh")
    return (folder / "programme.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, written: str) -> Path:
    """Return a folder with that programme.toml alone: terms need no records."""
    (tmp_path / "programme.toml").write_text(written, encoding="utf-8")
    return tmp_path


def values(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_terms_taken_out_and_put_back_change_no_value(folder: Path) -> None:
    before = (folder / "programme.toml").read_text(encoding="utf-8")
    assert values(with_terms(folder, terms_text(folder))) == values(before)


def test_other_terms_replace_only_the_terms(folder: Path) -> None:
    before = values((folder / "programme.toml").read_text(encoding="utf-8"))
    after = values(with_terms(folder, OTHERS))
    assert after.pop("terms") == values(OTHERS)["terms"]
    del before["terms"]
    assert after == before


def test_comments_elsewhere_stay_and_those_of_the_old_terms_go(folder: Path) -> None:
    edit(folder, OWN, f"# agreed in May\n{OWN}  # by hand\n\n# our side\n")
    edit(folder, "[horizon]", "# from the kick-off\n[horizon]  # weeks")
    after = with_terms(folder, "# proposed\n" + OTHERS)
    for kept in ("# from the kick-off\n[horizon]  # weeks", "# proposed\n[terms]", "# our side\n"):
        assert kept in after
    assert "agreed in May" not in after
    assert "by hand" not in after
    assert values(after)["terms"] == values(OTHERS)["terms"]


def test_tables_below_terms_go_with_them_wherever_they_stand(folder: Path) -> None:
    file = folder / "programme.toml"
    more = '\n# clauses\n[[terms.clause]]\nkind = "fixed_fee"\nfrom = "zhihai"\nto = "mingde"\namount = "9"\n'
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert values(with_terms(folder, OTHERS))["terms"] == values(OTHERS)["terms"]


def test_a_text_that_says_more_than_terms_changes_the_terms_alone(folder: Path) -> None:
    before = values((folder / "programme.toml").read_text(encoding="utf-8"))
    after = values(with_terms(folder, OTHERS + '\n[budgets]\ntotal = "1.00"\n'))
    assert after["budgets"] == before["budgets"]
    assert after["terms"] == values(OTHERS)["terms"]


def test_a_line_of_a_long_text_that_looks_like_a_heading_harms_nothing(folder: Path) -> None:
    edit(folder, 'title = "数据职业联合项目"', 'title = """one\n[terms]\ntwo"""')
    after = values(with_terms(folder, OTHERS))
    assert after["programme"]["title"] == "one\n[terms]\ntwo"
    assert after["terms"] == values(OTHERS)["terms"]


def test_a_programme_without_terms_gets_them(folder: Path) -> None:
    edit(folder, f"[terms]\n{OWN}\n", "")
    assert values(terms_text(folder)).get("terms", {}) == {}
    assert values(with_terms(folder, OTHERS))["terms"] == values(OTHERS)["terms"]


def test_terms_that_do_not_fit_are_refused_with_what_is_wrong(folder: Path) -> None:
    with pytest.raises(BadInput) as refused:
        with_terms(folder, '[terms]\nrevenue_shares = { nobody = "1" }\n')
    assert "nobody" in " ".join(each.say("en") for each in refused.value.findings)


def test_terms_are_told_in_both_languages(folder: Path) -> None:
    for locale in ("en", "zh"):
        told = terms_told(folder, OTHERS, locale)
        assert any("知海平台" in line for line in (*told.clauses, *told.rules))
        assert told != terms_told(folder, terms_text(folder), locale)
