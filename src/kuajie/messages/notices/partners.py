"""Notices about scoring candidate partners: their file, and judgements that contradict one another."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"partners.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


_SEE = "docs/partners.md has every key with an example."
_SEE_ZH = "docs/partners.md 列出了所有键并附有示例。"

NOT_A_TABLE = _notice(
    "not_a_table",
    en=("This must be {expected}, but it is not.", _SEE),
    zh=("此处应为{expected}，而实际不是。", _SEE_ZH),
)
MISSING_KEY = _notice(
    "missing_key",
    en=("This is missing; it must be {expected}.", _SEE),
    zh=("缺少此项；应为{expected}。", _SEE_ZH),
)
UNKNOWN_KEY = _notice(
    "unknown_key",
    en=("This key is not known. {hint}", "Correct it or take it out."),
    zh=("未知的键。{hint}", "请更正或删去。"),
)
NOTHING_TO_SCORE = _notice(
    "nothing_to_score",
    en=(
        "The file has neither candidates nor a plain matrix of scores or judgements.",
        "Add [[candidate]], [[criterion]] and [[judge]], or one of the plain forms; " + _SEE,
    ),
    zh=(
        "文件中既没有候选合作方，也没有评分矩阵或判断矩阵。",
        "请补上 [[candidate]]、[[criterion]] 与 [[judge]]，或采用一种简单形式；" + _SEE_ZH,
    ),
)
UNKNOWN_CHOICE = _notice(
    "unknown_choice",
    en=("This choice is not known.", "Choose one of {known}."),
    zh=("无法识别该选项。", "可选：{known}。"),
)
UNKNOWN_ID = _notice(
    "unknown_id",
    en=("There is no {what} of this id. {hint}", "Correct the id, or add it as [[{table}]]."),
    zh=("没有这个编号的{what}。{hint}", "请更正编号，或用 [[{table}]] 补上。"),
)
REPEATED_ID = _notice(
    "repeated_id",
    en=("The id appears twice.", "Give each its own id."),
    zh=("编号重复。", "请使用不同的编号。"),
)
SCORED_TWICE = _notice(
    "scored_twice",
    en=(
        "This has both a figure and judges' scores, and they may not agree.",
        "Keep one of the two: take out the value, or the scores.",
    ),
    zh=("此处既有数值又有评委打分，二者可能不一致。", "请保留其一：删去数值，或删去打分。"),
)
OUT_OF_SCALE = _notice(
    "out_of_scale",
    en=(
        "A score must lie from {lowest} to {highest}.",
        "Correct the score, or give the criterion another scale.",
    ),
    zh=("打分应在 {lowest} 至 {highest} 之间。", "请更正打分，或为该评价项改用其他量表（scale）。"),
)
NOT_A_JUDGEMENT = _notice(
    "not_a_judgement",
    en=(
        "A judgement must be a number above zero.",
        'Write how many times as important, from 1/9 to 9; fractions such as "1/3" go in quotes.',
    ),
    zh=("判断应为大于零的数。", '请写“重要多少倍”，从 1/9 到 9；分数如 "1/3" 请加引号。'),
)
NOT_SQUARE = _notice(
    "not_square",
    en=(
        "There are {count} things to compare, so the judgements must be {count} rows of {count}.",
        "Give every row one judgement per thing, in the same order.",
    ),
    zh=(
        "共有 {count} 项要比较，判断矩阵应为 {count} 行、每行 {count} 个。",
        "请按同一顺序，为每行各项各给一个判断。",
    ),
)
NOT_RECIPROCAL = _notice(
    "not_reciprocal",
    en=(
        "“{first} against {second}” is {value}, but the opposite is {opposite}: their product must be 1.",
        "Write {wanted} for “{second} against {first}”, or correct the other.",
    ),
    zh=(
        "“{first} 比 {second}”为 {value}，而反向的判断为 {opposite}：两者之积应为 1。",
        "请把“{second} 比 {first}”改为 {wanted}，或更正另一个。",
    ),
)
WEIGHTS_NOT_ONE = _notice(
    "weights_not_one",
    en=("The weights add up to {total}, not to 1.", "In the same proportions they would be {instead}."),
    zh=("权重合计为 {total}，不等于 1。", "按相同比例应为 {instead}。"),
)
NEGATIVE_WEIGHT = _notice(
    "negative_weight",
    en=(
        "A weight must be zero or more.",
        'Where less of a criterion is better, keep its weight above zero and say better = "less".',
    ),
    zh=("权重应大于或等于零。", '如果某项越少越好，请保留正的权重，并写 better = "less"。'),
)
NOT_A_NUMBER = _notice(
    "not_a_number",
    en=("This must be a finite number.", "Write a number without quotes; leave out what is not known."),
    zh=("此处应为有限的数。", "请写不带引号的数；不清楚的请留空。"),
)
WRONG_LENGTH = _notice(
    "wrong_length",
    en=("There are {count} values here, but {wanted} are needed.", "Give one value for each, in order."),
    zh=("此处有 {count} 个值，而需要 {wanted} 个。", "请按顺序为每一项各给一个值。"),
)
TOO_FEW_CRITERIA = _notice(
    "too_few_criteria",
    en=(
        "There are {count} criteria; candidates need at least two to be compared on.",
        "Add a further [[criterion]]; with one alone, sort the candidates by it.",
    ),
    zh=(
        "只有 {count} 个评价项；至少需要两个才能比较候选方。",
        "请再补一个 [[criterion]]；只有一项时，直接按该项排序即可。",
    ),
)
TOO_FEW_CANDIDATES = _notice(
    "too_few_candidates",
    en=(
        "There are {count} candidates; a ranking needs at least two.",
        "Add a further [[candidate]] with its values or scores.",
    ),
    zh=("只有 {count} 个候选方；排序至少需要两个。", "请再补一个 [[candidate]] 及其数值或打分。"),
)
NOTHING_KNOWN = _notice(
    "nothing_known",
    en=(
        "Nothing is known of candidate {candidate}: it has no value and no score.",
        "Give it at least one value or score, or take it out.",
    ),
    zh=("对候选方 {candidate} 一无所知：既没有数值，也没有打分。", "请至少给出一个数值或打分，或将其删去。"),
)
CANNOT_NORMALISE = _notice(
    "cannot_normalise",
    en=(
        "The normalisation “{normalization}” is not defined for {criterion}: its lowest value is {lowest}.",
        'Choose normalization = "vector" or "minmax"; answers change with it.',
    ),
    zh=(
        "归一化方法“{normalization}”不适用于{criterion}：其最小值为 {lowest}。",
        '请改用 normalization = "vector" 或 "minmax"；不同方法结果会不同。',
    ),
)
NOTHING_DIFFERS = _notice(
    "nothing_differs",
    en=(
        "The candidates are equal on every criterion that carries weight.",
        "Add a criterion on which they differ, or finer scores.",
    ),
    zh=("在有权重的每一个评价项上，各候选方都相同。", "请补充能区分它们的评价项，或给出更细的打分。"),
)
ALL_EQUAL = _notice(
    "all_equal",
    en=(
        "All candidates are equal on {criterion}: it tells none from another, whatever its weight ({weight}).",
        "Leave it out, so that its weight goes to criteria that matter, or look for finer figures.",
    ),
    zh=(
        "各候选方在“{criterion}”上完全相同：无论权重多少（现为 {weight}），都不起区分作用。",
        "可以去掉它，让权重落到有区别的评价项上；或寻找更细的数据。",
    ),
)
INCONSISTENT = _notice(
    "inconsistent",
    en=(
        "The judgements of {judge} on {group} contradict one another: consistency ratio {ratio}, above 0.10. Most "
        "at odds with the rest is “{first} against {second}” = {value}; the rest imply about {implied}.",
        "Ask {judge} again about this pair: with {nearest} the ratio would fall to {after}.",
    ),
    zh=(
        "{judge}对{group}的判断前后矛盾：一致性比率为 {ratio}，高于 0.10。与其余判断最不一致的是"
        "“{first} 比 {second}”= {value}；按其余判断，约为 {implied}。",
        "请就这一对再征询{judge}的意见：若改为 {nearest}，一致性比率将降至 {after}。",
    ),
)
NO_CONSISTENCY_RATIO = _notice(
    "no_consistency_ratio",
    en=(
        "For {count} things compared there is no consistency ratio.",
        "It is defined for 3 to 15 things; compare more at once in groups, such as factors and their criteria.",
    ),
    zh=(
        "比较 {count} 项时没有一致性比率。",
        "它只适用于 3 至 15 项；项目更多时请分组比较，例如先比因素、再比各因素下的评价项。",
    ),
)
EQUAL_WEIGHTS = _notice(
    "equal_weights",
    en=(
        "Nobody has said how {group} weigh against one another, so they weigh the same.",
        "Add judgements ([[judge.compares]]) or [weights] to the file.",
    ),
    zh=(
        "没有人说明{group}之间孰轻孰重，因此按相同权重计算。",
        "请在文件中补上判断（[[judge.compares]]）或 [weights]。",
    ),
)
