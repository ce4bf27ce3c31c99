"""Notices about budget instances: single JSON files with known responses."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

_SCHEMA = Text(
    en="docs/solve.md lists every key with an example.",
    zh="docs/solve.md 列出了所有键并附有示例。",
)

NOT_JSON = Notice(
    "instances.not_json",
    Text(en="The file is not valid JSON: {reason}.", zh="该文件不是合法的 JSON：{reason}。"),
    Text(en="Mend it there, or export it again.", zh="请在该处修正，或重新导出。"),
)
NOT_AN_OBJECT = Notice(
    "instances.not_an_object",
    Text(en="{key} must be a JSON object, but is {value}.", zh="{key} 应为 JSON 对象，而实际是 {value}。"),
    _SCHEMA,
)
NOT_A_LIST = Notice(
    "instances.not_a_list",
    Text(
        en="{key} must be a list with at least one entry, but is {value}.",
        zh="{key} 应为至少含一项的列表，而实际是 {value}。",
    ),
    _SCHEMA,
)
MISSING_KEY = Notice(
    "instances.missing_key",
    Text(en="{key} is missing.", zh="缺少 {key}。"),
    _SCHEMA,
)
NOT_A_NUMBER = Notice(
    "instances.not_a_number",
    Text(en="{key} must be a finite number, but is {value}.", zh="{key} 应为有限的数，而实际是 {value}。"),
    Text(
        en="Write a number without quotes; leave out a limit that does not exist.",
        zh="请写不带引号的数；不存在的上限请直接省略。",
    ),
)
NUMBER_OUT_OF_RANGE = Notice(
    "instances.number_out_of_range",
    Text(en="{key} must be {rule}, but is {value}.", zh="{key} 应{rule}，而实际是 {value}。"),
    Text(en="Correct {key} in the file.", zh="请在文件中更正 {key}。"),
)
UNKNOWN_CHOICE = Notice(
    "instances.unknown_choice",
    Text(en="{key} is {value}, which is not known.", zh="{key} 为 {value}，无法识别。"),
    Text(en="Choose one of {known}.", zh="可选：{known}。"),
)
WRONG_LENGTH = Notice(
    "instances.wrong_length",
    Text(
        en="{key} has {count} values, but there are {weeks} periods.",
        zh="{key} 有 {count} 个值，而共有 {weeks} 期。",
    ),
    Text(en="Give one value per period, or a single number.", zh="请为每期各给一个值，或只给一个数。"),
)
REPEATED_ID = Notice(
    "instances.repeated_id",
    Text(en="Two channels are called {value}.", zh="有两个渠道都叫 {value}。"),
    Text(en="Give every channel an id of its own.", zh="请为每个渠道取不同的 id。"),
)
NEGATIVE_MARGIN = Notice(
    "instances.negative_margin",
    Text(
        en="unit_margin is {value}: every enrolment loses money, so no spend could ever pay.",
        zh="unit_margin 为 {value}：每个报名都亏钱，任何投入都不可能划算。",
    ),
    Text(
        en="Check the margin's sign, or change price and unit costs before planning.",
        zh="请检查该利润的正负号，或先调整价格与单位成本再做方案。",
    ),
)
NO_SEATS = Notice(
    "instances.no_seats",
    Text(
        en="capacity is zero in every period: nothing can be sold.",
        zh="capacity 在每一期都为零：什么也卖不出去。",
    ),
    Text(
        en="State the seats of each period, or leave capacity out where seats do not run out.",
        zh="请写明每期的名额；名额不受限时请省略 capacity。",
    ),
)
PRICE_BELOW_COST = Notice(
    "instances.price_below_cost",
    Text(
        en="Even at the highest price, {highest}, an enrolment leaves {unit} after refunds and var_cost.",
        zh="即使按最高价 {highest}，扣除退款与 var_cost 后每个报名也只剩 {unit}。",
    ),
    Text(
        en="Raise price.max above {needed}, or lower price.var_cost.",
        zh="请把 price.max 提高到 {needed} 以上，或降低 price.var_cost。",
    ),
)
UNBOUNDED = Notice(
    "instances.unbounded",
    Text(
        en="Nothing limits the spend of {channels}, and ever more of it could pay: there is no best plan.",
        zh="{channels} 的投入没有任何上限，而投入越多可能越划算：最优方案不存在。",
    ),
    Text(
        en="Give the channel a max, or a budget that includes it.",
        zh="请为该渠道设定 max，或设定包含它的预算。",
    ),
)
PRODUCT_NEEDS_ONE_PERIOD = Notice(
    "instances.product_needs_one_period",
    Text(
        en='The coupling "product" is defined for T = 1, but T is {weeks}.',
        zh='"product" 耦合只适用于 T = 1，而 T 为 {weeks}。',
    ),
    Text(
        en='Set T to 1, or use the coupling "sum".',
        zh='请把 T 设为 1，或改用 "sum" 耦合。',
    ),
)
LIMITS_IN_CONFLICT = Notice(
    "instances.limits_in_conflict",
    Text(
        en="These limits cannot hold together; without any one of them the rest could: {limits}.",
        zh="以下限制无法同时满足，去掉其中任何一条，其余即可满足：{limits}。",
    ),
    Text(en="Loosen one of them.", zh="请放宽其中一条。"),
)
ANSWER_NOT_WRITTEN = Notice(
    "instances.answer_not_written",
    Text(en="The answer cannot be written here: {reason}.", zh="无法在此写入答案：{reason}。"),
    Text(
        en="Choose another place with -o; nothing was changed.",
        zh="请用 -o 另选位置；没有任何文件被改动。",
    ),
)
METHOD_DOES_NOT_FIT = Notice(
    "instances.method_does_not_fit",
    Text(
        en="The method {method} does not fit this problem: {reason}.",
        zh="方法 {method} 不适用于该问题：{reason}。",
    ),
    Text(
        en="Leave --method out, or set it to auto, which chooses and says why.",
        zh="请省略 --method 或设为 auto，由系统选择并说明理由。",
    ),
)
STOPPED_EARLY = Notice(
    "instances.stopped_early",
    Text(
        en="The time of {seconds} s was over before the search was through; the plan is the best one found, "
        "and its gap is what is proved so far.",
        zh="{seconds} 秒的时限已到而搜索尚未完成；所示为目前找到的最好方案，其差距为目前已证明的数值。",
    ),
    Text(en="Give it more time with --seconds.", zh="请用 --seconds 给予更多时间。"),
)
