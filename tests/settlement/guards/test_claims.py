"""Claims in copy: each kind fires on a planted sentence and not on its harmless neighbour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.exchange.guard_rules import COUNTRIES, read_rules
from kuajie.messages import Text
from kuajie.settlement.guards.claims import claims_in, fields_of
from kuajie.settlement.guards.rules import Basis, Checked, Source

CN = read_rules("CN")

PLANTED = [
    ("guaranteed_pass", "名师带队，一次包过！", "包过"),
    ("guaranteed_pass", "保过班开课", "保过"),
    ("guaranteed_pass", "保证你一次性通过考试", "保证你一次性通过"),
    ("guaranteed_pass", "通过率高达100%", "通过率高达100%"),
    ("guaranteed_pass", "100%通过", "100%通过"),
    ("guaranteed_pass", "We guarantee that you'll pass.", "guarantee that you'll pass"),
    ("guaranteed_outcome", "毕业包就业", "包就业"),
    ("guaranteed_outcome", "保就业，入职大厂", "保就业"),
    ("guaranteed_outcome", "免考拿证", "免考拿证"),
    ("guaranteed_outcome", "A job guarantee for everyone", "job guarantee"),
    ("refund_if_failed", "考不过全额退款", "考不过全额退款"),
    ("examiners", "命题组专家亲自授课", "命题组专家亲自授课"),
    ("superlative", "国家级师资", "国家级"),
    ("superlative", "最佳选择", "最佳"),
    ("superlative_like", "全网第一的课程", "全网第一"),
    ("superlative_like", "the best course there is", "the best course"),
    ("superlative_like", "rated #1 in the city", "rated #1"),
    ("superlative_like", "a state-level platform", "state-level platform"),
    ("state_bodies", "教育部推荐课程", "教育部推荐"),
    ("testimonial", "专家推荐", "专家推荐"),
    ("medical_effect", "中医针灸课：学会根治颈椎病", "根治"),
    ("medical_licence", "针灸推拿速成，结业即可行医", "结业即可行医"),
    ("legal_outcome", "律师实务课，学会包赢", "包赢"),
    ("legal_licence", "律师证挂靠律所，不考法考", "挂靠律所"),
]
HARMLESS = [
    "我们不包过。",
    "本课程不承诺包过、包就业或保录取。",
    "绝不包过，也不会保就业",
    "严禁使用“国家级”“最佳”等用语",
    "警惕“包过”骗局",
    "包过是违法的",
    "“包就业”的广告均属虚假",
    "打包过程与背包过安检",
    "红包过期不退，担保过程透明",
    "环保过滤设备操作",
    "SQL 最佳实践",
    "最佳拟合与最佳估计",
    "保证录取过程公平",
    "学员通过率统计方法",
    "注册顶级域名",
    "包会员权益",
    "We never promise a guaranteed job.",
    "There is no pass guarantee.",
    "We do not guarantee to pass you.",
    "best practice in data analysis",
    "a compass rate of 100%",
    "Guitar #1: Beginner Basics",
    "Policies at the national level affect everyone",
    "国家级精品课程",
    "专业性最强的一门放在最后学",
]


@pytest.mark.parametrize(("kind", "line", "words"), PLANTED)
def test_a_planted_claim_is_found_where_it_stands(kind: str, line: str, words: str) -> None:
    hits = claims_in(["前一行", line], CN)
    assert (kind, words) in [(hit.claims.id, hit.words) for hit in hits]
    for hit in hits:
        assert hit.line == 2
        assert line[hit.column - 1 :].startswith(hit.words)


@pytest.mark.parametrize("line", HARMLESS)
def test_a_harmless_neighbour_is_left_alone(line: str) -> None:
    assert claims_in([line], CN) == ()


@pytest.mark.parametrize(
    "line",
    [
        "我们不得不包过",
        "没有不包过的学员",
        "不看基础，包过",
        "无条件包过",
        "价格不变，服务不减，保就业",
        "不是每家都敢：我们包过",
        "Not only guaranteed to pass, but fast.",
        "No fuss: guaranteed to pass.",
    ],
)
def test_a_denial_of_something_else_does_not_excuse(line: str) -> None:
    assert len(claims_in([line], CN)) == 1


def test_a_list_goes_on_under_its_denial_and_ends_with_its_sentence() -> None:
    assert claims_in(["不承诺包过、包就业、包拿证"], CN) == ()
    (hit,) = claims_in(["不承诺包过。包就业！"], CN)
    assert hit.words == "包就业"


@pytest.mark.parametrize("written", ["包*过*", "包 过", "包·过", "**包**过", "包\u200b过", "包　过"])
def test_words_pulled_apart_are_still_found(written: str) -> None:
    (hit,) = claims_in([f"一次{written}！"], CN)
    assert hit.claims.id == "guaranteed_pass"
    assert hit.words[0] == "包"
    assert hit.words[-1] == "过"


def test_full_width_writing_is_read_as_half_width() -> None:
    (hit,) = claims_in(["承诺：１００％通过"], CN)
    assert (hit.words, hit.column) == ("１００％通过", 4)


def test_quoted_words_are_to_look_at() -> None:
    (hit,) = claims_in(["“包过”班火热招生"], CN)
    assert hit.quoted
    (hit,) = claims_in(["包过班火热招生"], CN)
    assert not hit.quoted


def test_medical_words_are_for_medical_copy_only() -> None:
    assert claims_in(["从流程上根治重复劳动"], CN) == ()
    assert fields_of(["中医针灸入门"], CN) == {"medical"}
    assert len(claims_in(["从流程上根治重复劳动"], CN, fields={"medical"})) == 1
    assert len(claims_in(["中医针灸入门", "根治失眠"], CN)) == 1


def test_legal_words_are_for_legal_copy_only() -> None:
    assert claims_in(["胜诉率"], CN) == ()
    assert [hit.claims.id for hit in claims_in(["法考冲刺", "高胜诉率"], CN)] == ["legal_outcome"]


def test_medical_words_mean_nothing_to_legal_copy() -> None:
    assert claims_in(["法考冲刺", "根治拖延"], CN) == ()


@given(st.text(alphabet="课程学习数据分析入门进阶实战，。 abc123", max_size=40))
def test_plain_talk_is_never_a_claim(text: str) -> None:
    assert claims_in([text], CN) == ()


@given(
    before=st.text(alphabet="课程学习数据。！ ab１２", max_size=20),
    after=st.text(alphabet="。！课程 ab", max_size=20),
)
def test_a_claim_is_found_wherever_it_stands_and_quoted_as_written(before: str, after: str) -> None:
    line = f"{before}。包就业。{after}"
    (hit,) = claims_in([line], CN)
    assert line[hit.column - 1 :].startswith("包就业")
    assert hit.column - 1 == len(before) + 1


@given(st.text(max_size=60))
def test_any_text_is_read_and_hits_stand_in_it_in_order(text: str) -> None:
    hits = claims_in([text], CN)
    assert all(text[hit.column - 1 :].startswith(hit.words) for hit in hits)
    assert [hit.column for hit in hits] == sorted(hit.column for hit in hits)


@pytest.mark.parametrize("country", [*COUNTRIES, "DE"])
def test_rules_can_be_read_and_name_their_source(country: str) -> None:
    rules = read_rules(country)
    assert rules.country == (country if country in COUNTRIES else "")
    assert len({each.id for each in rules.claims}) == len(rules.claims)
    for each in rules.claims:
        assert each.words or each.patterns
        assert each.basis.shown.zh
        assert each.instead.en


BASES = [
    ("referral", CN.referral.basis),
    ("consent", CN.consent.basis),
    *((each.id, each.basis) for each in CN.claims),
]


@pytest.mark.parametrize(("rule", "basis"), BASES, ids=[name for name, _ in BASES])
def test_every_rule_of_china_cites_sources_and_says_which_were_not_read(rule: str, basis: Basis) -> None:
    assert basis.sources, rule
    read = all(each.checked is Checked.TEXT for each in basis.sources)
    assert (basis.shown == basis.said) == read
    assert read or basis.shown.en.endswith(("as reported", "not verified"))


def test_every_source_is_cited_and_where_it_was_read_is_said() -> None:
    assert CN.prepaid is not None
    every = [*(basis for _, basis in BASES), CN.prepaid.basis, CN.prepaid.amount_basis]
    assert {each.id for basis in every for each in basis.sources} == {each.id for each in CN.sources}
    with pytest.raises(ValueError, match="not said where"):
        Source(id="law", name=Text(en="Law", zh="法"), checked=Checked.TEXT)


def test_a_basis_is_as_good_as_its_least_checked_source() -> None:
    law, report, hearsay = (
        Source(id=str(how), name=Text(en="Law", zh="法"), checked=how, rests_on="a page")
        for how in (Checked.TEXT, Checked.REPORT, Checked.MEMORY)
    )
    said = Text(en="Law art. 1", zh="法第一条")
    assert Basis(said=said, sources=(law,)).shown == said
    assert Basis(said=said, sources=(report, law)).shown.zh == "法第一条，据报道"
    assert Basis(said=said, sources=(law, hearsay, report)).shown.en == "Law art. 1, not verified"


def test_where_a_country_has_no_rules_no_law_is_cited() -> None:
    other = read_rules("GB")
    assert other.sources == ()
    assert other.prepaid is None
    assert not any(each.grave for each in other.claims)
    assert {each.basis.said.zh for each in other.claims} == {"谨慎提示，未引用法律"}


def test_china_cites_articles_9_and_24() -> None:
    sources = {each.id: each.basis.said.zh for each in CN.claims}
    assert "第九条第（三）项" in sources["superlative"]
    assert "第二十四条第（一）项" in sources["guaranteed_pass"]
