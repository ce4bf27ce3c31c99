"""Notices about past experiments and what they say together."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

EXPERIMENTS_CONTRADICT = Notice(
    "fit.experiments_contradict",
    Text(
        en="Two experiments with lever “{lever}” on course “{course}” contradict each other: "
        "from {first_from} to {first_to} it brought {first_return}, from {second_from} to {second_to} "
        "{second_return}; neither chance nor saturation explains that.",
        zh="杠杆“{lever}”对课程“{course}”的两次实验互相矛盾："
        "{first_from} 至 {first_to} 的结果为{first_return}，"
        "{second_from} 至 {second_to} 的结果为{second_return}；"
        "随机误差与饱和都解释不了这样的差距。",
    ),
    Text(
        en="Check dates, units and signs of both rows in tests.csv; if both are right as they stand, "
        "keep the better experiment and take the other out.",
        zh="请核对 tests.csv 中这两行的日期、单位和正负号；若都无误，请保留更可靠的一次实验，去掉另一次。",
    ),
)
EXPERIMENT_AGAINST_DATA = Notice(
    "fit.experiment_against_data",
    Text(
        en="The experiment with lever “{lever}” on “{course}” ({first} to {last}) and the weekly data "
        "exclude each other: it measured {measured}, the data without it say {implied}, both with 99 % "
        "intervals.",
        zh="杠杆“{lever}”对“{course}”的实验（{first} 至 {last}）与周数据互相排斥："
        "实验测得{measured}，而不含实验的数据给出{implied}（均为 99% 区间）。",
    ),
    Text(
        en="Check dates, units, sign and spend_change in tests.csv, and whether something else changed in "
        "that window; if all is right, a driver of sales that moves with this lever is missing from the "
        "model. Until then, the fit lies between the two.",
        zh="请核对 tests.csv 中的日期、单位、正负号和 spend_change，以及该窗口内是否还有其他变化；"
        "若都无误，则模型缺少某个与该杠杆同时变动的影响因素。在此之前，拟合结果介于两者之间。",
    ),
)
EXPERIMENT_ELSEWHERE = Notice(
    "fit.experiment_elsewhere",
    Text(
        en="The experiment with lever “{lever}” on course “{course}” ({first} to {last}) is not used: the "
        "lever does not act on that course here.",
        zh="未使用杠杆“{lever}”对课程“{course}”的实验（{first} 至 {last}）：在这里该杠杆不作用于该课程。",
    ),
    Text(
        en="Check lever and course_id in tests.csv against programme.toml.",
        zh="请将 tests.csv 中的 lever 与 course_id 与 programme.toml 核对。",
    ),
)
EXPERIMENT_OUTSIDE_HISTORY = Notice(
    "fit.experiment_outside_history",
    Text(
        en="The experiment with lever “{lever}” on course “{course}” ({first} to {last}) is not used: its "
        "window is not wholly inside the weeks of history.",
        zh="未使用杠杆“{lever}”对课程“{course}”的实验（{first} 至 {last}）：其窗口不完全在历史各周之内。",
    ),
    Text(
        en="Add orders and spend of those weeks, or check the dates in tests.csv.",
        zh="请补充这些周的订单和投入，或核对 tests.csv 中的日期。",
    ),
)
EXPERIMENT_OFF_SALE = Notice(
    "fit.experiment_off_sale",
    Text(
        en="The experiment with lever “{lever}” on course “{course}” ({first} to {last}) is not used: the "
        "course was not on sale in all of its weeks.",
        zh="未使用杠杆“{lever}”对课程“{course}”的实验（{first} 至 {last}）：该课程并非每周都在售。",
    ),
    Text(en="Check the dates in tests.csv.", zh="请核对 tests.csv 中的日期。"),
)
EXPERIMENT_WITHOUT_ENROLMENTS = Notice(
    "fit.experiment_without_enrolments",
    Text(
        en="The experiment with lever “{lever}” on course “{course}” ({first} to {last}) is not used: its "
        "lift is a share of enrolments, and the course had none in its window.",
        zh="未使用杠杆“{lever}”对课程“{course}”的实验（{first} 至 {last}）：其提升以报名的占比表示，"
        "而该课程在窗口内没有报名。",
    ),
    Text(
        en="Check the dates in tests.csv, or state the lift as a number of enrolments.",
        zh="请核对 tests.csv 中的日期，或以报名人数表示提升。",
    ),
)
EXPERIMENT_EXCEEDS_SPEND = Notice(
    "fit.experiment_exceeds_spend",
    Text(
        en="The experiment with lever “{lever}” on course “{course}” ({first} to {last}) is not used: it "
        "says more was added than the records say was spent.",
        zh="未使用杠杆“{lever}”对课程“{course}”的实验（{first} 至 {last}）：其增加额超过了记录中的投入。",
    ),
    Text(
        en="Check spend_change in tests.csv (total over the window, in the programme's currency), and that "
        "the test's own spend is in spend.csv.",
        zh="请核对 tests.csv 中的 spend_change（窗口内合计，项目货币），"
        "并确认实验本身的投入已记入 spend.csv。",
    ),
)
