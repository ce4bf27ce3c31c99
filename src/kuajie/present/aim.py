"""What a programme aims at, in words and figures: money for profit, counts for everything else."""

from __future__ import annotations

from kuajie.domain.terms import Aim
from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.plan_answer import PlanAnswer

AIMS = {
    Aim.PROFIT: Text(en="joint profit", zh="联合收益"),
    Aim.ENROLMENTS: Text(en="enrolments", zh="报名数"),
    Aim.COMPLETIONS: Text(en="completions", zh="完课数"),
    Aim.MIX: Text(en="weighted value", zh="加权目标值"),
}
TITLES = {
    Aim.PROFIT: Text(en="Joint profit", zh="联合收益"),
    Aim.ENROLMENTS: Text(en="Enrolments", zh="报名数"),
    Aim.COMPLETIONS: Text(en="Completions", zh="完课数"),
    Aim.MIX: Text(en="Weighted value", zh="加权目标值"),
}
BRINGS = {
    Aim.PROFIT: Text(en="Brings", zh="带来的收益"),
    Aim.ENROLMENTS: Text(en="Brings enrolments", zh="带来的报名"),
    Aim.COMPLETIONS: Text(en="Brings completions", zh="带来的完课"),
    Aim.MIX: Text(en="Brings weighted value", zh="带来的加权值"),
}
LOSS = Text(en="chance of a loss {chance}", zh="亏损概率：{chance}")
BELOW = Text(
    en="chance of less than the least accepted in all ({floor}, without outside profit) {chance}",
    zh="低于各方下限之和（{floor}，不含项目外收益）的可能性：{chance}",
)


def aim_of(plan: PlanAnswer) -> Aim:
    """Return what the plan's programme aims at."""
    return plan.programme.objective.aim


def aims_at_profit(plan: PlanAnswer) -> bool:
    """Say whether the plan's programme aims at profit."""
    return aim_of(plan) is Aim.PROFIT


def say_aim(plan: PlanAnswer, value: float, reader: Reader) -> str:
    """Return an amount of the programme's aim."""
    return reader.money(value) if aims_at_profit(plan) else reader.count(value)


def say_gain(plan: PlanAnswer, value: float, reader: Reader) -> str:
    """Return a difference in the programme's aim with its sign."""
    if aims_at_profit(plan):
        return reader.signed_money(value)
    said = reader.count(value).replace("-", "−")
    return f"+{said}" if round(value) > 0 else said


def say_aim_range(plan: PlanAnswer, interval: Interval, reader: Reader) -> str:
    """Return the ends of an interval of the programme's aim."""
    return reader.money_range(interval) if aims_at_profit(plan) else reader.count_range(interval)


def say_risk(plan: PlanAnswer, reader: Reader) -> str:
    """Return the chance that money falls below what the parties accept."""
    chance = reader.chance(plan.chance_of_loss)
    if aims_at_profit(plan):
        return reader.say(LOSS, chance=chance)
    return reader.say(BELOW, chance=chance, floor=reader.money(plan.floor))
