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
    Text(en="{remedy}.", zh="{remedy}。"),
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
NO_CASE = Notice(
    "games.no_case",
    Text(
        en="{key} must be one case or a list of cases, but is {value}.",
        zh="{key} 应为一个案例或案例列表，而实际是 {value}。",
    ),
    _DOC,
)
NOT_TOML = Notice(
    "games.not_toml",
    Text(en="The file is not valid TOML: {reason}.", zh="该文件不是合法的 TOML：{reason}。"),
    Text(en="Mend it there, or export it again.", zh="请在该处修正，或重新导出。"),
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
