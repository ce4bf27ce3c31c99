"""Notices about plans under uncertainty and about what knowing more is worth."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

TOO_MANY_LEVER_SETS = Notice(
    "risk.too_many_lever_sets",
    Text(
        en="There are too many ways in which {levers} of {of} levers can turn out weaker.",
        zh="{of} 个杠杆中有 {levers} 个减弱的组合太多，无法逐一检查。",
    ),
    Text(
        en="Ask for the worst case over fewer levers.",
        zh="请减少最坏情形中可能减弱的杠杆个数。",
    ),
)
TARGET_MISSING = Notice(
    "risk.target_missing",
    Text(
        en="The chance of reaching a target needs the target.",
        zh="要最大化达标概率，需要给出目标值。",
    ),
    Text(
        en="Add --target with the amount to reach, for example --target 500000.",
        zh="请用 --target 给出目标，例如 --target 500000。",
    ),
)
NOTHING_FALLS = Notice(
    "risk.nothing_falls",
    Text(
        en="In this worst case nothing falls: it is the mean.",
        zh="这样的最坏情形里没有任何下降，等同于均值。",
    ),
    Text(
        en="Let some weeks or levers fall by more than nothing: --deviation 0.2 --worst-weeks 4.",
        zh="请让若干周或杠杆有所下降：--deviation 0.2 --worst-weeks 4。",
    ),
)
