"""Notices about plans that leave some party less than it accepts."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text

PARTY_FLOOR_OUT_OF_REACH = Notice(
    "planning.party_floor_out_of_reach",
    Text(
        en="Under the terms as they stand no plan was found that leaves {party} an expected profit of "
        "{floor}; the best one for it leaves {best}.",
        zh="按现有条款，找不到让{party}的预期收益达到 {floor} 的方案；对其最好的方案为 {best}。",
    ),
    Text(
        en="Lower the floor of {party} by {missing}, give it a larger share of revenue in [terms], or set "
        'participation = "transferable" and let the split even it out.',
        zh="请把{party}的收益下限降低 {missing}，在 [terms] 中提高其收入分成，"
        '或设 participation = "transferable" 由收益分配来补足。',
    ),
)
FLOORS_IN_CONFLICT = Notice(
    "planning.floors_in_conflict",
    Text(
        en="Each floor can be kept, but not all together under the terms as they stand: the plan nearest to "
        "all of them leaves {party} {best} instead of {floor}.",
        zh="各方的收益下限单独都能满足，但按现有条款无法同时满足："
        "最接近的方案给{party}留下 {best}，低于 {floor}。",
    ),
    Text(
        en="Lower the floor of {party} by {missing}, change revenue shares or who pays which lever, or set "
        'participation = "transferable".',
        zh="请把{party}的收益下限降低 {missing}，调整收入分成或杠杆由谁承担，"
        '或设 participation = "transferable"。',
    ),
)
FRONTIER_OF_OTHERS = Notice(
    "planning.frontier_of_others",
    Text(
        en="A frontier compares two different parties of the programme, not {parties}.",
        zh="前沿只能比较项目中两个不同的合作方，而不是 {parties}。",
    ),
    Text(en="Name two of these: {known}.", zh="请从以下合作方中选两个：{known}。"),
)
FRONTIER_NEEDS_TWO = Notice(
    "planning.frontier_needs_two",
    Text(
        en="The programme has one party ({known}) only, and a frontier compares two.",
        zh="该项目只有一个合作方（{known}），而前沿需要比较两方。",
    ),
    Text(en="Ask for the frontier of cost: --of cost.", zh="请改看成本前沿：--of cost。"),
)
