"""Notices about games between the parties of a programme."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

NO_LEVER = Notice(
    "structures.no_lever",
    Text(
        en="{parties} decides no lever and no price here, so there is nothing for it to respond with.",
        zh="{parties}在此没有可决定的杠杆或价格，因此无从应对他方。",
    ),
    Text(
        en="Add a lever of its own under [[lever]], or read its line as what the others leave it.",
        zh="请在 [[lever]] 中为其添加杠杆；否则其收益即为他方行动的结果。",
    ),
)
NO_REVENUE = Notice(
    "structures.no_revenue",
    Text(
        en="{parties} has levers but no share of any revenue they bring: deciding alone, it spends only what "
        "it must.",
        zh="{parties}有杠杆，却不分享由此带来的任何收入：各自决策时，除最低要求外不会投入。",
    ),
    Text(
        en="Give it a part under [terms] revenue_shares, or try one out: --shares {example}.",
        zh="请在 [terms] 的 revenue_shares 中给它一份，或先试算：--shares {example}。",
    ),
)
NO_SHARES_AGREED = Notice(
    "structures.no_shares_agreed",
    Text(
        en="No revenue shares are agreed, so each course's seller keeps all its revenue here; the other "
        "parties, deciding alone, then spend only what they must.",
        zh="尚未约定收入分成，此处按每门课程的全部收入归销售方计；其他各方独自决策时只会投入最低要求。",
    ),
    Text(
        en="Write shares under [terms] revenue_shares, or try some out: --shares {example}.",
        zh="请在 [terms] 的 revenue_shares 中写明分成，或先试算：--shares {example}。",
    ),
)
ONE_DECIDES = Notice(
    "structures.one_decides",
    Text(
        en="Only {parties} decides anything here: deciding alone and leading are the same.",
        zh="此处只有{parties}有可决定的事项：各自决策与由其领导并无区别。",
    ),
    Text(
        en="Give the others levers under [[lever]] if they have any.",
        zh="若其他各方有可用的杠杆，请写入 [[lever]]。",
    ),
)
NOT_THE_AIM = Notice(
    "structures.not_the_aim",
    Text(
        en="The programme aims at more than profit, but here every party plays for its profit alone, and "
        "together means the highest joint profit.",
        zh="该项目的目标不只是收益，而此处各方只追求自身收益，“共同决策”指联合收益最高。",
    ),
    Text(
        en="For the plan of the programme's own aim, use kuajie plan.",
        zh="按项目自身目标的方案请用 kuajie plan。",
    ),
)
BY_SLOPES = Notice(
    "structures.by_slopes",
    Text(
        en="The terms hold clauses whose payments bend or jump (guarantees, recoup, tiers, caps). They count "
        "here by what one more yuan brings each party at the plan of highest joint profit; far from it "
        "amounts are rough.",
        zh="条款中含有支付随结果转折或跳跃的内容（保底、回收成本、阶梯、封顶）。此处按联合收益最高方案处"
        "每多一元给各方带来多少来计；离该方案较远时金额较粗略。",
    ),
    Text(
        en="For exact amounts of any plan under these clauses, use kuajie deal.",
        zh="任一方案在这些条款下的确切金额请用 kuajie deal 计算。",
    ),
)
BAD_SHARES = Notice(
    "structures.bad_shares",
    Text(
        en="--shares needs a share of revenue for parties of the programme, together 1; got {given}.",
        zh="--shares 应为项目合作方的收入分成，合计为 1；而实际是 {given}。",
    ),
    Text(
        en="Write for example {example}; the parties are {known}.",
        zh="例如：{example}；合作方有 {known}。",
    ),
)
UNKNOWN_LEADER = Notice(
    "structures.unknown_leader",
    Text(
        en="{leader} is neither a party of the programme nor a role that one of them has.",
        zh="{leader} 既不是项目的合作方，也不是其中任何一方的角色。",
    ),
    Text(en="Name ids or roles of these: {known}.", zh="请填写以下合作方的 id 或角色：{known}。"),
)
