"""Notices about what there is to share, and whom a split would not keep."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

JOINING_LOSES = Notice(
    "sharing.joining_loses",
    Text(
        en="{first} and {second} are expected to earn {loss} less together than each on its own.",
        zh="{first} 与 {second} 合作的预期收益比各自经营之和少 {loss}。",
    ),
    Text(
        en="Let them plan on their own, or look at which course or limit makes them stand in each other's "
        "way.",
        zh="请让它们各自做方案，或检查是哪门课程、哪条限制使它们互相妨碍。",
    ),
)
EMPTY_CORE = Notice(
    "sharing.empty_core",
    Text(
        en="No split keeps everybody: however the joint profit is divided, some parties gain at least {gain} "
        "by leaving together.",
        zh="没有任何分配能留住所有合作方：无论怎样分配联合收益，总有几方一起退出后至少多得 {gain}。",
    ),
    Text(
        en="The nearest there is: {shares}; nobody then gains more than that by leaving. Joint profit would "
        "have to be {missing} higher, or the parties who would leave be bound by the terms.",
        zh="最接近的分配为：{shares}；此时任何一方或几方退出后的所得都不超过上述金额。要完全留住各方，"
        "联合收益须再高 {missing}，或在合作条款中约束可能退出的各方。",
    ),
)
ADDS_NOTHING = Notice(
    "sharing.adds_nothing",
    Text(
        en="{party} adds nothing to any coalition beyond what it earns on its own.",
        zh="{party} 加入任何联盟都不带来增量，只有自己单独经营的收益。",
    ),
    Text(
        en="Give it a course or a lever that the others need, or leave it out; a fair share is what it earns "
        "alone.",
        zh="请为其安排其他方需要的课程或杠杆，或不让其加入；其公平份额就是单独经营的收益。",
    ),
)
GAPS_NOT_PROVED = Notice(
    "sharing.gaps_not_proved",
    Text(
        en="How much better {count} of {of} coalitions could do was not proved ({first} among them), so the "
        "intervals of shares leave that out.",
        zh="{of} 个联盟中有 {count} 个（如 {first}）未能证明最多还能好多少，份额区间没有计入这一点。",
    ),
    Text(
        en="Plan with fewer levers with set-up costs or shorter menus of prices, if this matters.",
        zh="如有必要，请减少带启动成本的杠杆或缩短价格选单后再做方案。",
    ),
)
RULE_NOT_STABLE = Notice(
    "sharing.rule_not_stable",
    Text(
        en="Under {rule}, {who} would together earn {amount} more without the others.",
        zh="按{rule}，{who} 离开其他各方可合计多得 {amount}。",
    ),
    Text(
        en="Settle by a rule under which nobody gains by leaving: {others}.",
        zh="请改用没有任何一方会退出的规则：{others}。",
    ),
)
NOT_EVERY_COALITION = Notice(
    "sharing.not_every_coalition",
    Text(
        en="{parties} parties have {all} coalitions, of which {planned} were planned: Shapley values are "
        "estimates with sampling errors, and nobody is known to walk away only among those planned.",
        zh="{parties} 方共有 {all} 个联盟，其中 {planned} 个已做方案：沙普利值为带抽样误差的估计，"
        "“没有谁会退出”也只针对已做方案的联盟。",
    ),
    Text(
        en="Raise --coalitions for smaller errors. The nucleolus needs every coalition and is left out.",
        zh="提高 --coalitions 可减小误差。核仁需要全部联盟的价值，此处不计算。",
    ),
)
PATIENCE_OUT_OF_RANGE = Notice(
    "sharing.patience_out_of_range",
    Text(
        en="Patience names every party with a number above 0 and below 1, but got {given}.",
        zh="耐心程度须为每一方给出大于 0、小于 1 的数，而这里是 {given}。",
    ),
    Text(
        en="Write for example --patience {example}: what one yuan a round of offers later is worth to each.",
        zh="例如 --patience {example}：表示一轮出价之后的 1 元对该方现在值多少。",
    ),
)
RULE_LEFT_OUT = Notice(
    "sharing.rule_left_out",
    Text(
        en="{rule} has no answer here: {reason}",
        zh="{rule}在此没有结果：{reason}",
    ),
    Text(
        en="Look at the other rules.",
        zh="请看其他规则的结果。",
    ),
)
