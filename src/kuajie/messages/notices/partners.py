"""Notices about partners files: what they must hold, and where they do not."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

NOT_A_TABLE = Notice(
    "partners.not_a_table",
    Text(en="This must be {expected}, but it is not.", zh="此处应为{expected}，而实际不是。"),
    Text(
        en="docs/partners.md has every key with an example.",
        zh="docs/partners.md 列出了所有键并附有示例。",
    ),
)
MISSING_KEY = Notice(
    "partners.missing_key",
    Text(en="This is missing; it must be {expected}.", zh="缺少此项；应为{expected}。"),
    Text(
        en="docs/partners.md has every key with an example.",
        zh="docs/partners.md 列出了所有键并附有示例。",
    ),
)
UNKNOWN_KEY = Notice(
    "partners.unknown_key",
    Text(en="This key is not known. {hint}", zh="未知的键。{hint}"),
    Text(en="Correct it or take it out.", zh="请更正或删去。"),
)
NOTHING_TO_SCORE = Notice(
    "partners.nothing_to_score",
    Text(
        en="The file has neither candidates nor a plain matrix of scores or judgements.",
        zh="文件中既没有候选合作方，也没有评分矩阵或判断矩阵。",
    ),
    Text(
        en="Add [[candidate]], [[criterion]] and [[judge]], or one of the plain forms; "
        "docs/partners.md has every key with an example.",
        zh="请补上 [[candidate]]、[[criterion]] 与 [[judge]]，"
        "或采用一种简单形式；docs/partners.md 列出了所有键并附有示例。",
    ),
)
UNKNOWN_CHOICE = Notice(
    "partners.unknown_choice",
    Text(en="This choice is not known.", zh="无法识别该选项。"),
    Text(en="Choose one of {known}.", zh="可选：{known}。"),
)
UNKNOWN_ID = Notice(
    "partners.unknown_id",
    Text(en="There is no {what} of this id. {hint}", zh="没有这个编号的{what}。{hint}"),
    Text(en="Correct the id, or add it as [[{table}]].", zh="请更正编号，或用 [[{table}]] 补上。"),
)
REPEATED_ID = Notice(
    "partners.repeated_id",
    Text(en="The id appears twice.", zh="编号重复。"),
    Text(en="Give each its own id.", zh="请使用不同的编号。"),
)
SCORED_TWICE = Notice(
    "partners.scored_twice",
    Text(
        en="This has both a figure and judges' scores, and they may not agree.",
        zh="此处既有数值又有评委打分，二者可能不一致。",
    ),
    Text(
        en="Keep one of the two: take out the value, or the scores.",
        zh="请保留其一：删去数值，或删去打分。",
    ),
)
OUT_OF_SCALE = Notice(
    "partners.out_of_scale",
    Text(en="A score must lie from {lowest} to {highest}.", zh="打分应在 {lowest} 至 {highest} 之间。"),
    Text(
        en="Correct the score, or give the criterion another scale.",
        zh="请更正打分，或为该评价项改用其他量表（scale）。",
    ),
)
NOT_A_JUDGEMENT = Notice(
    "partners.not_a_judgement",
    Text(
        en="A judgement must be a number above zero, and no more than a million.",
        zh="判断应为大于零、不超过一百万的数。",
    ),
    Text(
        en='Write how many times as important, from 1/9 to 9; fractions such as "1/3" go in quotes.',
        zh='请写“重要多少倍”，从 1/9 到 9；分数如 "1/3" 请加引号。',
    ),
)
NOT_SQUARE = Notice(
    "partners.not_square",
    Text(
        en="There are {count} things to compare, so the judgements must be {count} rows of {count}.",
        zh="共有 {count} 项要比较，判断矩阵应为 {count} 行、每行 {count} 个。",
    ),
    Text(
        en="Give every row one judgement per thing, in the same order.",
        zh="请按同一顺序，为每行各项各给一个判断。",
    ),
)
NOT_RECIPROCAL = Notice(
    "partners.not_reciprocal",
    Text(
        en="“{first} against {second}” is {value}, but the opposite is {opposite}: their product must be 1.",
        zh="“{first} 比 {second}”为 {value}，而反向的判断为 {opposite}：两者之积应为 1。",
    ),
    Text(
        en="Write {wanted} for “{second} against {first}”, or correct the other.",
        zh="请把“{second} 比 {first}”改为 {wanted}，或更正另一个。",
    ),
)
WEIGHTS_NOT_ONE = Notice(
    "partners.weights_not_one",
    Text(en="The weights add up to {total}, not to 1.", zh="权重合计为 {total}，不等于 1。"),
    Text(en="In the same proportions they would be {instead}.", zh="按相同比例应为 {instead}。"),
)
NEGATIVE_WEIGHT = Notice(
    "partners.negative_weight",
    Text(en="A weight must be zero or more.", zh="权重应大于或等于零。"),
    Text(
        en='Where less of a criterion is better, keep its weight above zero and say better = "less".',
        zh='如果某项越少越好，请保留正的权重，并写 better = "less"。',
    ),
)
NOT_A_NUMBER = Notice(
    "partners.not_a_number",
    Text(en="This must be a finite number.", zh="此处应为有限的数。"),
    Text(
        en="Write a number without quotes; leave out what is not known.",
        zh="请写不带引号的数；不清楚的请留空。",
    ),
)
WRONG_LENGTH = Notice(
    "partners.wrong_length",
    Text(
        en="There are {count} values here, but {wanted} are needed.",
        zh="此处有 {count} 个值，而需要 {wanted} 个。",
    ),
    Text(en="Give one value for each, in order.", zh="请按顺序为每一项各给一个值。"),
)
ROUNDED_WEIGHTS = Notice(
    "partners.rounded_weights",
    Text(en="The weights add up to {total} by rounding.", zh="由于四舍五入，权重合计为 {total}。"),
    Text(en="They were used in the same proportions, adding up to 1.", zh="已按相同比例换算为合计 1。"),
)
ROUNDED_JUDGEMENTS = Notice(
    "partners.rounded_judgements",
    Text(
        en="“{first} against {second}” is {value} and the opposite {opposite}, whose product is 1 "
        "only by rounding.",
        zh="“{first} 比 {second}”为 {value}，反向为 {opposite}，乘积只是近似等于 1。",
    ),
    Text(
        en='They were used as they are; fractions such as "1/3" are exact.',
        zh='已按原样计算；写成 "1/3" 这样的分数则是精确的。',
    ),
)
MIXED_JUDGEMENTS = Notice(
    "partners.mixed_judgements",
    Text(
        en="Some judges compare {group} by pairs and others with the best and the worst: the two "
        "cannot be joined.",
        zh="对{group}，有的评委做两两比较，有的评委做最优最劣比较，二者无法合并。",
    ),
    Text(en="Let all judges of a group use the same way.", zh="请让同一组的所有评委采用同一种方式。"),
)
JUDGED_AND_STATED = Notice(
    "partners.judged_and_stated",
    Text(
        en="There are both judgements and stated weights for {group}.",
        zh="{group}既有评委判断，又写明了权重。",
    ),
    Text(
        en="Keep one of the two: take it out of [weights], or out of [[judge.compares]].",
        zh="请保留其一：从 [weights] 或 [[judge.compares]] 中删去一项。",
    ),
)
BEST_AND_WORST = Notice(
    "partners.best_and_worst",
    Text(en="{rule}", zh="{rule}"),
    Text(
        en="best and worst name the two things compared with all others; each judgement is 1 or "
        "more, and 1 for itself. In a plain file best and worst are places counted from 0.",
        zh="best 与 worst 是与其余各项比较的两项；"
        "每个判断均不小于 1，与自身比较为 1。简单形式中 best 与 worst 为从 0 起的序号。",
    ),
)
BAD_PREFERENCE = Notice(
    "partners.bad_preference",
    Text(en="This is not a preference function: {rule}", zh="这不是有效的偏好函数：{rule}"),
    Text(
        en="Write kind (usual, ushape, vshape, level, linear or gauss) with its thresholds q, p or "
        's, such as {{ kind = "linear", q = 1, p = 5 }}.',
        zh="请写明 kind（usual、ushape、vshape、"
        "level、linear 或 gauss）及其阈值 q、"
        'p 或 s，例如 {{ kind = "linear", q = 1, p = 5 }}。',
    ),
)
UNKNOWN_PARTY = Notice(
    "partners.unknown_party",
    Text(en="The programme has no party “{party}”.", zh="该合作项目没有合作方“{party}”。"),
    Text(en="Its parties are: {known}.", zh="其合作方有：{known}。"),
)
FOLDER_ONLY = Notice(
    "partners.folder_only",
    Text(
        en="{option} goes with a programme folder, but this is a file.",
        zh="{option} 只用于合作项目文件夹，而这里给出的是文件。",
    ),
    Text(en="Leave it out, or give the folder.", zh="请去掉该选项，或改为给出文件夹。"),
)
LEFT_OUT = Notice(
    "partners.left_out",
    Text(
        en="Nothing is known of any candidate on {names}, so it has no part in the comparison.",
        zh="在 {names} 上没有任何候选方的数据，因此不参与比较。",
    ),
    Text(
        en="Its weight goes to the others in their proportions; give scores for it to count it.",
        zh="其权重按比例分给其余各项；若要计入，请补上得分。",
    ),
)
TWO_SCALES = Notice(
    "partners.two_scales",
    Text(
        en="On {criterion} some candidates have figures and others judges' scores, which are not on "
        "one scale.",
        zh="在“{criterion}”上，有的候选方是数值，有的是评委打分，二者不在同一尺度上。",
    ),
    Text(
        en="Give figures for all of them, or let judges score all of them under a criterion of its own.",
        zh="请全部给出数值，或另设一个评价项，由评委为全部候选方打分。",
    ),
)
OWN_PARTY = Notice(
    "partners.own_party",
    Text(
        en="Scores of {party} were left out: it is the party whose partners are ranked.",
        zh="未计入对 {party} 的打分：本次正是为它挑选合作方。",
    ),
    Text(en="They count where partners of another party are ranked.", zh="为其他合作方挑选时会计入。"),
)
