"""Notices about the numbers of the founding formula."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

NOT_A_NUMBER = Notice(
    "brief.not_a_number",
    Text(en="{name} is {value}, which is not a finite number.", zh="{name} 为 {value}，不是有限的数值。"),
    Text(en="Give a number.", zh="请给出一个数字。"),
)
NEGATIVE = Notice(
    "brief.negative",
    Text(en="{name} is {value}, and cannot be negative.", zh="{name} 为 {value}，不能为负数。"),
    Text(en="Give zero or more.", zh="请给出不小于零的数。"),
)
NOT_POSITIVE = Notice(
    "brief.not_positive",
    Text(en="{name} is {value}, and must be more than zero.", zh="{name} 为 {value}，必须大于零。"),
    Text(en="Give a number above zero.", zh="请给出大于零的数。"),
)
TOO_LARGE = Notice(
    "brief.too_large",
    Text(en="{name} is {value}, more than {limit}.", zh="{name} 为 {value}，超过了 {limit}。"),
    Text(en="Give a smaller number, or count in larger units.", zh="请给出较小的数，或改用更大的单位。"),
)
BOX_EMPTY = Notice(
    "brief.box_empty",
    Text(
        en="The smallest lift ({low_name} {low}) exceeds the largest ({high_name} {high}).",
        zh="最小增量（{low_name} {low}）大于最大增量（{high_name} {high}）。",
    ),
    Text(en="Swap them, or correct one.", zh="请对调两者，或更正其中之一。"),
)
LIFT_BELOW_MINUS_ONE = Notice(
    "brief.lift_below_minus_one",
    Text(
        en="{name} is {value}: a lift below -1 means fewer than no enrolments.",
        zh="{name} 为 {value}：低于 -1 的增量意味着报名数为负。",
    ),
    Text(
        en="The answer is right for the formula, but means nothing; start the box at -1 or above.",
        zh="结果符合公式，但没有实际意义；请让取值范围从 -1 或以上开始。",
    ),
)
DECAY_BIASES = Notice(
    "brief.decay_biases",
    Text(
        en="Weight decay {decay} draws the lifts towards zero, whatever they earn: the path ends {lost} "
        "short of the greatest profit.",
        zh="权重衰减 {decay} 会把增量拉向零，而不问其收益：路径终点比最大收益少 {lost}。",
    ),
    Text(en="Leave decay at 0 when deciding.", zh="做决策时请把衰减保持为 0。"),
)
NOT_SETTLED = Notice(
    "brief.not_settled",
    Text(
        en="The path had not come to rest after {steps} steps; it ends {lost} short of the greatest profit.",
        zh="路径在 {steps} 步后仍未停下；终点比最大收益少 {lost}。",
    ),
    Text(en="Allow more steps, or change the rate.", zh="请增加步数，或调整学习率。"),
)
STOPPED_SHORT = Notice(
    "brief.stopped_short",
    Text(
        en="The path came to rest {lost} short of the greatest profit, at a place no small step improves.",
        zh="路径停在了比最大收益少 {lost} 的位置，在那里任何小步都无法改进。",
    ),
    Text(
        en="Trust the optimum, which is found by trying every place it can be.",
        zh="请以最优解为准，它是逐一检查所有可能位置得到的。",
    ),
)
