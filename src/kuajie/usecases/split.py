"""Who gets what: each party's fair share, and what each would have without the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kuajie.domain.money import Money
from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.messages import Finding, InfeasiblePlan, Severity, Text
from kuajie.messages.notices import planning as notices
from kuajie.planning.objective import evaluate
from kuajie.planning.solution import Start
from kuajie.sharing.bargaining import Bargaining
from kuajie.sharing.coalitions import Coalition, CoalitionGame, coalitions
from kuajie.sharing.contribution import explain_shapley
from kuajie.sharing.core import check_core
from kuajie.sharing.exact_shares import to_exact
from kuajie.sharing.notices import RuleDoesNotApply
from kuajie.sharing.split import DrawnSplit, split_draws
from kuajie.sharing.split_rules import SPLIT_RULES
from kuajie.usecases.addressing import key_of
from kuajie.usecases.fit_answer import FitAnswer, Interval
from kuajie.usecases.party_accounts import party_accounts
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.plan_search import PlanQuestion, Worked, judging_draws, work_out
from kuajie.usecases.plan_telling import reached
from kuajie.usecases.planning_problem import build_problem, profit_floor, scope_of
from kuajie.usecases.ports import Progress, silent
from kuajie.usecases.split_answer import CoalitionWorth, RuleShares, SplitAnswer

PLANNING_COALITIONS = Text(en="Planning every coalition on its own", zh="正在为每个联盟单独做方案")
RULES = ("nash_bargaining", "shapley", "nucleolus", "equal_surplus")
RECOMMENDED = "nash_bargaining"
INSTEAD = {"nucleolus": "prenucleolus"}
"""What tells of a rule that has no answer where cooperation loses in some draw."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SplitQuestion:
    """Whose plan to divide; ``plan`` is the answer for all parties on the same fit."""

    programme: Programme
    fit: FitAnswer
    plan: PlanAnswer
    draws: int = 100
    test_draws: int = 400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoalitionPlan:
    """A coalition's best plan on its own: spend by lever, prices by course, and its worth in every draw."""

    members: Coalition
    spend: Mapping[str, Floats]
    prices: Mapping[str, float]
    objective: Floats
    profit: Floats
    outside: float


def split_profit(question: SplitQuestion, *, progress: Progress = silent) -> SplitAnswer:
    """Return each party's share of joint profit under several rules.

    Every coalition is planned on its own levers and courses, outsiders' levers at zero; larger ones start
    from the plans of their parts. Worths are judged on draws not used for planning.
    """
    programme = question.programme
    plans: dict[Coalition, CoalitionPlan] = {}
    every = list(coalitions(programme.party_ids))
    for place, members in enumerate(every):
        progress(PLANNING_COALITIONS, place / len(every))
        plans[members] = _coalition_plan(question, members, plans)
    answer = _answer(question, plans)
    progress(PLANNING_COALITIONS, 1.0)
    return answer


def _coalition_plan(
    question: SplitQuestion, members: Coalition, known: Mapping[Coalition, CoalitionPlan]
) -> CoalitionPlan:
    """Return the best plan of a coalition; short of everybody, it may also leave everything alone."""
    scope = scope_of(question.programme, members)
    idle = _idle_plan(question, members)
    if scope.empty:
        return idle
    if len(members) == len(question.programme.parties):
        return _judged(question, members, *_joint_decision(question))
    asked = PlanQuestion(
        programme=question.programme, fit=question.fit, members=members, draws=question.draws, certified=False
    )
    try:
        worked = work_out(asked, starts=_starts_from_parts(question, members, known))
    except InfeasiblePlan:  # without the others the floors are out of reach, so it does nothing
        return idle
    plan = _judged(question, members, *_decision(worked))
    at_profit = question.programme.objective.aim is Aim.PROFIT
    return idle if at_profit and plan.profit.mean() < idle.profit.mean() else plan


