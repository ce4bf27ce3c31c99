"""By which method a plan was found, in words."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.aim import say_aim
from kuajie.present.reader import Reader
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.plan_method import AUTO

CHOSEN = Text(en="Method: {name}, chosen because {reason}.", zh="方法：{name}；选用理由：{reason}。")
ASKED = Text(en="Method: {name}, as asked: {reason}.", zh="方法：{name}（按要求）：{reason}。")
NAMES = {"ascent": Text(en="ascent", zh="谱梯度上升")}
"""What methods are called that are known by other names than Adam and SGD."""
DECAYED = Text(
    en="Weight decay of {decay} draws spend towards zero whatever its merit: without it the same method "
    "reaches {lost} more.",
    zh="权重衰减 {decay} 会不论优劣地把投入拉向零：不用衰减时，同一方法可多得 {lost}。",
)


def method_sentences(plan: PlanAnswer, reader: Reader) -> list[str]:
    """Return which method found the plan and why, and what weight decay took; nothing where untold."""
    told = plan.method
    if told is None:
        return []
    name = reader.say(NAMES[told.name]) if told.name in NAMES else told.name
    facts = {"name": name, "reason": reader.say(told.reason)}
    said = [reader.say(CHOSEN if told.chosen_by == AUTO else ASKED, **facts)]
    if told.decay > 0.0:
        lost = say_aim(plan, told.lost, reader)
        said.append(reader.say(DECAYED, decay=f"{told.decay:g}", lost=lost))
    return said
