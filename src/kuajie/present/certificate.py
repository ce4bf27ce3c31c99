"""What is proved about a plan, in words."""

from __future__ import annotations

from kuajie.domain.terms import Aim
from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie.usecases.plan_answer import PlanAnswer

PROVED = Text(
    en="No plan under the same limits can earn more than {bound} in this model: this one is within {gap} "
    "of it.",
    zh="在同样的限制与模型下，任何方案的收益都不可能超过 {bound}：本方案与它的差距不超过 {gap}。",
)
PROVED_OTHER = Text(
    en="No plan under the same limits can reach more than {bound} on the programme's objective in this "
    "model: "
    "this one, at {value}, is within {gap} of it.",
    zh="在同样的限制与模型下，任何方案的目标值都不可能超过 {bound}：本方案为 {value}，差距不超过 {gap}。",
)
UNPROVED = Text(
    en="Nothing is proved about how much better another plan could be.",
    zh="关于是否存在更好的方案，目前没有任何证明。",
)


def certificate_sentence(plan: PlanAnswer, reader: Reader) -> str:
    """Return in words what is proved about the plan."""
    certificate = plan.plan.certificate
    if certificate.bound is None or certificate.gap is None:
        return reader.say(UNPROVED)
    gap = reader.fine_share(certificate.gap)
    if plan.programme.objective.aim is Aim.PROFIT:
        return reader.say(PROVED, bound=reader.money(certificate.bound), gap=gap)
    value, bound = reader.number(certificate.value), reader.number(certificate.bound)
    return reader.say(PROVED_OTHER, bound=bound, value=value, gap=gap)