def _idle_plan(question: SplitQuestion, members: Coalition) -> CoalitionPlan:
    """Return what members have who sell nothing together and spend nothing: their outside profit."""
    outside = sum(float(question.programme.party(party).outside_profit) for party in members)
    nothing = np.zeros(_judges(question).draws)
    return CoalitionPlan(
        members=members, spend={}, prices={}, objective=nothing, profit=nothing + outside, outside=outside
    )


def _judged(
    question: SplitQuestion, members: Coalition, spend: Mapping[str, Floats], prices: Mapping[str, float]
) -> CoalitionPlan:
    """Return a coalition's decision with what it is worth on draws that did not find it."""
    programme = question.programme
    scope = scope_of(programme, members)
    outside = sum(float(programme.party(party).outside_profit) for party in members)
    problem = build_problem(programme, question.fit, _judges(question), scope)
    weeks = programme.horizon.count
    rows = np.array([spend[lever.id] for lever in scope.levers]).reshape(len(scope.levers), weeks)
    judged = evaluate(problem, rows, np.array([prices[course.id] for course in scope.courses]))
    return CoalitionPlan(
        members=members,
        spend=spend,
        prices=prices,
        objective=reached(problem, judged),
        profit=judged.joint_profit + outside,
        outside=outside,
    )


def _key(question: SplitQuestion) -> str:
    draws = (question.draws, question.test_draws)
    return key_of({"plan": question.plan.key, "split": RULES, "draws": draws}, data_fingerprint="")


def _judges(question: SplitQuestion) -> Posterior:
    return judging_draws(question.fit, used=question.draws, wanted=question.test_draws)


def _joint_decision(question: SplitQuestion) -> tuple[dict[str, Floats], dict[str, float]]:
    """Return spend by lever and price by course of the joint plan."""
    plan = question.plan.plan
    spend = {lever: np.array([float(money) for money in row]) for lever, row in plan.spend.items()}
    return spend, {course: float(price) for course, price in plan.prices.items()}


def _decision(worked: Worked) -> tuple[dict[str, Floats], dict[str, float]]:
    """Return spend by lever and price by course of a worked-out plan."""
    levers, courses = worked.scope.levers, worked.scope.courses
    prices = {course.id: float(price) for course, price in zip(courses, worked.prices, strict=True)}
    return {lever.id: worked.spend[place] for place, lever in enumerate(levers)}, prices


def _starts_from_parts(
    question: SplitQuestion, members: Coalition, known: Mapping[Coalition, CoalitionPlan]
) -> list[Start]:
    """Return the plans of every way to part the coalition in two, put together."""
    scope = scope_of(question.programme, members)
    weeks = question.programme.horizon.count
    starts = []
    for part in (part for part in known if part < members and min(members) in part):
        both = (known[part], known[members - part])
        spend: dict[str, Floats] = {}
        for plan in both:
            spend |= {lever: row + spend.get(lever, 0.0) for lever, row in plan.spend.items()}
        prices = {course: price for plan in both for course, price in plan.prices.items()}
        starts.append(
            Start(
                spend=np.array([spend.get(lever.id, np.zeros(weeks)) for lever in scope.levers]).reshape(
                    -1, weeks
                ),
                prices=np.array([prices.get(course.id, float(course.menu[0])) for course in scope.courses]),
            )
        )
    return starts


def _answer(question: SplitQuestion, plans: Mapping[Coalition, CoalitionPlan]) -> SplitAnswer:
    programme = question.programme
    at_profit = programme.objective.aim is Aim.PROFIT
    worths = {members: plan.profit if at_profit else plan.objective for members, plan in plans.items()}
    game = CoalitionGame(programme.party_ids, {members: float(row.mean()) for members, row in worths.items()})
    money = worths if at_profit else _money_over_floors(programme, plans)
    bargaining = Bargaining(weights={party.id: party.bargaining_weight for party in programme.parties})
    everybody = frozenset(programme.party_ids)
    alone = {party: float(money[frozenset({party})].mean()) for party in programme.party_ids}
    surplus = money[everybody] - sum(money[frozenset({party})] for party in programme.party_ids)
    rules = tuple(_shares_by(rule, programme, money, bargaining) for rule in RULES)
    fair = {party: interval.mean for party, interval in rules[0].shares.items()}
    return SplitAnswer(
        key=_key(question),
        currency=programme.currency,
        parties={party.id: party.name for party in programme.parties},
        aims_at_profit=at_profit,
        total=Interval.of(money[everybody]),
        surplus=Interval.of(surplus),
        chance_of_paying=float((surplus >= 0).mean()),
        disagreement=alone,
        worths=tuple(_worth(programme, plan, worths[members]) for members, plan in plans.items()),
        rules=rules,
        recommended=RECOMMENDED,
        contributions=explain_shapley(game),
        accounts=party_accounts(programme, question.plan, fair=fair, alone=alone),
        warnings=(*question.plan.warnings, *_doubts(float(surplus.mean()), at_profit=at_profit)),
    )


