"""Clauses of a deal: read from [terms] or a file of their own, refused by name, written as they were read."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.domain.clauses import (
    KINDS,
    Advance,
    Cap,
    CostKind,
    CostShare,
    CouponCost,
    Deduction,
    FeePerEnrolment,
    FeePerLead,
    FixedFee,
    Holdback,
    MinimumGuarantee,
    Per,
    Recoup,
    Referral,
    Release,
    Retainer,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
    kind_of,
)
from kuajie.domain.deal import contradictions, deal_of, require_foreseen
from kuajie.domain.money import Money
from kuajie.domain.terms import Base, LateRefunds, Terms
from kuajie.exchange.deal_file import read_deal
from kuajie.exchange.programme_file.writing import programme_text, terms_lines
from kuajie.exchange.reading import read_folder
from kuajie.exchange.writing import write_folder
from kuajie.messages import BadInput

TOML = "programme.toml"
SHARES = 'shares = { zhihai = "1/2", mingde = "1/2" }'
EVERY_KIND = """
[terms]

[[terms.clause]]
kind = "recoup"
party = "mingde"
costs = ["spend", "unit_costs"]
levers = ["tutors"]
limit = "50000.00"

[[terms.clause]]
kind = "tiers"
mode = "retroactive"
courses = ["J1"]
tiers = [
  { from = "0", shares = { zhihai = "1/2", mingde = "1/2" } },
  { from = "100000.00", shares = { zhihai = "2/5", mingde = "3/5" } },
]

[[terms.clause]]
kind = "cap"
party = "mingde"
amount = "400000.00"
to = ["zhihai"]

[[terms.clause]]
kind = "guarantee"
payer = "zhihai"
payee = "mingde"
amount = "200000.00"

[[terms.clause]]
kind = "fixed_fee"
payer = "zhihai"
payee = "mingde"
amount = "30000"

[[terms.clause]]
kind = "fee_per_enrolment"
payer = "zhihai"
payee = "mingde"
amount = "12.50"
courses = ["J1"]

