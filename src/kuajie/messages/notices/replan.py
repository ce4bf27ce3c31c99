"""Notices about programmes under way."""

from __future__ import annotations

from datetime import date

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

NOT_UNDER_WAY = Notice(
    "replan.not_under_way",
    Text(
        en="No whole week of the horizon, which starts on {start}, has passed{until}.",
        zh="计划期从 {start} 开始，{until}还没有一整周过去。",
    ),
    Text(
        en="Add the orders, spend and training since then to the folder, or say up to which day they are "
        "complete: --as-of DATE. Before the start, ask for a plan: kuajie plan.",
        zh="请把此后的订单、投入与培训记录加入文件夹，或用 --as-of 日期 说明记录完整到哪一天；"
        "开始之前请使用 kuajie plan。",
    ),
)
BY_RECORDS = Text(en=" by the records", zh="按现有记录")


def before(day: date) -> Text:
    """Return until when no week had passed."""
    return Text(en=f" before {day}", zh=f"到 {day} 之前")


NO_WEEK_LEFT = Notice(
    "replan.no_week_left",
    Text(
        en="All {weeks} weeks of the horizon have passed; nothing is left to plan.",
        zh="计划期的 {weeks} 周已全部过去，没有可规划的周。",
    ),
    Text(
        en="Start a new horizon in programme.toml, or say an earlier day: --as-of DATE.",
        zh="请在 programme.toml 中设定新的计划期，或用 --as-of 指定更早的日期。",
    ),
)
OFF_COURSE = Notice(
    "replan.off_course",
    Text(
        en="{course}: {enrolled} enrolments so far, where the fit expects {lower} to {upper} (90 %) of the "
        "spend and prices as they were.",
        zh="{course}：目前报名 {enrolled}，而按实际投入与价格，拟合预计为 {lower} 至 {upper}（90%）。",
    ),
    Text(
        en="Let the fit learn from these weeks: kuajie replan --refit.",
        zh="请让拟合学习这些周的数据：kuajie replan --refit。",
    ),
)
OVERSPENT = Notice(
    "replan.overspent",
    Text(
        en="The budget of {group} is {limit}, but {spent} is spent already.",
        zh="{group} 的预算为 {limit}，但已花费 {spent}。",
    ),
    Text(
        en="Nothing more is planned from it; raise it in programme.toml if that is agreed.",
        zh="方案不再动用该预算；如各方同意，请在 programme.toml 中提高预算。",
    ),
)
AGREED_DOES_NOT_FIT = Notice(
    "replan.agreed_does_not_fit",
    Text(
        en="The agreed plan cannot go on as it is: what is spent leaves too little for its other weeks.",
        zh="原方案无法照旧继续：已花费的金额使其余各周的预算不足。",
    ),
    Text(
        en="It is compared here as the nearest plan that keeps all limits.",
        zh="此处以最接近原方案且满足全部限制的方案作比较。",
    ),
)
AGREED_UNKNOWN = Notice(
    "replan.agreed_unknown",
    Text(
        en="No plan of this programme is on record; what kuajie plan finds today counts as agreed.",
        zh="没有该项目的方案记录；以 kuajie plan 今天得出的方案作为原方案。",
    ),
    Text(
        en="Keep the folder's .kuajie after kuajie plan, so that progress is judged against what was agreed.",
        zh="请在 kuajie plan 之后保留文件夹中的 .kuajie，以便对照约定的方案评判进展。",
    ),
)
