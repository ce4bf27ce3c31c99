"""Notices about fitting the response."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

SAMPLER_MISSING = Notice(
    "fit.sampler_missing",
    Text(en="The sampler nutpie is not installed.", zh="未安装采样器 nutpie。"),
    Text(en="Install it with: pip install nutpie", zh="请运行：pip install nutpie"),
)
TOO_FEW_WEEKS = Notice(
    "fit.too_few_weeks",
    Text(
        en="The history has {weeks} weeks; a fit needs at least {least}.",
        zh="历史数据只有 {weeks} 周，拟合至少需要 {least} 周。",
    ),
    Text(
        en="Add earlier weeks; until there are enough, plan from agreed assumptions.",
        zh="请补充更早的各周数据；在数据足够之前，请先按约定的假设来计划。",
    ),
)
COURSE_TOO_SHORT = Notice(
    "fit.course_too_short",
    Text(
        en="Course “{course}” has been on sale for {weeks} weeks; a fit needs at least {least}.",
        zh="课程“{course}”只上架了 {weeks} 周，拟合至少需要 {least} 周。",
    ),
    Text(
        en="Leave the course out of programme.toml until it has more history.",
        zh="在积累足够历史之前，请先把该课程从 programme.toml 中去掉。",
    ),
)
ALL_ZERO = Notice(
    "fit.all_zero",
    Text(en="Course “{course}” has no enrolments at all.", zh="课程“{course}”没有任何报名。"),
    Text(
        en="Check course_id in the seller's orders.csv, or leave the course out.",
        zh="请核对售卖方 orders.csv 中的 course_id，或去掉该课程。",
    ),
)
TOO_MANY_ZEROS = Notice(
    "fit.too_many_zeros",
    Text(
        en="Course “{course}” has no enrolments in {count} of {weeks} weeks; a log-normal cannot hold that.",
        zh="课程“{course}”在 {weeks} 周中有 {count} 周没有报名，对数正态模型不适用。",
    ),
    Text(
        en="Join it with a similar course, or use only the weeks in which it was really on sale.",
        zh="请与相近课程合并，或只保留真正在售的周。",
    ),
)
LEVER_NEVER_USED = Notice(
    "fit.lever_never_used",
    Text(en="Lever “{lever}” was never used.", zh="杠杆“{lever}”从未使用过。"),
    Text(
        en="Its effect is the prior alone; test it on a small scale before relying on the plan.",
        zh="其效果完全来自先验；请先小规模实验，再依赖方案中的数字。",
    ),
)
LEVER_CONSTANT = Notice(
    "fit.lever_constant",
    Text(en="Lever “{lever}” never varied.", zh="杠杆“{lever}”的投入从未变化。"),
    Text(
        en="Its effect cannot be told from the baseline; vary it for some weeks.",
        zh="无法把它的效果与自然报名区分开；请在若干周内改变投入。",
    ),
)
LEVERS_TOGETHER = Notice(
    "fit.levers_together",
    Text(
        en="Levers “{first}” and “{second}” always moved together.",
        zh="杠杆“{first}”与“{second}”总是同涨同落。",
    ),
    Text(
        en="Only their joint effect is known; change one without the other for some weeks.",
        zh="只能知道两者合计的效果；请在若干周内只改变其中一个。",
    ),
)
LEVERS_IN_GROUP = Notice(
    "fit.levers_in_group",
    Text(en="Levers {levers} always moved together.", zh="杠杆{levers}总是同涨同落。"),
    Text(
        en="Only their joint effect is known; change each without the others for some weeks.",
        zh="只能知道它们合计的效果；请在若干周内分别单独改变。",
    ),
)
LEVER_FROM_OTHERS = Notice(
    "fit.lever_from_others",
    Text(
        en="Lever “{lever}” was always a fixed mix of levers {levers}.",
        zh="杠杆“{lever}”的投入总是杠杆{levers}的固定组合。",
    ),
    Text(
        en="Their effects cannot be told apart; change one of them alone for some weeks.",
        zh="无法区分它们各自的效果；请在若干周内只改变其中一个。",
    ),
)
LEVERS_TRADE_OFF = Notice(
    "fit.levers_trade_off",
    Text(
        en="The data cannot tell lever “{first}” from lever “{second}”: the more one is given, the less is "
        "left for the other.",
        zh="数据无法区分杠杆“{first}”与杠杆“{second}”：一个的效果估得越高，另一个就越低。",
    ),
    Text(
        en="Rely on their sum only; test one of them, or change one without the other for some weeks.",
        zh="只有两者之和可信；请对其中一个做实验，或在若干周内只改变其中一个。",
    ),
)
LEVER_FOLLOWS = Notice(
    "fit.lever_follows",
    Text(
        en="Lever “{lever}” always moved with {others}.",
        zh="杠杆“{lever}”的投入总是随{others}而变。",
    ),
    Text(
        en="Its effect cannot be told from what comes without levers; change it against that pattern for "
        "some weeks.",
        zh="无法把它的效果与没有杠杆时的水平区分开；请在若干周内打破这种规律来改变投入。",
    ),
)
PRICE_FOLLOWS = Notice(
    "fit.price_follows",
    Text(
        en="The price of “{course}” always moved with {others}.",
        zh="“{course}”的价格总是随{others}而变。",
    ),
    Text(
        en="Its elasticity is little more than the prior; change the price at other times too.",
        zh="其价格弹性几乎只是先验；请在其他时候也调整价格。",
    ),
)
HALF_LIVES_ARE_PRIOR = Notice(
    "fit.half_lives_are_prior",
    Text(
        en="How long the effect of {levers} lasts is known from the prior alone.",
        zh="{levers}的效果能持续多久，完全来自先验。",
    ),
    Text(
        en="If half-lives matter for when to spend, state what you believe of them, or spend in bursts with "
        "weeks off.",
        zh="若半衰期会影响何时投入，请陈述你的看法，或采用投几周停几周的方式。",
    ),
)
SATURATIONS_ARE_PRIOR = Notice(
    "fit.saturations_are_prior",
    Text(
        en="Where the effect of {levers} levels off is known from the prior alone.",
        zh="{levers}的效果在何处趋于饱和，完全来自先验。",
    ),
    Text(
        en="Before putting in far more than usual, try more for some weeks.",
        zh="在投入远超平常之前，请先在若干周内试着加大投入。",
    ),
)
ZERO_WEEKS = Notice(
    "fit.zero_weeks",
    Text(
        en="Course “{course}” has {count} weeks without enrolments; they are left out of the fit.",
        zh="课程“{course}”有 {count} 周没有报名，拟合时未使用这些周。",
    ),
    Text(en="Check whether it was on sale in those weeks.", zh="请核对这些周该课程是否在售。"),
)
FULL_WEEKS = Notice(
    "fit.full_weeks",
    Text(
        en="Course “{course}” was full in {count} weeks; its true demand there is estimated.",
        zh="课程“{course}”有 {count} 周名额已满，这些周的真实需求为估计值。",
    ),
    Text(
        en="Record waiting lists if you can: they say how many came too late.",
        zh="如有可能请记录候补名单，它能说明有多少人没能报上。",
    ),
)
PRICE_CONSTANT = Notice(
    "fit.price_constant",
    Text(en="The price of course “{course}” never changed.", zh="课程“{course}”的价格从未变化。"),
    Text(
        en="Its price elasticity is the prior alone; keep the price or test another one first.",
        zh="其价格弹性完全来自先验；请保持原价，或先实验其他价格。",
    ),
)
CHAINS_DISAGREE = Notice(
    "fit.chains_disagree",
    Text(
        en="The chains disagree about {parameter} (R-hat {r_hat:.3f}).",
        zh="各条链对{parameter}的估计不一致（R-hat {r_hat:.3f}）。",
    ),
    Text(
        en="Do not rely on this fit; sample longer (--draws 2000 --warm-up 2000) or simplify the levers.",
        zh="请勿依赖本次拟合；请加长抽样（--draws 2000 --warm-up 2000）或简化杠杆。",
    ),
)
FEW_EFFECTIVE_DRAWS = Notice(
    "fit.few_effective_draws",
    Text(
        en="The draws of {parameter} are worth only {count:.0f} independent ones.",
        zh="{parameter}的抽样只相当于 {count:.0f} 个独立样本。",
    ),
    Text(en="Sample longer with --draws.", zh="请用 --draws 加长抽样。"),
)
DIVERGENCES = Notice(
    "fit.divergences",
    Text(
        en="{count} of {draws} sampling steps diverged.",
        zh="{draws} 步抽样中有 {count} 步发散。",
    ),
    Text(
        en="Parts of the posterior may be missed; check levers that never varied or always moved together.",
        zh="后验的某些部分可能被遗漏；请检查从未变化或总是同涨同落的杠杆。",
    ),
)
POSTERIOR_IS_PRIOR = Notice(
    "fit.posterior_is_prior",
    Text(
        en="The data say almost nothing about lever “{lever}”: its posterior equals its prior.",
        zh="数据几乎没有提供杠杆“{lever}”的信息：后验等于先验。",
    ),
    Text(
        en="Run a test with this lever, or vary it more, before moving much money.",
        zh="在大幅调整预算之前，请对它做实验或加大投入变化。",
    ),
)
POOR_FORECAST = Notice(
    "fit.poor_forecast",
    Text(
        en="On the last {weeks} weeks, held out, the 90 % intervals covered {coverage:.0%} of the weeks.",
        zh="在留出的最后 {weeks} 周中，90% 区间只覆盖了 {coverage:.0%} 的周。",
    ),
    Text(
        en="Something moves enrolments that the model does not know; add it to controls.csv (for a table: "
        "--controls).",
        zh="存在模型不知道的影响因素；请把它加入 controls.csv（周表则用 --controls）。",
    ),
)
PRICE_ZERO = Notice(
    "fit.price_zero",
    Text(
        en="Course “{course}” has a price, but in the week of {week} its price is zero.",
        zh="课程“{course}”有价格，但在 {week} 这一周价格为零。",
    ),
    Text(
        en='Leave free lines out of its orders, or set price_factor = "absent" for it in programme.toml.',
        zh='请从订单中去掉免费的行，或在 programme.toml 中为它设置 price_factor = "absent"。',
    ),
)
PRICE_FACTOR_NOT_FITTED = Notice(
    "fit.price_factor_not_fitted",
    Text(
        en="The price factor of course “{course}” cannot be estimated from history yet.",
        zh="课程“{course}”的价格因子目前还不能从历史数据估计。",
    ),
    Text(
        en='Use price_factor = "constant_elasticity", or "absent" where the price is not a lever.',
        zh='请使用 price_factor = "constant_elasticity"；价格不作为杠杆时用 "absent"。',
    ),
)
FREE_AND_PAID = Notice(
    "fit.free_and_paid",
    Text(
        en="Course “{course}” mixes free and paid: today's price and its menu must all be zero or all above.",
        zh="课程“{course}”既有免费又有收费：现价与价目必须全部为零或全部大于零。",
    ),
    Text(
        en="Price effects are estimated in per cent, which zero has none of; split it into two courses.",
        zh="价格效果按百分比估计，对零价无从谈起；请拆成两门课程。",
    ),
)
MENU_WITHOUT_FACTOR = Notice(
    "fit.menu_without_factor",
    Text(
        en="Course “{course}” has a menu of prices, but its price factor is absent.",
        zh="课程“{course}”给了价目，价格因子却是 absent。",
    ),
    Text(
        en="Leave price_choices out, or let the effect of the price be estimated (constant_elasticity).",
        zh="请去掉 price_choices，或让价格效果参与估计（constant_elasticity）。",
    ),
)
TOO_MANY_LEVERS = Notice(
    "fit.too_many_levers",
    Text(
        en="{levers} levers are more than {weeks} weeks can tell apart.",
        zh="{weeks} 周的数据无法区分 {levers} 个杠杆的效果。",
    ),
    Text(
        en="Join levers that are steered together, leave small ones out, or add earlier weeks: at least four "
        "weeks of history per lever.",
        zh="请合并一起调整的杠杆、去掉很小的杠杆，或补充更早的各周：每个杠杆至少需要四周历史。",
    ),
)
FEW_WEEKS_PER_LEVER = Notice(
    "fit.few_weeks_per_lever",
    Text(
        en="{weeks} weeks are few for {levers} levers: priors decide a good part of their effects.",
        zh="用 {weeks} 周数据估计 {levers} 个杠杆偏少：它们的效果在很大程度上由先验决定。",
    ),
    Text(
        en="Join levers that are steered together, or add earlier weeks; state what you believe of the "
        "returns, and test the levers that matter most.",
        zh="请合并一起调整的杠杆或补充更早的各周；请陈述你对回报的看法，并对最重要的杠杆做实验。",
    ),
)
NOT_COUNTS = Notice(
    "fit.not_counts",
    Text(
        en="Course “{course}” has the value {value}; a negative binomial outcome counts whole enrolments.",
        zh="课程“{course}”出现数值 {value}；负二项模型只适用于整数的报名人数。",
    ),
    Text(
        en='Use outcome = "log_normal", or give the outcome as a count.',
        zh='请使用 outcome = "log_normal"，或以人数给出结果。',
    ),
)
OUTLIER_WEEK = Notice(
    "fit.outlier_week",
    Text(
        en="Course “{course}”: the week of {week} ({value:,.0f}) lies far from what the fit expects of it "
        "({expected:,.0f}), festivals, prices and levers counted in.",
        zh="课程“{course}”：{week} 这一周（{value:,.0f}）与拟合预期（{expected:,.0f}）相差极大，"
        "节假日、价格与杠杆均已计入。",
    ),
    Text(
        en="Check that week's orders; if something special happened, say so in controls.csv (1 in that week, "
        "0 in the others).",
        zh="请核对该周订单；若有特殊事件，请在 controls.csv 中注明（该周为 1，其他周为 0）。",
    ),
)
NO_START = Notice(
    "fit.no_start",
    Text(
        en="No starting point was found at which the model gives these data a density.",
        zh="找不到使模型对这些数据有密度的起点。",
    ),
    Text(
        en="Look for weeks or experiments that contradict the model (an experiment larger than all "
        "enrolments of its weeks), correct or leave them out; failing that, set another outcome under "
        '[fit], such as "negative_binomial".',
        zh="请查找与模型矛盾的周或实验（如提升超过其窗口内全部报名的实验），予以更正或剔除；"
        '若仍不行，请在 [fit] 下改用其他结果分布，如 "negative_binomial"。',
    ),
)