def _money_over_floors(
    programme: Programme, plans: Mapping[Coalition, CoalitionPlan]
) -> dict[Coalition, Floats]:
    """Return the game of money of a programme that does not aim at profit: floors alone, profit together.

    Without the programme each party has its outside profit; the least it accepts within the programme is its
    profit floor, zero where none is stated. Coalitions short of everybody keep the sum of their floors.
    """
    everybody = plans[frozenset(programme.party_ids)]
    game = {}
    for members, plan in plans.items():
        floor = plan.outside + (profit_floor(programme, members) or 0.0)
        game[members] = np.full(everybody.profit.size, floor)
    game[everybody.members] = everybody.profit
    return game


def _worth(programme: Programme, plan: CoalitionPlan, worth: Floats) -> CoalitionWorth:
    return CoalitionWorth(
        members=tuple(party for party in programme.party_ids if party in plan.members),
        worth=Interval.of(worth),
        outside=plan.outside,
        courses=tuple(plan.prices),
        spend=sum(_whole_spend(programme, lever, row) for lever, row in plan.spend.items()),
    )


def _whole_spend(programme: Programme, lever: str, row: Floats) -> float:
    """Return what a lever costs over the horizon, with its set-up where it is used."""
    total = float(row.sum())
    return total + float(programme.lever(lever).set_up_cost) * (total > 0)


def _shares_by(
    rule: str, programme: Programme, money: Mapping[Coalition, Floats], bargaining: Bargaining
) -> RuleShares:
    parties = programme.party_ids
    drawn = _drawn(rule, parties, money, bargaining)
    row = SPLIT_RULES[drawn.rule]
    game = CoalitionGame(parties, {members: float(worth.mean()) for members, worth in money.items()})
    means = {party: drawn.mean[party] for party in parties}
    core = check_core(game, means)
    keenest = core.walking_away[0] if core.walking_away else None
    total = Money.nearest(float(game.total), programme.currency)
    return RuleShares(
        rule=drawn.rule,
        title=row.title,
        principle=row.principle,
        reason=row.reason,
        shares={party: Interval.of(drawn.draws[place]) for place, party in enumerate(parties)},
        exact=to_exact(means, total),
        gains={party: means[party] - float(game.worth[frozenset({party})]) for party in parties},
        walks_away=tuple(party for party in parties if keenest and party in keenest.coalition),
        walk_gain=keenest.gain if keenest else 0.0,
    )


def _drawn(
    rule: str, parties: tuple[str, ...], money: Mapping[Coalition, Floats], bargaining: Bargaining
) -> DrawnSplit:
    """Return the shares of every draw by a rule, or by its substitute where it has no answer."""
    try:
        return split_draws(money, parties=parties, rule=rule, bargaining=bargaining)
    except RuleDoesNotApply:
        if rule not in INSTEAD:
            raise
        return split_draws(money, parties=parties, rule=INSTEAD[rule], bargaining=bargaining)


def _doubts(surplus: float, *, at_profit: bool) -> list[Finding]:
    if surplus >= 0:
        return []
    facts = {"loss": f"{-surplus:,.0f}"}
    notice = notices.COOPERATION_LOSES if at_profit else notices.BELOW_FLOORS
    return [Finding(notice=notice, severity=Severity.WARNING, facts=facts)]
