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
