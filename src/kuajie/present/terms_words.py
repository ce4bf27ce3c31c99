"""The sentences about designed terms: what they are for, why these, what coordinates, who would leave."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.domain.terms import Aim
from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie.usecases.plan_keeping import Temptation
from kuajie.usecases.terms_answer import FamilyTerms, LeverChange, PartyUnderTerms, TermsAnswer

SMALL = 0.001
"""Gains below this part of joint profit are as good as none."""

BY_RULE = Text(
    en="The plan earns {joint} together (90 % interval {range}), outside profit not counted. Terms are to "
    "bring every party its share by {rule}.",
    zh="方案的联合收益为 {joint}（90% 区间 {range}），不含项目外收益。条款应使各方得到按{rule}应得的份额。",
)
GIVEN = Text(
    en="The plan earns {joint} together (90 % interval {range}), outside profit not counted. Terms are to "
    "bring every party the share asked for.",
    zh="方案的联合收益为 {joint}（90% 区间 {range}），不含项目外收益。条款应使各方得到所要求的份额。",
)
JUDGED = Text(
    en="Leaving the plan: a party changes its own levers, and prices of what it sells, while the others keep "
    "to it; judged on the {draws} draws that found the plan, where it earns {found}. Each alone: where "
    "everybody ends up who looks after itself under these terms. Losses: in {horizons} random horizons.",
    zh="偏离方案：一方改变自己的杠杆及所售课程的价格，其他各方仍按方案行事；以找到方案的 {draws} 个样本评判，"
    "方案在其中的联合收益为 {found}。各自决策：在这些条款下各方只顾自身利益时最终的结果。"
    "亏损概率来自 {horizons} 次随机情景。",
)
BENCHMARK = Text(
    en="The benchmark: with revenue and every cost shared at the same rates, each party's profit is a fixed "
    "part of joint profit, so leaving gains nobody more than {same}. With revenue alone shared it gains up "
    "to {alone}, and {lost} of joint profit is lost when everybody looks after itself.",
    zh="基准：收入与全部成本按同一比例分摊时，每一方的收益都是联合收益的固定一份，偏离方案最多只多得 {same}；"
    "只分收入时，偏离最多可多得 {alone}，各方都只顾自己则联合收益损失 {lost}。",
)
OTHER_AIM = Text(
    en="The benchmark: with revenue and every cost shared at the same rates, each party's profit is a fixed "
    "part of joint profit. This plan is made for something else, so leaving still gains up to {same}; with "
    "revenue alone shared it gains up to {alone}.",
    zh="基准：收入与全部成本按同一比例分摊时，每一方的收益都是联合收益的固定一份。本方案另有目标，因此偏离仍可"
    "多得至多 {same}；只分收入时，偏离最多可多得 {alone}。",
)
UNREACHED = Text(
    en="{title} cannot reach this split: the nearest shares ({shares}) leave {offs}.",
    zh="{title}达不到这一分配：最接近的比例（{shares}）下，{offs}。",
)
UNREACHED_PLAIN = Text(
    en="{title} cannot reach this split: the nearest leaves {offs}.",
    zh="{title}达不到这一分配：最接近时，{offs}。",
)
PART = Text(en="{party} {share}", zh="{party} {share}")
MORE = Text(en="{party} {amount} too much", zh="{party}多得 {amount}")
LESS = Text(en="{party} {amount} too little", zh="{party}少得 {amount}")
KEEPS = Text(
    en="Why these: they reach the split and keep the plan by themselves; nobody gains more than {most} by "
    "leaving it.",
    zh="理由：能达到目标分配，方案也能自行维持：任何一方偏离最多多得 {most}。",
)
KEEPS_BEST = Text(
    en="Why these: of the terms that reach the split they tempt the parties least to leave the plan, though "
    "not little: up to {most}. Agree on levers and prices as well, and check them.",
    zh="理由：在能达到目标分配的条款中，偏离方案的诱因最小，但仍有：最多可多得 {most}。"
    "请把杠杆投入与价格一并写入协议并核对。",
)
ASKED = Text(
    en="These are the terms asked for. Under them leaving the plan gains up to {most}.",
    zh="这是所要求的条款类型。在其之下，偏离方案最多可多得 {most}。",
)
NEAREST = Text(
    en="No terms tried reach the split; these come nearest.",
    zh="所试的条款都达不到这一分配；这些最接近。",
)
PROVED = Text(en=" That nobody gains more than {most} is proved.", zh="已证明任何一方最多多得 {most}。")
NOT_PROVED = Text(
    en=" Gains are of the best deviations found; that none is better is not proved.",
    zh="以上是找到的最有利的偏离，尚未证明没有更有利的。",
)
WHY_KEPT = {
    "revenue_and_cost_share": Text(
        en=" What is best for all is best for each then, whatever the shares.",
        zh="此时对整体最好的，对每一方也最好，与比例高低无关。",
    ),
    "recoup_first": Text(
        en=" While revenue covers costs, everybody's profit is a fixed part of joint profit; short of that, "
        "who is repaid last bears what is missing (joint loss: {loss}).",
        zh="只要收入足以偿还成本，每一方的收益就是联合收益的固定一份；不足时，最后受偿的一方承担缺口"
        "（出现联合亏损的概率：{loss}）。",
    ),
}
RISK = Text(
    en=" The largest chance that a party makes a loss is {chance}.", zh="各方中最大的亏损概率：{chance}。"
)
EXACT = Text(
    en="Expected profits meet the target to the smallest coin.", zh="预期收益与目标一致，精确到最小货币单位。"
)
ROUNDED = Text(
    en="Expected profits meet the target to {off}: what rounding the shares leaves. A fixed fee would take "
    "that away too.",
    zh="预期收益与目标相差至多 {off}，由比例取整所致；加一笔固定费用即可消除。",
)
LEAVES = Text(
    en="Alone, {party} would {changes}: {gain} more for itself, {others} for the others.",
    zh="单独偏离时，{party}会{changes}：自己多得 {gain}，其他各方{others}。",
)
OTHERS_LOSE = Text(en="{amount} less", zh="少得 {amount}")
OTHERS_GAIN = Text(en="{amount} more", zh="多得 {amount}")
RAISE = Text(en="raise {title} from {before} to {after}", zh="把{title}从 {before} 增至 {after}")
LOWER = Text(en="cut {title} from {before} to {after}", zh="把{title}从 {before} 减至 {after}")
PRICE_UP = Text(
    en="raise the price of {title} from {before} to {after}", zh="把{title}的价格从 {before} 提至 {after}"
)
PRICE_DOWN = Text(
    en="cut the price of {title} from {before} to {after}", zh="把{title}的价格从 {before} 降至 {after}"
)
SHOWN = 4
"""So many changes are told of each party, the largest."""


def say_opening(answer: TermsAnswer, reader: Reader) -> str:
    """Return what there is to share, and by which rule."""
    facts = {"joint": reader.money(answer.joint.mean), "range": reader.money_range(answer.joint)}
    if answer.rule is None:
        return reader.say(GIVEN, **facts)
    return reader.say(BY_RULE, rule=reader.say(answer.rule), **facts)


def say_judged(answer: TermsAnswer, reader: Reader) -> str:
    """Return what leaving the plan means, and on which draws it is judged."""
    found, horizons = reader.money(answer.joint_found), reader.count(answer.horizons)
    return reader.say(JUDGED, draws=answer.draws, found=found, horizons=horizons)


def say_benchmark(answer: TermsAnswer, reader: Reader) -> Iterator[str]:
    """Yield what sharing costs as well as revenue is worth; nothing where there is no revenue to share."""
    designed = {family.family: family for family in answer.families}
    revenue, both = designed.get("revenue_share"), designed.get("revenue_and_cost_share")
    if revenue is not None and both is not None:
        at_profit = answer.programme.objective.aim is Aim.PROFIT
        yield reader.say(
            BENCHMARK if at_profit else OTHER_AIM,
            same=reader.money(most_gain(both)),
            alone=reader.money(most_gain(revenue)),
            lost=reader.money(max(0.0, answer.joint_found - revenue.joint_alone)),
        )


def most_gain(family: FamilyTerms) -> float:
    """Return the largest gain of leaving the plan, or what is proved that none exceeds."""
    return max(party.gain for party in family.parties)


def say_unreached(answer: TermsAnswer, reader: Reader) -> Iterator[str]:
    """Yield, for every kind of terms that cannot reach the target, the nearest it comes."""
    for family in answer.families:
        if not family.reached:
            shares = [
                reader.say(PART, party=answer.programme.party(party).name, share=reader.fine_share(share))
                for party, share in family.shares.items()
            ]
            offs = reader.listing([_off(party, reader) for party in family.parties if abs(party.off) >= 0.5])
            text = UNREACHED if shares else UNREACHED_PLAIN
            yield reader.say(text, title=reader.say(family.title), shares=reader.listing(shares), offs=offs)


def _off(party: PartyUnderTerms, reader: Reader) -> str:
    text = MORE if party.off > 0.0 else LESS
    return reader.say(text, party=party.name, amount=reader.money(abs(party.off)))


def say_reasons(answer: TermsAnswer, family: FamilyTerms, reader: Reader) -> str:
    """Return why these terms: what they reach, keep and risk."""
    most = most_gain(family)
    quiet = most <= SMALL * abs(answer.joint.mean)
    text = NEAREST if not family.reached else KEEPS if quiet else KEEPS_BEST
    said = reader.say(ASKED if answer.asked and family.reached else text, most=reader.money(most))
    why = WHY_KEPT.get(family.family.removesuffix("_plus_fee"))
    if quiet and why is not None:
        said += reader.say(why, loss=reader.chance(answer.chance_of_joint_loss))
    bounds = [party.most for party in family.parties]
    if all(bound is not None for bound in bounds):
        proved = max(bound for bound in bounds if bound is not None)
        said += reader.say(PROVED, most=reader.money(proved))
    else:
        said += reader.say(NOT_PROVED)
    risk = max(party.chance_of_loss for party in family.parties)
    return said + reader.say(RISK, chance=reader.chance(risk))


def say_exactness(answer: TermsAnswer, family: FamilyTerms, reader: Reader) -> str:
    """Return how near expected profits come to the target."""
    del answer
    off = max(abs(party.off) for party in family.parties)
    return reader.say(EXACT) if off < 0.05 else reader.say(ROUNDED, off=reader.money(off))


def say_changes(answer: TermsAnswer, family: FamilyTerms, reader: Reader) -> Iterator[str]:
    """Yield what each party would do that gains by leaving the plan."""
    for party in family.parties:
        if party.gain > SMALL * abs(answer.joint.mean) and party.changes:
            yield say_leaving(party, reader)


def say_leaving(party: PartyUnderTerms | Temptation, reader: Reader) -> str:
    """Return what a party would do that leaves the plan alone, and what it and the others have of it."""
    changes = [_change(change, reader) for change in party.changes[:SHOWN]]
    others = OTHERS_LOSE if party.others < 0.0 else OTHERS_GAIN
    return reader.say(
        LEAVES,
        party=party.name,
        changes=reader.listing(changes),
        gain=reader.money(party.gain),
        others=reader.say(others, amount=reader.money(abs(party.others))),
    )


def _change(change: LeverChange, reader: Reader) -> str:
    rises = change.after > change.before
    if change.price:
        text, amount = PRICE_UP if rises else PRICE_DOWN, reader.price
    else:
        text, amount = RAISE if rises else LOWER, reader.money
    return reader.say(text, title=change.title, before=amount(change.before), after=amount(change.after))
