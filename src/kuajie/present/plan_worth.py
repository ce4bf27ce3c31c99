"""Why each lever gets what it does, and what more of each limit would bring."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.aim import aims_at_profit, say_aim
from kuajie.present.blocks import Column, Table
from kuajie.present.plan_tables import LEVER, LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.usecases.plan_answer import BudgetValue, LeverDecision, LeverReason, PlanAnswer, PlanValues

WHY = Text(en="Why this much", zh="为何投这么多")
MORE = Text(en="What more would bring", zh="再多一点能带来什么")
MORE_OF = Text(en="More of what", zh="增加什么")
PLANNED_ANEW = Text(en="Brings, planned anew", zh="重新规划后带来")
BY_SLOPE = Text(en="Brings at the first yuan's rate", zh="按第一元的回报推算")
USED = Text(
    en="{binds}. Per {unit} 1, its first money brings {first} and its last {last}, before its own cost. Its "
    "effect is {share} of what its weekly limits throughout would give; half of what a spend does has come "
    "{when}.",
    zh="{binds}。每投入 1 {unit}，最初的投入带来 {first}，最后的投入带来 {last}（未扣自身成本）。"
    "效果为全程按每周上限投入时的 {share}；一笔投入的效果{when}显现一半。",
)
USED_OTHER = Text(
    en="{binds}. Per {unit} 1,000, its first money brings {first} of the aim and its last {last}. Its effect "
    "is {share} of what its weekly limits throughout would give; half of what a spend does has come {when}.",
    zh="{binds}。每投入 1,000 {unit}，最初的投入使目标值增加 {first}，最后的投入增加 {last}。"
    "效果为全程按每周上限投入时的 {share}；一笔投入的效果{when}显现一半。",
)
UNUSED = Text(
    en="{binds}. Per {unit} 1, even its first money would bring only {first}, in its best week.",
    zh="{binds}。即使在最好的一周，每投入 1 {unit}，最初的投入也只带来 {first}。",
)
UNUSED_OTHER = Text(
    en="{binds}. Per {unit} 1,000, its first money would bring {first} of the aim, in its best week.",
    zh="{binds}。在最好的一周，每投入 1,000 {unit}，最初的投入使目标值增加 {first}。",
)
SAME_WEEK = Text(en="within the week of spending", zh="在当周")
AFTER_WEEKS = Text(en="after {weeks} weeks", zh="在 {weeks} 周后")
AT_MOST = Text(
    en="{sentence} In {full} of {weeks} weeks it is at its limit.",
    zh="{sentence}{weeks} 周中有 {full} 周达到上限。",
)
MORE_NOTE = Text(
    en="What the programme's aim gains, its own cost already taken off. Planned anew, a sum brings less than "
    "the rate of its first unit promises, since returns fall.",
    zh="指项目目标的增加（已扣除自身成本）。由于回报递减，重新规划后的增加少于按第一个货币单位推算的数值。",
)
IN_BUDGET = Text(en="{amount} more in the budget of {party}", zh="{party}的预算增加 {amount}")
IN_TOTAL = Text(en="{amount} more in the total budget", zh="总预算增加 {amount}")
SEAT = Text(en="One more seat a week in {course}", zh="{course} 每周多一个名额")
WEEK = Text(en="One more week, budgets in proportion", zh="多一周，预算按比例增加")


def reason_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return for every lever in one or two sentences why it gets as much as it does."""
    decided = {lever.id: lever for lever in plan.levers}
    rows = tuple(
        (decided[reason.id].title, say_reason(plan, decided[reason.id], reason, reader))
        for reason in plan.reasons
    )
    return Table(columns=columns(reader, (LEVER, False), (WHY, False)), rows=rows)


def say_reason(plan: PlanAnswer, lever: LeverDecision, reason: LeverReason, reader: Reader) -> str:
    """Return why a lever gets what it does."""
    money = aims_at_profit(plan)
    size = 1 if money else 1000
    binds = reader.say(lever.binds)
    facts = {
        "binds": binds[:1].upper() + binds[1:],
        "unit": reader.unit,
        "first": _return(size * reason.first_return, reader),
    }
    if not lever.spend:
        return reader.say(UNUSED if money else UNUSED_OTHER, **facts)
    soon = reason.half_life < 1
    sentence = reader.say(
        USED if money else USED_OTHER,
        **facts,
        last=_return(size * reason.last_return, reader),
        share=f"{reader.whole(100 * reason.share_of_most)}%",
        when=reader.say(SAME_WEEK if soon else AFTER_WEEKS, weeks=reader.tenth(reason.half_life)),
    )
    weeks = len(plan.plan.weeks)
    if not 0 < reason.full_weeks < weeks:
        return sentence
    return reader.say(AT_MOST, sentence=sentence, full=reason.full_weeks, weeks=weeks)


def _return(value: float, reader: Reader) -> str:
    """Return what a unit of money brings, to two decimals where it is not tiny."""
    return reader.ratio(value) if abs(value) >= 0.1 else reader.brief(value)


def value_table(plan: PlanAnswer, values: PlanValues, reader: Reader) -> Table:
    """Return what a further sum in each budget, one more seat and one more week would bring."""
    names = {party.id: party.name for party in plan.programme.parties}
    rows = [
        (
            _budget(line, values, names, reader),
            _gain(plan, line.planned_anew, reader),
            _gain(plan, line.by_slope, reader),
        )
        for line in values.budgets
    ]
    rows += [
        (reader.say(SEAT, course=seat.title), _gain(plan, seat.every_week, reader), LIGHT_ZERO)
        for seat in values.seats
    ]
    if values.week is not None:
        rows.append((reader.say(WEEK), _gain(plan, values.week, reader), LIGHT_ZERO))
    named = (Column(reader.say(MORE_OF)), *columns(reader, (PLANNED_ANEW, True), (BY_SLOPE, True)))
    return Table(columns=named, rows=tuple(rows))


def _budget(line: BudgetValue, values: PlanValues, names: dict[str, str], reader: Reader) -> str:
    amount = reader.money(values.sum)
    if line.name == "total":
        return reader.say(IN_TOTAL, amount=amount)
    return reader.say(IN_BUDGET, amount=amount, party=names.get(line.name, line.name))


def _gain(plan: PlanAnswer, value: float | None, reader: Reader) -> str:
    """Return a gain in the programme's aim; a dot for what brings nothing or was not worked out."""
    if value is None or abs(value) < LEAST:
        return LIGHT_ZERO
    return say_aim(plan, value, reader) if abs(value) >= 1 or aims_at_profit(plan) else reader.brief(value)


LEAST = 0.005
"""Gains below this, in money or counts, are none."""
