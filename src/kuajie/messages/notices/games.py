"""Notices about the literature's game models."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

_DOC = Text(en="docs/games.md lists every model and its inputs.", zh="docs/games.md 列出了所有模型及其输入。")

BEYOND_NUMBERS = Notice(
    "games.beyond_numbers",
    Text(
        en="These inputs are so large or so small that the answer cannot be held in numbers.",
        zh="这些输入过大或过小，答案已超出可表示的数值范围。",
    ),
    Text(
        en="State money and enrolments in other units, or check exponents and costs for slips.",
        zh="请更换金额与人数的单位，或检查指数与成本是否有误。",
    ),
)
PARTY_LOSES = Notice(
    "games.party_loses",
    Text(
        en="{parties} would earn less than nothing here and would rather stay away.",
        zh="{parties} 在此的收益为负，宁可不参与。",
    ),
    Text(
        en="Do not rely on it unless something else makes up for the loss; check margins against costs.",
        zh="除非另有补偿，请勿依据此行；请核对毛利与成本。",
    ),
)
NO_INTERIOR = Notice(
    "games.no_interior",
    Text(
        en="There is no equilibrium in which both spend something: {reason}.",
        zh="不存在双方都有投入的均衡：{reason}。",
    ),
    Text(
        en="Raise margins or the demand that can be reached, or lower what spend has to make up for.",
        zh="请提高毛利或可达到的需求，或降低投入所需弥补的部分。",
    ),
)
UNBOUNDED_GAME = Notice(
    "games.unbounded",
    Text(
        en="Profit has no limit here: {reason}.",
        zh="此处的收益没有上限：{reason}。",
    ),
    Text(en="{remedy}", zh="{remedy}"),
)
UNKNOWN_MODEL = Notice(
    "games.unknown_model",
    Text(en="{key} names no model that is known: {value}.", zh="{key} 不是已知的模型：{value}。"),
    Text(
        en="Choose one of {known}; docs/games.md explains them.", zh="可选：{known}；说明见 docs/games.md。"
    ),
)
UNKNOWN_STRUCTURE = Notice(
    "games.unknown_structure",
    Text(
        en="{key} is {value}, which the model {model} does not have.",
        zh="{key} 为 {value}，而模型 {model} 没有这种结构。",
    ),
    Text(
        en="Choose one of {known}, or leave {key} out to compare all.",
        zh="可选：{known}；省略 {key} 则比较全部结构。",
    ),
)
UNUSED_INPUT = Notice(
    "games.unused_input",
    Text(en="The model {model} does not use {key}.", zh="模型 {model} 不使用 {key}。"),
    Text(en="Leave it out, or check its spelling. {known}", zh="请删去，或检查拼写。{known}"),
)
MISSING_INPUT = Notice(
    "games.missing_input",
    Text(en="{key} is missing: {meaning}.", zh="缺少 {key}：{meaning}。"),
    _DOC,
)
NOT_A_BOX = Notice(
    "games.not_a_box",
    Text(
        en="{key} must be two numbers, the lower first, but is {value}.",
        zh="{key} 应为由小到大的两个数，而实际是 {value}。",
    ),
    _DOC,
)
NOT_NUMBERS = Notice(
    "games.not_numbers",
    Text(
        en="{key} must be a list of {count} finite numbers, but is {value}.",
        zh="{key} 应为含 {count} 个有限数的列表，而实际是 {value}。",
    ),
    _DOC,
)
NO_INPUTS = Notice(
    "games.no_inputs",
    Text(
        en="{key} must hold the numbers of the model {model} by name.",
        zh="{key} 应按名称给出模型 {model} 的各个数。",
    ),
    Text(en="Give at least {needed}.", zh="至少应给出 {needed}。"),
)
NO_CASE = Notice(
    "games.no_case",
    Text(
        en="{key} must be one case or a list of cases, but is {value}.",
        zh="{key} 应为一个案例或案例列表，而实际是 {value}。",
    ),
    _DOC,
)
NEGATIVE_SALES = Notice(
    "games.negative_sales",
    Text(
        en="Sales come out at {sales}: with these numbers the effort is not worth making.",
        zh="销量为 {sales}：按这些数值，投入并不值得。",
    ),
    Text(
        en="Raise the limit of sales, or lower the scale of what is lost without effort.",
        zh="请提高销量上限，或降低缺少投入时的损失规模。",
    ),
)
BIASED_REST = Notice(
    "games.biased_rest",
    Text(
        en="Weight decay holds efforts below their best and loses {lost} of profit.",
        zh="权重衰减使投入低于最优，损失收益 {lost}。",
    ),
    Text(en="Set lam to 0 where decisions are sought.", zh="求解决策时请把 lam 设为 0。"),
)
OVERSHOOTS = Notice(
    "games.overshoots",
    Text(
        en="Steps of eta = {eta} overshoot and never come to rest.",
        zh="步长 eta = {eta} 过大，迭代永远不会停下。",
    ),
    Text(en="Choose eta below {most}.", zh="请把 eta 设为小于 {most} 的值。"),
)
NO_SURPLUS = Notice(
    "games.no_surplus",
    Text(
        en="Together there is {total}, less than the {alone} the parties have apart: nothing can be divided.",
        zh="合作共得 {total}，少于各方单独所得之和 {alone}：没有可分的盈余。",
    ),
    Text(
        en="Check total and d, or do not cooperate on these terms.",
        zh="请核对 total 与 d，或不按此条件合作。",
    ),
)
NOTHING_TO_GAIN = Notice(
    "games.nothing_to_gain",
    Text(
        en="From d = ({d}) nobody can gain on this frontier without the other losing.",
        zh="从 d = ({d}) 出发，在该前沿上任何一方都无法在不损害对方的情况下获益。",
    ),
    Text(
        en="State a disagreement point below the frontier, or the frontier's other end.",
        zh="请给出位于前沿之内的谈判破裂点，或核对前沿。",
    ),
)
FRONTIER_NOT_REACHED = Notice(
    "games.frontier_not_reached",
    Text(
        en="From d = ({d}) no frontier is met in some direction: d lies beyond it, or gains have no end.",
        zh="从 d = ({d}) 出发，某些方向上遇不到前沿：d 已在前沿之外，或收益没有上限。",
    ),
    Text(
        en="State a frontier that bounds what both parties can reach, and a d within it.",
        zh="请给出能限制双方收益的前沿，且 d 在其之内。",
    ),
)
BAD_FRONTIER = Notice(
    "games.bad_frontier",
    Text(
        en="{key} cannot be read as a frontier: {reason}.",
        zh="无法把 {key} 读作前沿：{reason}。",
    ),
    Text(
        en='Write an equation such as "u1^2 + u2^2 = 1", or points such as [[0, 4], [3, 2], [5, 0]].',
        zh='请写方程，例如 "u1^2 + u2^2 = 1"，或点的列表，例如 [[0, 4], [3, 2], [5, 0]]。',
    ),
)
BAD_LAW = Notice(
    "games.bad_law",
    Text(
        en="{key} is {law}, which needs the parameters {needed} beside it.",
        zh="{key} 为 {law}，需要在旁边给出参数 {needed}。",
    ),
    Text(en="Add {missing} to the inputs.", zh="请在输入中补上 {missing}。"),
)
NOT_WEIGHTS = Notice(
    "games.not_weights",
    Text(
        en="{key} must hold numbers that are not negative, one above zero at least, but is {value}.",
        zh="{key} 应为非负数且至少一个大于零，而实际是 {value}。",
    ),
    _DOC,
)
DIFFERENT_LENGTHS = Notice(
    "games.different_lengths",
    Text(
        en="{key} and {others} must have as many entries, one per party.",
        zh="{key} 与 {others} 的项数应相同，每方一项。",
    ),
    _DOC,
)
