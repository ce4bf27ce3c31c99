"""Notices about what a fit does not describe: of the weeks it has seen, of hidden weeks, of its own priors.

They speak of programmes and of plain tables alike.
"""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

UNEXPLAINED_PERSISTS = Notice(
    "fit.unexplained_persists",
    Text(
        en="“{course}”: what the fit leaves unexplained goes on from one week to the next (correlation "
        "{observed:.2f}; by chance {lower:.2f} to {upper:.2f}).",
        zh="“{course}”：拟合未能解释的部分会延续到下一周（相关系数 {observed:.2f}；"
        "偶然情况下为 {lower:.2f} 至 {upper:.2f}）。",
    ),
    Text(
        en="Something that lasts for weeks is missing, and intervals of returns are too narrow: add it to "
        "controls.csv (for a table: --controls), or let the level bend (trend = bending).",
        zh="缺少某个持续数周的影响因素，回报的区间因此过窄：请把它加入 controls.csv（周表则用 --controls），"
        "或允许水平弯曲（trend = bending）。",
    ),
)
UNEXPLAINED_ALTERNATES = Notice(
    "fit.unexplained_alternates",
    Text(
        en="“{course}”: what the fit leaves unexplained swings back from one week to the next (correlation "
        "{observed:.2f}; by chance {lower:.2f} to {upper:.2f}).",
        zh="“{course}”：拟合未能解释的部分在相邻两周之间来回摆动（相关系数 {observed:.2f}；"
        "偶然情况下为 {lower:.2f} 至 {upper:.2f}）。",
    ),
    Text(
        en="Check that records are dated by the day of payment and that no week holds a part of the next; "
        "promotions that pull sales forward belong in controls.csv (for a table: --controls).",
        zh="请核对记录是否按付款日期归周、是否有一周混入了下一周的数据；"
        "使销售提前的促销请写入 controls.csv（周表则用 --controls）。",
    ),
)
TOO_FEW_INSIDE = Notice(
    "fit.too_few_inside",
    Text(
        en="“{course}”: only {observed:.0%} of the weeks seen lie inside their 90 % interval (by chance "
        "{lower:.0%} to {upper:.0%}).",
        zh="“{course}”：已知各周中只有 {observed:.0%} 落在 90% 区间内"
        "（偶然情况下为 {lower:.0%} 至 {upper:.0%}）。",
    ),
    Text(
        en="Take intervals as wider than they look, and look for two kinds of weeks that differ by something "
        "that controls.csv (for a table: --controls) could say.",
        zh="请把区间看得更宽一些，并查找是否存在两类不同的周，"
        "其差别可用 controls.csv（周表则用 --controls）说明。",
    ),
)
TOO_MANY_INSIDE = Notice(
    "fit.too_many_inside",
    Text(
        en="“{course}”: {observed:.0%} of the weeks seen lie inside their 90 % interval (by chance "
        "{lower:.0%} to {upper:.0%}): its intervals are wider than they need be.",
        zh="“{course}”：已知各周中有 {observed:.0%} 落在 90% 区间内"
        "（偶然情况下为 {lower:.0%} 至 {upper:.0%}）：区间比需要的更宽。",
    ),
    Text(
        en="Check the records of the weeks that lie farthest out, which widen all others; whole numbers that "
        "scatter less than chance are best fitted with outcome = log_normal.",
        zh="请核对偏离最远的各周记录，它们会拉宽所有区间；"
        "波动比随机还小的整数最好用 outcome = log_normal 拟合。",
    ),
)
JUMP_UNEXPLAINED = Notice(
    "fit.jump_unexplained",
    Text(
        en="“{course}”: the largest change from one week to the next is {observed}; the fit expects {lower} "
        "to {upper}.",
        zh="“{course}”：相邻两周之间的最大变化为{observed}，而拟合预期为{lower}至{upper}。",
    ),
    Text(
        en="Check the records of those two weeks; if something special happened, say so in controls.csv "
        "(for a table: --controls).",
        zh="请核对这两周的记录；若有特殊事件，请写入 controls.csv（周表则用 --controls）。",
    ),
)
WEEKS_TOO_SMOOTH = Notice(
    "fit.weeks_too_smooth",
    Text(
        en="“{course}”: weeks follow each other too smoothly: the largest change is {observed}; the fit "
        "expects {lower} to {upper}.",
        zh="“{course}”：各周之间过于平滑：最大变化为{observed}，而拟合预期为{lower}至{upper}。",
    ),
    Text(
        en="Check whether the weekly figures were filled in from months or averaged; give them as they were "
        "recorded.",
        zh="请核对周数据是否由月度数据填充或经过平均；请提供原始记录。",
    ),
)
SPREAD_DIFFERS = Notice(
    "fit.spread_differs",
    Text(
        en="“{course}”: weeks differ from each other by {observed} (standard deviation); the fit expects "
        "{lower} to {upper}.",
        zh="“{course}”：各周之间的差异（标准差）为{observed}，而拟合预期为{lower}至{upper}。",
    ),
    Text(
        en="Check the lowest and the highest weeks; say special events in controls.csv (for a table: "
        "--controls).",
        zh="请核对最低与最高的各周；特殊事件请写入 controls.csv（周表则用 --controls）。",
    ),
)
ZERO_WEEKS_DIFFER = Notice(
    "fit.zero_weeks_differ",
    Text(
        en="“{course}”: {observed:.0%} of the weeks are zero; the fit expects {lower:.0%} to {upper:.0%}.",
        zh="“{course}”：有 {observed:.0%} 的周为零，而拟合预期为 {lower:.0%} 至 {upper:.0%}。",
    ),
    Text(
        en="Check whether these zeros are real, or weeks without a record or without sale; whole numbers "
        "that are often zero are best fitted as counts (outcome = negative_binomial).",
        zh="请核对这些零是真实数值，还是缺少记录或未在售的周；"
        "经常为零的整数最好按计数拟合（outcome = negative_binomial）。",
    ),
)
LAST_LEVEL_DIFFERS = Notice(
    "fit.last_level_differs",
    Text(
        en="“{course}”: the last {weeks} weeks came to {observed:.0%} of what the fit expects of them (by "
        "chance {lower:.0%} to {upper:.0%}).",
        zh="“{course}”：最后 {weeks} 周只合拟合预期的 {observed:.0%}"
        "（偶然情况下为 {lower:.0%} 至 {upper:.0%}）。",
    ),
    Text(
        en="Forecasts and plans start from the wrong level: say what changed in controls.csv (for a table: "
        "--controls), or let the level bend (trend = bending).",
        zh="预测与方案的起点水平有误：请在 controls.csv 中说明发生了什么变化（周表则用 --controls），"
        "或允许水平弯曲（trend = bending）。",
    ),
)
WORSE_THAN_NAIVE = Notice(
    "fit.worse_than_naive",
    Text(
        en="Over {weeks} hidden weeks the forecast was off by {mape:.0%} on average; copying the same weeks "
        "of last year (or the mean, where there is no last year) is off by {naive_mape:.0%}.",
        zh="在隐去的 {weeks} 周中，预测的平均误差为 {mape:.0%}；"
        "照搬去年同期（没有去年则取均值）的误差为 {naive_mape:.0%}。",
    ),
    Text(
        en="Something changed that the model does not know: add it to controls.csv (for a table: "
        "--controls), or plan only a few weeks ahead.",
        zh="有模型不知道的变化：请把它加入 controls.csv（周表则用 --controls），或只做未来几周的方案。",
    ),
)
FORECAST_SKIPPED = Notice(
    "fit.forecast_skipped",
    Text(
        en="The forecast of the {weeks} weeks from {first} could not be tested: too little history lies "
        "before them, or nothing was sold in them.",
        zh="无法检验对 {first} 起 {weeks} 周的预测：此前的历史太短，或这些周没有销售。",
    ),
    Text(
        en="Nothing has to be done; with more history, or fewer weeks hidden, it can be tested.",
        zh="无需处理；历史更长或隐去的周更少时即可检验。",
    ),
)
PRIOR_RULES_OUT_DATA = Notice(
    "fit.prior_rules_out_data",
    Text(
        en="What is believed before the data leaves little room for them: only {inside:.0%} of the weeks "
        "seen lie inside its 90 % interval.",
        zh="数据之前的先验几乎容不下实际数据：已知各周中只有 {inside:.0%} 落在其 90% 区间内。",
    ),
    Text(
        en="Widen the beliefs stated (returns, half-lives, share of levers), or check the units of the "
        "outcome and of spend.",
        zh="请放宽所陈述的信念（回报、半衰期、杠杆占比），或核对结果与投入的单位。",
    ),
)