[[terms.clause]]
kind = "cost_share"
payer = "zhihai"
payee = "mingde"
rate = "3/10"
levers = ["tutors"]
"""


def yuan(amount):
    return Money.of(amount, "CNY")


CLAUSES = (
    Recoup(
        party="mingde", costs=(CostKind.SPEND, CostKind.UNIT_COSTS), levers=("tutors",), limit=yuan(50_000)
    ),
    Tiers(
        mode=TierMode.RETROACTIVE,
        courses=("J1",),
        tiers=(
            Tier(threshold=yuan(0), shares={"zhihai": Fraction(1, 2), "mingde": Fraction(1, 2)}),
            Tier(threshold=yuan(100_000), shares={"zhihai": Fraction(2, 5), "mingde": Fraction(3, 5)}),
        ),
    ),
    Cap(party="mingde", amount=yuan(400_000), to=("zhihai",)),
    MinimumGuarantee(payer="zhihai", payee="mingde", amount=yuan(200_000)),
    FixedFee(payer="zhihai", payee="mingde", amount=yuan(30_000)),
    FeePerEnrolment(payer="zhihai", payee="mingde", amount=yuan("12.50"), courses=("J1",)),
    CostShare(payer="zhihai", payee="mingde", rate=Fraction(3, 10), levers=("tutors",)),
)


@pytest.fixture
def programme(read, contents):
    return read(contents).programme


def with_terms(contents, text):
    """Return contents in which ``text`` stands in place of the agreed shares."""
    old = '[terms]\nrevenue_shares = { zhihai = "1/3", mingde = "2/3" }\n'
    assert old in contents[TOML]
    return {**contents, TOML: contents[TOML].replace(old, text)}


def test_every_kind_is_read_and_comes_back(read, contents, tmp_path):
    first = read(with_terms(contents, EVERY_KIND)).programme
    assert first.terms == Terms(clauses=CLAUSES)
    write_folder(tmp_path / "again", {**contents, TOML: programme_text(first)})
    assert read_folder(tmp_path / "again").programme == first


def test_a_deal_can_stand_in_a_file_of_its_own(programme, tmp_path):
    (tmp_path / "other.toml").write_text(f'currency = "CNY"\n{EVERY_KIND}', encoding="utf-8")
    assert read_deal(tmp_path / "other.toml", programme) == Terms(clauses=CLAUSES)


PARTIES, COURSES, OWNERS = ("zhihai", "mingde"), ("J1",), {"short_video": "zhihai", "tutors": "mingde"}
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
AMOUNTS = st.integers(0, 10**14).map(lambda minor: Money(minor, "CNY"))
ABOUT = st.sampled_from([(), COURSES])
RATES = st.fractions(0, 1, max_denominator=1000)
SHARE_TABLES = RATES.map(lambda part: {"zhihai": part, "mingde": 1 - part})
PAIRS = st.permutations(PARTIES).map(lambda pair: {"payer": pair[0], "payee": pair[1]})


@st.composite
def clauses(draw):
    pair, amount, about = draw(PAIRS), draw(AMOUNTS), draw(ABOUT)
    levels = sorted(draw(st.sets(st.integers(1, 10**12), max_size=3)))
    costs = draw(st.permutations(list(CostKind)))[: draw(st.integers(1, 2))]
    own = tuple(lever for lever, owner in OWNERS.items() if owner == pair["payee"])
    levers = own if CostKind.SPEND in costs and draw(st.booleans()) else ()
    limited = {"costs": tuple(costs), "levers": levers, "limit": draw(st.none() | AMOUNTS)}
    party = pair["payee"]
    per, due = draw(st.none() | st.sampled_from(Per)), draw(st.none() | DAYS)
    on, channels = draw(st.sampled_from(Release)), draw(st.sampled_from([(), ("微信", "li")]))
    released = {
        "days": draw(st.integers(0, 365)) if on is Release.DAYS else None,
        "rating": draw(RATES) if on is Release.SATISFACTION else None,
    }
    chosen = draw(
        st.sampled_from(
            [
                Deduction(name="税 “6 %”", rate=draw(RATES), party=draw(st.sampled_from(["", party]))),
                Referral(
                    party=party,
                    rate=draw(RATES),
                    level=draw(st.sampled_from([1, 2])),
                    promoter=draw(st.sampled_from(["", "李老师"])),
                    channels=channels,
                    courses=about,
                ),
                CouponCost(party=party, coupons=channels, courses=about),
                Holdback(party=party, rate=draw(RATES), on=on, **released, courses=about),
                Advance(**pair, amount=amount, due=due, courses=about),
                Retainer(**pair, amount=amount),
                FeePerLead(**pair, amount=amount, channels=channels),
                RevenueShare(shares=draw(SHARE_TABLES), courses=about),
                Tiers(
                    tiers=tuple(
                        Tier(threshold=Money(level, "CNY"), shares=draw(SHARE_TABLES))
                        for level in (0, *levels)
                    ),
                    mode=draw(st.sampled_from(TierMode)),
                    per=per,
                    courses=about,
                ),
                Recoup(party=party, **draw(st.sampled_from([limited, {"amount": amount}])), courses=about),
                Cap(
                    party=party,
                    amount=amount,
                    to=draw(st.sampled_from([(), (pair["payer"],)])),
                    per=per,
                    courses=about,
                ),
                MinimumGuarantee(**pair, amount=amount, per=per, courses=about),
                FixedFee(**pair, amount=amount, due=due),
                FeePerEnrolment(**pair, amount=amount, courses=about),
                CostShare(**pair, rate=draw(RATES), costs=tuple(costs), levers=levers, courses=about),
            ]
        )
    )
    since, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
    ends = since is None or until is None or since < until
    return replace(chosen, since=since, until=until if ends else None)


@st.composite
def terms(draw):
    kept = ()
    for clause in draw(st.lists(clauses(), max_size=5)):
        if not contradictions((*kept, clause), parties=PARTIES, owners=OWNERS):
            kept = (*kept, clause)
    agreed = draw(st.sampled_from([{}, draw(SHARE_TABLES)]))
    everything = Terms(clauses=kept).shares_everything
    window = draw(st.none() | st.integers(0, 365))
    base = draw(st.sampled_from(Base))
    lessons = {
        "consumed_courses": draw(st.sampled_from([(), ("J1",)])),
        "unused_after_days": draw(st.none() | st.integers(0, 730)),
    }
    return Terms(
        revenue_shares={} if everything else agreed,
        clauses=kept,
        refund_window_days=window,
        late_refunds=LateRefunds.SHARED if window is None else draw(st.sampled_from(LateRefunds)),
        rounding_order=draw(st.sampled_from([(), ("mingde",), ("mingde", "zhihai")])),
        base=base,
        **({} if base is Base.CASH else lessons),
    )


@settings(max_examples=150, deadline=None)
@given(wanted=terms())
def test_any_terms_come_back(wanted):
    programme = _programme()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "deal.toml"
        path.write_text("\n".join(terms_lines(wanted)), encoding="utf-8")
        assert read_deal(path, programme) == wanted
    assert replace(programme, terms=wanted).terms == wanted


_KNOWN = {}


def _programme():
    return _KNOWN["programme"]


@pytest.fixture(autouse=True)
def known(programme):
    _KNOWN["programme"] = programme


GUARANTEE = '[[terms.clause]]\nkind = "guarantee"\npayer = "zhihai"\npayee = "mingde"\namount = "5.00"\n'
SHARE = f'[[terms.clause]]\nkind = "share"\n{SHARES}\n'
CAP = '[[terms.clause]]\nkind = "cap"\nparty = "{party}"\namount = "1.00"\n'
COST = '[[terms.clause]]\nkind = "cost_share"\npayer = "zhihai"\npayee = "mingde"\nrate = "{rate}"\n'
RECOUP = '[[terms.clause]]\nkind = "recoup"\nparty = "mingde"\n'
TIERS = '[[terms.clause]]\nkind = "tiers"\ntiers = [{tiers}]\n'
TAX = '[[terms.clause]]\nkind = "deduction"\nname = "tax"\nrate = "{rate}"\n'
REFERRAL = '[[terms.clause]]\nkind = "referral"\nparty = "mingde"\nrate = "1/10"\n'
COUPON = '[[terms.clause]]\nkind = "coupon"\nparty = "mingde"\n'
HELD = '[[terms.clause]]\nkind = "holdback"\nparty = "mingde"\nrate = "2/3"\n'
FIRST = f'{{ from = "0", {SHARES} }}'


def tier(start):
    return f'{{ from = "{start}", {SHARES} }}'


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        (GUARANTEE.replace("guarantee", "garantee"), "files.unknown_word", "kind"),
        ("[[terms.clause]]\n", "files.missing_key", "kind"),
        (GUARANTEE.replace('payee = "mingde"', 'payee = "mingda"'), "files.unknown_word", "payee"),
        (GUARANTEE.replace("payee", "paye"), "files.unknown_key", "paye"),
        (GUARANTEE + 'courses = ["J9"]', "files.unknown_word", "courses"),
        (GUARANTEE.replace('"5.00"', '"-5.00"'), "files.negative", "amount"),
        (GUARANTEE.replace('"5.00"', '"5 USD"'), "files.wrong_type", "amount"),
        (GUARANTEE.replace('"5.00"', '"5.001"'), "money.too_many_digits", "amount"),
        (GUARANTEE.replace('"mingde"', '"zhihai"'), "deal.pays_itself", "payee"),
        (SHARE.replace('"1/2"', '"1/3"', 1), "files.shares_not_one", "shares"),
        (SHARE.replace("shares = {", "shares = [] #"), "files.wrong_type", "shares"),
        (SHARE.replace(SHARES, "shares = {}"), "files.shares_not_one", "shares"),
        (TIERS.format(tiers=tier("5")), "deal.thresholds_not_increasing", "tiers"),
        (TIERS.format(tiers=f"{FIRST}, {tier(9)}, {tier(9)}"), "deal.thresholds_not_increasing", "tiers"),
        (TIERS.format(tiers=f"{FIRST}, {{ to = 5 }}"), "files.wrong_type", "tiers[2]"),
        (TIERS.format(tiers=FIRST.replace("1/2", "1/3", 1)), "files.shares_not_one", "tiers[1].shares"),
        (RECOUP, "deal.recoup_of_what", "costs"),
        (f'{RECOUP}costs = ["spend"]\namount = "1"', "deal.recoup_of_what", "amount"),
        (f'{RECOUP}limit = "3"\namount = "1"', "deal.recoup_of_what", "amount"),
        (f'{RECOUP}costs = ["spent"]', "files.unknown_word", "costs"),
        (f'{RECOUP}costs = ["unit_costs"]\nlevers = ["tutors"]', "deal.levers_without_spend", "levers"),
        (f'{RECOUP}costs = ["spend"]\nlevers = ["tv"]', "files.unknown_word", "levers"),
        (f'{RECOUP}costs = ["spend"]\nlevers = ["short_video"]', "deal.lever_of_another", "levers"),
        (f'{COST.format(rate="1/2")}levers = ["short_video"]', "deal.lever_of_another", "levers"),
        (COST.format(rate="3/2"), "deal.rate_above_one", "rate"),
        (f"{COST.format(rate='1/2')}costs = []", "deal.no_costs", "costs"),
        (CAP.format(party="mingde") + 'to = ["mingde"]', "deal.rest_to_capped", "to"),
        (f"{GUARANTEE}from = 2026-10-15\nuntil = 2026-10-15", "deal.ends_before", "until"),
        (f'{GUARANTEE}from = "2026-10-32"', "files.wrong_type", "from"),
        (f'{GUARANTEE}per = "week"', "files.unknown_word", "per"),
        (f'{SHARE}bundle = ["J1"]', "deal.bundle_of_courses", "bundle"),
        (TAX.format(rate="3/2"), "deal.rate_of_all", "rate"),
        (f"{REFERRAL}level = 3", "deal.third_level", "level"),
        (f'{HELD}on = "completion"\ndays = 3', "deal.released_on", "days"),
        (f'{HELD}on = "days"', "deal.released_on", "days"),
        (f'{HELD}on = "satisfaction"\nrating = "4"\ndays = -1', "files.out_of_range", "days"),
    ],
)
def test_a_slip_in_a_clause_is_named(refusal, contents, text, code, column):
    found = refusal(with_terms(contents, f"[terms]\n{text}\n"))
    assert (code, f"terms.clause[1].{column}") in [(each.notice.code, each.place.column) for each in found]
    for each in found:
        assert each.say("en")
        assert each.say("zh")


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        (SHARE + SHARE, "deal.course_shared_twice", "courses"),
        (SHARE + f'{SHARE}courses = ["J1"]', "deal.course_shared_twice", "courses"),
        (GUARANTEE + GUARANTEE, "deal.same_promise", "payee"),
        (CAP.format(party="mingde") * 2, "deal.capped_twice", "party"),
        (CAP.format(party="mingde") + GUARANTEE, "deal.guarantee_above_cap", "amount"),
        (COST.format(rate="2/3") * 2, "deal.cost_reimbursed_twice", "rate"),
        (CAP.format(party="zhihai") + CAP.format(party="mingde"), "deal.nobody_takes_rest", "party"),
        (TAX.format(rate="1/2") + TAX.format(rate="2/3"), "deal.taken_off_twice", "rate"),
        (REFERRAL * 2, "deal.same_level", "level"),
        (COUPON * 2, "deal.coupon_twice", "coupons"),
        (f'{HELD}on = "completion"\n' * 2, "deal.held_twice", "rate"),
        (
            TIERS.format(tiers=FIRST) + f'mode = "retroactive"\n{HELD}on = "completion"\n',
            "deal.held_of_all",
            "kind",
        ),
        (f"{SHARE}until = 2026-10-16\n{SHARE}from = 2026-10-15", "deal.course_shared_twice", "courses"),
    ],
)
def test_clauses_that_contradict_each_other_are_refused(refusal, contents, text, code, column):
    found = refusal(with_terms(contents, f"[terms]\n{text}\n"))
    assert (code, f"terms.clause[2].{column}") in [(each.notice.code, each.place.column) for each in found]


@pytest.mark.parametrize("kind", [SHARE, GUARANTEE, CAP.format(party="mingde"), COST.format(rate="2/3")])
def test_clauses_that_follow_each_other_do_not_contradict(read, contents, kind):
    followed = f"[terms]\n{kind}until = 2026-10-15\n{kind}from = 2026-10-15\n"
    assert len(read(with_terms(contents, followed)).programme.terms.clauses) == 2


def test_planning_takes_the_clauses_of_the_first_day_and_refuses_what_it_cannot_foresee(read, contents):
    fee = '[[terms.clause]]\nkind = "retainer"\npayer = "zhihai"\npayee = "mingde"\namount = "3100"\n'
    later = f"{SHARE}from = 2026-12-01\n{CAP.format(party='mingde')}until = 2026-12-01\n"
    programme = read(with_terms(contents, f"[terms]\n{fee}{later}")).programme
    retained, capped = deal_of(programme).clauses
    # from 30 November 2026 over twelve weeks: one day of November, two months, 21 days of February
    months = 310_000 // 30 + 310_000 + 310_000 + 310_000 * 21 // 28
    assert retained == FixedFee(payer="zhihai", payee="mingde", amount=Money(months, "CNY"))
    assert capped == Cap(party="mingde", amount=yuan(1))
    require_foreseen(programme.terms)
    held = read(with_terms(contents, f'[terms]\n{HELD}on = "completion"\n')).programme
    assert deal_of(held).clauses == ()
    with pytest.raises(BadInput, match="holdback"):
        require_foreseen(held.terms)


def test_shares_beside_a_clause_for_all_courses_are_refused(refusal, contents):
    text = f'[terms]\nrevenue_shares = {{ zhihai = "1", mingde = "0" }}\n{SHARE}'
    (found,) = refusal(with_terms(contents, text))
    assert (found.notice.code, found.place.column) == ("deal.shares_beside_clause", "terms.revenue_shares")


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ('currency = "USD"\n', "deal.other_currency", "currency"),
        ("[[clause]]\n", "files.unknown_key", "clause"),
        ("terms = 5\n", "files.wrong_type", "terms"),
        ("[terms\n", "files.toml_syntax", None),
        (f"[terms]\n{GUARANTEE}".replace("5.00", "-1"), "files.negative", "terms.clause[1].amount"),
    ],
)
def test_slips_in_a_deal_file_are_named_in_that_file(programme, tmp_path, text, code, column):
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_deal(tmp_path / "other.toml", programme)
    found = refused.value.findings[0]
    assert (found.notice.code, found.place.file, found.place.column) == (code, "other.toml", column)


def test_a_deal_file_that_is_not_there_is_refused(programme, tmp_path):
    with pytest.raises(BadInput) as refused:
        read_deal(tmp_path / "none.toml", programme)
    assert refused.value.findings[0].notice.code == "files.unreadable"


DOCUMENT = Path(__file__).parents[2] / "docs" / "deals.md"


def test_the_example_of_the_document_is_a_deal(programme, tmp_path):
    (example,) = (
        block.partition("```")[0] for block in DOCUMENT.read_text(encoding="utf-8").split("```toml\n")[1:]
    )
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    kinds = [kind_of(clause) for clause in read_deal(tmp_path / "example.toml", programme).clauses]
    assert {*kinds, "share"} == set(KINDS)
    assert all(f"| `{kind}` |" in DOCUMENT.read_text(encoding="utf-8") for kind in KINDS)
