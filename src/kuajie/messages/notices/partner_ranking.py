"""Notices about ranking candidate partners: what keeps them from it, and what to know about it."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

TOO_FEW_CRITERIA = Notice(
    "partners.too_few_criteria",
    Text(
        en="There are {count} criteria; candidates need at least two to be compared on.",
        zh="只有 {count} 个评价项；至少需要两个才能比较候选方。",
    ),
    Text(
        en="Add a further [[criterion]]; with one alone, sort the candidates by it.",
        zh="请再补一个 [[criterion]]；只有一项时，直接按该项排序即可。",
    ),
)
TOO_FEW_CANDIDATES = Notice(
    "partners.too_few_candidates",
    Text(
        en="There are {count} candidates; a ranking needs at least two.",
        zh="只有 {count} 个候选方；排序至少需要两个。",
    ),
    Text(
        en="Add a further [[candidate]] with its values or scores.",
        zh="请再补一个 [[candidate]] 及其数值或打分。",
    ),
)
NOTHING_KNOWN = Notice(
    "partners.nothing_known",
    Text(
        en="Nothing is known of candidate {candidate}: it has no value and no score.",
        zh="对候选方 {candidate} 一无所知：既没有数值，也没有打分。",
    ),
    Text(
        en="Give it at least one value or score, or take it out.",
        zh="请至少给出一个数值或打分，或将其删去。",
    ),
)
CANNOT_NORMALISE = Notice(
    "partners.cannot_normalise",
    Text(
        en="The normalisation “{normalization}” is not defined for {criterion}: its lowest value is "
        "{lowest}.",
        zh="归一化方法“{normalization}”不适用于{criterion}：其最小值为 {lowest}。",
    ),
    Text(
        en='Choose normalization = "vector" or "minmax"; answers change with it.',
        zh='请改用 normalization = "vector" 或 "minmax"；不同方法结果会不同。',
    ),
)
NOTHING_DIFFERS = Notice(
    "partners.nothing_differs",
    Text(
        en="The candidates are equal on every criterion that carries weight.",
        zh="在有权重的每一个评价项上，各候选方都相同。",
    ),
    Text(
        en="Add a criterion on which they differ, or finer scores.",
        zh="请补充能区分它们的评价项，或给出更细的打分。",
    ),
)
ALL_EQUAL = Notice(
    "partners.all_equal",
    Text(
        en="All candidates are equal on {criterion}: it tells none from another, whatever its weight "
        "({weight}).",
        zh="各候选方在“{criterion}”上完全相同：无论权重多少（现为 {weight}），都不起区分作用。",
    ),
    Text(
        en="Leave it out, so that its weight goes to criteria that matter, or look for finer figures.",
        zh="可以去掉它，让权重落到有区别的评价项上；或寻找更细的数据。",
    ),
)
INCONSISTENT = Notice(
    "partners.inconsistent",
    Text(
        en="The judgements of {judge} on {group} contradict one another: consistency ratio {ratio}, "
        "above 0.10. Most at odds with the rest is “{first} against {second}” = {value}; the rest "
        "imply about {implied}.",
        zh="{judge}对{group}的判断前后矛盾：一致性比率为 {ratio}，"
        "高于 0.10。与其余判断最不一致的是“{first} 比 {second}”"
        "= {value}；按其余判断，约为 {implied}。",
    ),
    Text(
        en="Ask {judge} again about this pair: with {nearest} the ratio would fall to {after}.",
        zh="请就这一对再征询{judge}的意见：若改为 {nearest}，一致性比率将降至 {after}。",
    ),
)
NO_CONSISTENCY_RATIO = Notice(
    "partners.no_consistency_ratio",
    Text(
        en="For {count} things compared there is no consistency ratio.",
        zh="比较 {count} 项时没有一致性比率。",
    ),
    Text(
        en="It is defined for 3 to 15 things; compare more at once in groups, such as factors and "
        "their criteria.",
        zh="它只适用于 3 至 15 项；项目更多时请分组比较，例如先比因素、再比各因素下的评价项。",
    ),
)
EQUAL_WEIGHTS = Notice(
    "partners.equal_weights",
    Text(
        en="Nobody has said how {group} weigh against one another, so they weigh the same.",
        zh="没有人说明{group}之间孰轻孰重，因此按相同权重计算。",
    ),
    Text(
        en="Add judgements ([[judge.compares]]) or [weights] to the file.",
        zh="请在文件中补上判断（[[judge.compares]]）或 [weights]。",
    ),
)
VERY_INCONSISTENT = Notice(
    "partners.very_inconsistent",
    Text(
        en="The judgements of {judge} on {group} contradict one another: consistency ratio {ratio}, "
        "above 0.10. Most at odds with the rest is “{first} against {second}” = {value}; the rest "
        "imply about {implied}.",
        zh="{judge}对{group}的判断前后矛盾：一致性比率为 {ratio}，"
        "高于 0.10。与其余判断最不一致的是“{first} 比 {second}”"
        "= {value}；按其余判断，约为 {implied}。",
    ),
    Text(
        en="Ask {judge} again, beginning with this pair: with {nearest} the ratio would fall to "
        "{after}, still above 0.10, so further pairs need another look.",
        zh="请再次征询{judge}的意见，先从这一对开始："
        "若改为 {nearest}，一致性比率将降至 {after}，"
        "但仍高于 0.10，还需复核其他判断。",
    ),
)
BEST_WORST_AT_ODDS = Notice(
    "partners.best_worst_at_odds",
    Text(
        en="The judgements of {judge} on {group} contradict one another: consistency ratio {ratio}, "
        "above 0.10. {best} against {odd} = {ahead} and {odd} against {worst} = {above} make "
        "{product}, but {best} against {worst} was judged {direct}.",
        zh="{judge}对{group}的判断前后矛盾：一致性比率为 {ratio}，"
        "高于 0.10。“{best} 比 {odd}”"
        "= {ahead}、“{odd} 比 {worst}”"
        "= {above}，相乘得 {product}，"
        "而“{best} 比 {worst}”的判断是 {direct}。",
    ),
    Text(
        en="Ask {judge} again about {odd}: “{best} against {odd}” = {implied} would agree with the others.",
        zh="请就“{odd}”再征询{judge}的意见：若“{best} 比 {odd}”= {implied}，即与其余判断一致。",
    ),
)
CRITERION_UNKNOWN = Notice(
    "partners.criterion_unknown",
    Text(
        en="Nothing is known of any candidate on {criterion}.",
        zh="在“{criterion}”上，没有任何候选方的数值或打分。",
    ),
    Text(en="Give values or scores for it, or take it out.", zh="请补上数值或打分，或删去该评价项。"),
)
TOO_LITTLE_SHARED = Notice(
    "partners.too_little_shared",
    Text(
        en="Only {count} criteria that carry weight are known of every candidate; a ranking needs "
        "two. Missing: {cells}.",
        zh="每个候选方都有数据且有权重的评价项只有 {count} 个，而排序至少需要两个。缺少：{cells}。",
    ),
    Text(
        en="Supply what is missing, or take out the criterion or the candidate that lacks most.",
        zh="请补上缺失的数据，或去掉缺失最多的评价项或候选方。",
    ),
)
SCORES_MISSING = Notice(
    "partners.scores_missing",
    Text(
        en="Not known, and not made up: {cells}. The ranking rests on the {count} of {all} criteria "
        "known of every candidate; beside it stand the ranks each could have if what is missing "
        "were anything seen among the others.",
        zh="缺失且不作填补：{cells}。排名只依据每个候选方都有数据的 {count} 个评价项（共 {all} 个）；"
        "另列出当缺失值取其他候选方的任意水平时，各自可能的名次。",
    ),
    Text(en="Supply what is missing to settle it.", zh="补上缺失数据即可确定。"),
)
NO_BASIS = Notice(
    "partners.no_basis",
    Text(
        en="There is no criterion for “{factor}”: neither records nor judges say anything about it.",
        zh="“{factor}”没有任何评价项：既没有数据，也没有评委打分。",
    ),
    Text(
        en='Add [[criterion]] with factor = "{id}" to the partners file and let judges score it.',
        zh='请在候选方文件中添加 factor = "{id}" 的 [[criterion]]，并请评委打分。',
    ),
)
METHODS_DISAGREE = Notice(
    "partners.methods_disagree",
    Text(
        en="The methods disagree on the first place: {leading} puts {first} first, {other} puts "
        "{second} there.",
        zh="两种方法的第一名不同：{leading} 为{first}，{other} 为{second}。",
    ),
    Text(
        en="TOPSIS counts how much candidates differ, so a criterion with large differences decides "
        "much; without thresholds PROMETHEE counts only who is ahead. Set preference thresholds, "
        "or try normalization minmax.",
        zh="TOPSIS 计入差距大小，差距悬殊的评价项影响较大；"
        "未设阈值的 PROMETHEE 只看谁领先。可设定偏好阈值，"
        "或试用 minmax 归一化。",
    ),
)
ONE_VALUE_SEEN = Notice(
    "partners.one_value_seen",
    Text(
        en="On {criteria} only one value is known, so what the others might have is not spread at "
        "all: the ranks they may have could be wider.",
        zh="{criteria}只有一个已知水平，缺失值无从展开：实际可能的名次范围或许更宽。",
    ),
    Text(en="Supply further values, or judge by the others.", zh="请补充数据，或以其他评价项为准。"),
)
