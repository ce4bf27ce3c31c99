"""Notices about plans that no spend can satisfy."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

GROUP_BUDGET_TOO_SMALL = Notice(
    "planning.group_budget_too_small",
    Text(
        en="The levers of {group} need at least {needed}, but its budget is {limit}: too little for "
        "{levers} alone.",
        zh="{group} 的杠杆至少需要投入 {needed}，而其预算只有 {limit}：仅 {levers} 就已超出。",
    ),
    Text(
        en="Raise the budget of {group} by {missing}, or lower the least spend of its levers.",
        zh="请把 {group} 的预算提高 {missing}，或降低其杠杆的最低投入。",
    ),
)
TOTAL_BUDGET_TOO_SMALL = Notice(
    "planning.total_budget_too_small",
    Text(
        en="All levers together need at least {needed}, but the total budget is {limit}: too little for "
        "{levers} alone.",
        zh="全部杠杆合计至少需要投入 {needed}，而总预算只有 {limit}：仅 {levers} 就已超出。",
    ),
    Text(
        en="Raise the total budget by {missing}, or lower the least spend of some levers.",
        zh="请把总预算提高 {missing}，或降低部分杠杆的最低投入。",
    ),
)
LEAST_SPEND_OUT_OF_REACH = Notice(
    "planning.least_spend_out_of_reach",
    Text(
        en="Lever {lever} must be used with at least {needed} over the horizon, but its weekly limits allow "
        "only {limit}.",
        zh="杠杆 {lever} 在计划期内一旦使用至少需投入 {needed}，而每周上限合计只允许 {limit}。",
    ),
    Text(
        en="Raise the weekly limits of {lever}, or lower its least spend.",
        zh="请提高 {lever} 的每周上限，或降低其最低投入。",
    ),
)
PROFIT_FLOOR_OUT_OF_REACH = Notice(
    "planning.profit_floor_out_of_reach",
    Text(
        en="No plan was found whose expected joint profit reaches {floor}; the best one reaches {best}.",
        zh="找不到预期联合收益达到 {floor} 的方案；最好的方案为 {best}。",
    ),
    Text(
        en="Lower the profit floor to {best} or less, or widen budgets and prices.",
        zh="请把收益下限降到 {best} 或更低，或放宽预算与价格范围。",
    ),
)
NOTHING_TO_SELL = Notice(
    "planning.nothing_to_sell",
    Text(
        en="{parties} can sell none of the courses without the others.",
        zh="{parties} 离开其他合作方就没有任何课程可以售卖。",
    ),
    Text(
        en="Add a party that the courses require, or state a course of their own in programme.toml.",
        zh="请加入课程所要求的合作方，或在 programme.toml 中写明其自有课程。",
    ),
)
FIT_NOT_TRUSTED = Notice(
    "planning.fit_not_trusted",
    Text(
        en="The fit behind this plan did not pass its checks.",
        zh="本方案所依据的拟合没有通过检验。",
    ),
    Text(en="Mend the fit before acting on the plan.", zh="请先修正拟合，再执行方案。"),
)
HALO_LEFT_OUT = Notice(
    "planning.halo_left_out",
    Text(
        en="The plan does not count what its spend does to {party}'s own sales: by the fit they change by "
        "{change:+.1%} (90 % interval {lower:+.1%} to {upper:+.1%}) over the weeks planned.",
        zh="方案没有计入其投入对{party}自有销售的影响：按拟合结果，计划期内其自有销售变化 {change:+.1%}"
        "（90% 区间 {lower:+.1%} 至 {upper:+.1%}）。",
    ),
    Text(
        en="Count it beside joint profit before signing: sales lost there are a cost of the programme to "
        "that party, sales gained a reason to take part.",
        zh="签约前请在联合收益之外另行计入：自有销售的减少是该方参与合作的代价，增加则是其参与的理由。",
    ),
)
NOT_PLANNED_AS_SPEND = Notice(
    "planning.not_planned_as_spend",
    Text(
        en="The fit knows {levers} by how many people were reached and how often, which money alone does not "
        "decide; a plan needs their spend.",
        zh="拟合中的 {levers} 按触达人数与频次建模，而金额本身决定不了这两者；做方案需要其投入金额。",
    ),
    Text(
        en="Fit them on their spend, leaving out reach and frequency, and plan on that fit.",
        zh="请改用投入金额（不给触达与频次）重新拟合，再据此做方案。",
    ),
)
NO_MARGIN = Notice(
    "planning.no_margin",
    Text(
        en="{course} loses money at every price of its menu: even {price} leaves {net} after coupons and "
        "refunds, and an enrolment costs {cost}.",
        zh="{course} 在价目中的任何价格下都亏损：即使定价 {price}，扣除优惠与退款后只剩 {net}，"
        "而每次报名的成本为 {cost}。",
    ),
    Text(
        en="Correct unit_costs or price_choices in programme.toml, or take the course out of the programme.",
        zh="请更正 programme.toml 中的 unit_costs 或 price_choices，或把该课程移出合作项目。",
    ),
)
TOO_FEW_DRAWS = Notice(
    "planning.too_few_draws",
    Text(
        en="On fresh posterior draws the plan reaches {share:.0%} less than on those that found it.",
        zh="换用新的后验样本后，方案的结果比寻优时低 {share:.0%}。",
    ),
    Text(en="Plan with more draws: --draws 400.", zh="请用更多样本寻优：--draws 400。"),
)
PLAN_LOSES = Notice(
    "planning.plan_loses",
    Text(
        en="Even the best plan found is expected to lose money.",
        zh="即使是找到的最好方案，预期也会亏损。",
    ),
    Text(
        en="Change prices, unit costs or the courses before starting, or do not start.",
        zh="请先调整价格、单位成本或课程，否则不要启动。",
    ),
)
COOPERATION_LOSES = Notice(
    "planning.cooperation_loses",
    Text(
        en="Together the parties are expected to earn {loss} less than each alone.",
        zh="合作的预期收益比各自单干少 {loss}。",
    ),
    Text(
        en="Do not sign on these terms; look at which course or lever costs more than it brings.",
        zh="请勿按此签约；请检查哪门课程或哪个杠杆的成本高于收益。",
    ),
)
BELOW_FLOORS = Notice(
    "planning.below_floors",
    Text(
        en="Joint profit is expected to fall {loss} short of what the parties accept together.",
        zh="预期联合收益比各方可接受的下限之和少 {loss}。",
    ),
    Text(
        en="Lower a floor, raise a grant, or plan for less before signing.",
        zh="签约前请降低下限、增加资助，或缩小计划。",
    ),
)
LIMITS_CONTRADICT = Notice(
    "planning.limits_contradict",
    Text(
        en="No plan keeps all of these at once: {limits}.",
        zh="以下限制无法同时满足：{limits}。",
    ),
    Text(
        en="Relax any one of them in programme.toml; the others can stay.",
        zh="请在 programme.toml 中放宽其中任意一项，其余可保持不变。",
    ),
)
