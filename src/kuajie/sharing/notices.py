"""What splitting has to tell people."""

from __future__ import annotations

from kuajie.messages import KuajieError, Notice, Text


class RuleDoesNotApply(KuajieError):
    """A split rule has no answer for this game."""


COOPERATION_DOES_NOT_PAY = Notice(
    "sharing.cooperation_does_not_pay",
    Text(
        en="Together the parties earn less than apart, so no split leaves everyone better off.",
        zh="各方合作的总收益低于各自单独经营之和，任何分配都无法让每一方都更好。",
    ),
    Text(
        en="Do not cooperate on these courses and levers, or change the plan before talking about shares.",
        zh="请不要就这些课程和杠杆合作，或先修改方案再谈分配。",
    ),
)
NOTHING_ALONE = Notice(
    "sharing.nothing_alone",
    Text(
        en="Proportional shares need parties that earn something alone, and {party} does not.",
        zh="按比例分配要求各方单独经营时有正收益，而 {party} 没有。",
    ),
    Text(
        en="Use equal surplus, Nash bargaining or the Shapley value instead.",
        zh="请改用均分盈余、纳什谈判或沙普利值。",
    ),
)
NO_IMPUTATION = Notice(
    "sharing.no_imputation",
    Text(
        en="The nucleolus needs a split that leaves nobody below what it earns alone, and there is none.",
        zh="核仁要求存在让每一方都不低于单独经营的收益的分配，而这里不存在。",
    ),
    Text(
        en="Use the prenucleolus, which shares a loss as well, or do not cooperate.",
        zh="请改用预核仁（它也能分摊损失），或者不合作。",
    ),
)
