"""The table of split rules: one row per rule, with what it means and why a share is what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kuajie.domain.panel import Floats
from kuajie.messages import Text
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.equal_surplus import equal_surplus
from kuajie.sharing.rules.kalai_smorodinsky import kalai_smorodinsky
from kuajie.sharing.rules.nash_bargaining import nash_bargaining
from kuajie.sharing.rules.nucleolus import nucleolus, prenucleolus
from kuajie.sharing.rules.proportional import proportional
from kuajie.sharing.rules.rubinstein import rubinstein
from kuajie.sharing.rules.shapley import shapley
from kuajie.sharing.worths import Worths

Divide = Callable[[Worths, Bargaining], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRule:
    """A way to divide joint profit.

    ``divide`` returns shares of shape ``(party, draw)``. ``principle`` says what the rule is, ``reason`` why
    a party's share is what it is; together they are the rule's explanation.
    """

    name: str
    title: Text
    principle: Text
    reason: Text
    divide: Divide


def _of_worths(divide: Callable[[Worths], Floats]) -> Divide:
    """Return a rule that looks at worths only, in the form that all rules have."""

    def division(worths: Worths, bargaining: Bargaining) -> Floats:
        del bargaining
        return divide(worths)

    return division


_ROWS = (
    SplitRule(
        name="nash_bargaining",
        title=Text(en="Nash bargaining", zh="纳什谈判解"),
        principle=Text(
            en="Each party first keeps what it would earn without cooperation, and what cooperation adds is "
            "divided by bargaining weight.",
            zh="各方先保留不合作时的收益，合作带来的增量再按谈判权重分配。",
        ),
        reason=Text(
            en="A share is the party's profit without cooperation plus its part, by bargaining weight, of "
            "what cooperation adds.",
            zh="每一方的份额等于其不合作时的收益，加上按谈判权重分得的合作增量。",
        ),
        divide=nash_bargaining,
    ),
    SplitRule(
        name="kalai_smorodinsky",
        title=Text(en="Kalai-Smorodinsky", zh="卡莱-斯莫罗丁斯基解"),
        principle=Text(
            en="All parties reach the same part of the best they could hope for.",
            zh="各方达到各自最好结局的比例相同。",
        ),
        reason=Text(
            en="A share rises above the profit without cooperation until every party has come equally far "
            "towards its own best case.",
            zh="每一方的份额从不合作时的收益起增加，直到各方离自己的最好结局同样近。",
        ),
        divide=kalai_smorodinsky,
    ),
    SplitRule(
        name="rubinstein",
        title=Text(en="Alternating offers", zh="轮流出价解"),
        principle=Text(
            en="The parties make offers in turn, and delay costs each of them something.",
            zh="各方轮流出价，每拖延一轮都要付出代价。",
        ),
        reason=Text(
            en="A share is what the party would accept now rather than wait for its own next offer, so "
            "patience and proposing first are worth money.",
            zh="每一方的份额恰好使其愿意现在接受而不等到自己下一轮出价，因此更有耐心和先出价的一方得到更多。",
        ),
        divide=rubinstein,
    ),
    SplitRule(
        name="shapley",
        title=Text(en="Shapley value", zh="沙普利值"),
        principle=Text(
            en="Each party gets what it adds, averaged over every order in which the parties could "
            "have joined.",
            zh="各方得到其加入所带来的增量在所有加入顺序下的平均值。",
        ),
        reason=Text(
            en="A share is the average of what the party adds to the coalitions it could join.",
            zh="每一方的份额是其加入各种联盟时所带来增量的平均值。",
        ),
        divide=_of_worths(shapley),
    ),
    SplitRule(
        name="nucleolus",
        title=Text(en="Nucleolus", zh="核仁"),
        principle=Text(
            en="The largest complaint of any coalition is made as small as possible, then the next largest, "
            "and nobody gets less than it earns alone.",
            zh="先使各联盟中最大的不满尽可能小，再依次减小其次的不满，且任何一方不低于其单独经营的收益。",
        ),
        reason=Text(
            en="A share is set so that no coalition's reason to walk away can shrink without a stronger one "
            "growing.",
            zh="每一方的份额使任何联盟的退出理由都不能再减弱，除非让更强的退出理由变得更强。",
        ),
        divide=_of_worths(nucleolus),
    ),
    SplitRule(
        name="prenucleolus",
        title=Text(en="Prenucleolus", zh="预核仁"),
        principle=Text(
            en="The largest complaint of any coalition is made as small as possible, then the next largest, "
            "even if a party then gets less than it earns alone.",
            zh="先使各联盟中最大的不满尽可能小，再依次减小其次的不满，即使某一方因此低于其单独经营的收益。",
        ),
        reason=Text(
            en="A share levels the complaints of all coalitions, single parties counting no more than "
            "others.",
            zh="每一方的份额使所有联盟的不满趋于均衡，单个合作方与其他联盟同等对待。",
        ),
        divide=_of_worths(prenucleolus),
    ),
    SplitRule(
        name="equal_surplus",
        title=Text(en="Equal surplus", zh="均分盈余"),
        principle=Text(
            en="Each party keeps what it earns alone, and the rest is divided equally.",
            zh="各方保留单独经营的收益，其余部分平均分配。",
        ),
        reason=Text(
            en="A share is what the party earns alone plus an equal part of what remains.",
            zh="每一方的份额等于其单独经营的收益加上剩余部分的均等份额。",
        ),
        divide=_of_worths(equal_surplus),
    ),
    SplitRule(
        name="proportional",
        title=Text(en="Proportional", zh="按比例分配"),
        principle=Text(
            en="Joint profit is divided in proportion to what each party earns alone.",
            zh="联合收益按各方单独经营的收益比例分配。",
        ),
        reason=Text(
            en="A share is the same multiple of what each party earns alone.",
            zh="每一方的份额都是其单独经营收益的同一倍数。",
        ),
        divide=_of_worths(proportional),
    ),
)

SPLIT_RULES: Mapping[str, SplitRule] = MappingProxyType({rule.name: rule for rule in _ROWS})
