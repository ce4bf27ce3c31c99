"""What is proved about a plan, in words."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.aim import AIMS, aim_of, aims_at_profit, say_aim
from kuajie.present.reader import Reader
from kuajie.usecases.plan_answer import PlanAnswer

PROVED = Text(
    en="On the {draws} draws that found the plan, it earns {value}, and no plan under the same limits can "
    "earn more than {bound}: a gap of at most {gap}.",
    zh="在寻优所用的 {draws} 个样本上，本方案的收益为 {value}，"
    "同样限制下任何方案都不可能超过 {bound}：差距不超过 {gap}。",
)
PROVED_OTHER = Text(
    en="On the {draws} draws that found the plan, it reaches {value} of its aim ({aim}), and no plan under "
    "the same limits can reach more than {bound}: a gap of at most {gap}.",
    zh="在寻优所用的 {draws} 个样本上，本方案的{aim}为 {value}，"
    "同样限制下任何方案都不可能超过 {bound}：差距不超过 {gap}。",
)
PROVED_MEASURE = Text(
    en="On the {draws} draws that found the plan, what it was made for reaches {value}, and under the same "
    "limits no plan can bring that above {bound}: a gap of at most {gap}.",
    zh="在寻优所用的 {draws} 个样本上，本方案的目标值为 {value}，"
    "同样限制下任何方案都不可能超过 {bound}：差距不超过 {gap}。",
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
    proved = PROVED if aims_at_profit(plan) else PROVED_OTHER
    return reader.say(
        proved if plan.measured is None else PROVED_MEASURE,
        draws=plan.draws,
        value=say_aim(plan, certificate.value, reader),
        bound=say_aim(plan, certificate.bound, reader),
        gap=reader.fine_share(certificate.gap),
        **({} if aims_at_profit(plan) else {"aim": AIMS[aim_of(plan)]}),
    )
