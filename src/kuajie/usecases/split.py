"""Who gets what: each party's fair share, and what each would have without the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.messages import Finding
from kuajie.sharing.coalitions import Coalition, CoalitionGame
from kuajie.sharing.contribution import explain_shapley
from kuajie.usecases.addressing import key_of
from kuajie.usecases.coalition_plan import CoalitionPlan
from kuajie.usecases.coalition_plans import PLANNING_COALITIONS, plan_coalitions
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.party_accounts import party_accounts
from kuajie.usecases.planning_problem import profit_floor
from kuajie.usecases.ports import AnswerStore, Progress, silent
from kuajie.usecases.rule_shares import MoneyGame, every_rule
from kuajie.usecases.split_answer import CoalitionWorth, SplitAnswer
from kuajie.usecases.split_findings import game_findings, gap_findings, loss_findings, rule_findings
from kuajie.usecases.split_question import SplitQuestion
from kuajie.usecases.split_sampled import planned_coalitions, sampled_findings, sampled_rules

__all__ = ["PLANNING_COALITIONS", "SplitQuestion", "split_profit"]

Plans = Mapping[Coalition, CoalitionPlan]


def split_profit(
    question: SplitQuestion, *, store: AnswerStore | None = None, progress: Progress = silent
) -> SplitAnswer:
    """Return each party's share of joint profit under several rules.

    Every coalition is planned on its own levers and courses, outsiders' levers at zero; larger ones start
    from the plans of their parts. Worths are judged on draws not used for planning. What ``store`` keeps of
    earlier answers is not planned again. Raises ``RuleDoesNotApply`` where the question's rule has no answer.
    """
    wanted = planned_coalitions(question) if question.sampled else None
    plans = plan_coalitions(question, wanted, store=store, progress=progress)
    whole = len(plans) == question.coalitions
    answer = _whole_answer(question, plans) if whole else _sampled_answer(question, plans)
    progress(PLANNING_COALITIONS, 1.0)
    return answer


def _whole_answer(question: SplitQuestion, plans: Plans) -> SplitAnswer:
    """Return the split when every coalition is planned."""
    programme = question.programme
    at_profit = programme.objective.aim is Aim.PROFIT
    game = _money_game(question, plans)
    worths = _worths(plans, at_profit=at_profit)
    rules, left_out = every_rule(game, required=question.rule)
    aims = CoalitionGame(programme.party_ids, {members: float(row.mean()) for members, row in worths.items()})
    found: tuple[Finding, ...] = ()
    if at_profit:
        found = (
            *game_findings(programme, aims),
            *rule_findings(programme, rules),
            *(gap_findings(programme, plans) if question.certified else ()),
        )
    answer = _common(question, plans, game.money)
    fair = {party: interval.mean for party, interval in rules[0].shares.items()}
    return replace(
        answer,
        rules=rules,
        recommended=rules[0].rule,
        contributions=explain_shapley(aims),
        accounts=party_accounts(programme, question.plan, fair=fair, alone=answer.disagreement),
        warnings=(*answer.warnings, *found, *left_out),
    )


def _sampled_answer(question: SplitQuestion, plans: Plans) -> SplitAnswer:
    """Return the split when only some coalitions are planned."""
    money = _money(question.programme, plans)
    rules = sampled_rules(question, money)
    answer = _common(question, plans, money)
    fair = {party: interval.mean for party, interval in rules[0].shares.items()}
    return replace(
        answer,
        rules=rules,
        recommended=rules[0].rule,
        accounts=party_accounts(question.programme, question.plan, fair=fair, alone=answer.disagreement),
        warnings=(*answer.warnings, *sampled_findings(question, len(plans))),
    )


def _common(question: SplitQuestion, plans: Plans, money: Mapping[Coalition, Floats]) -> SplitAnswer:
    """Return the part of an answer that needs no rule: worths, disagreement point and surplus."""
    programme = question.programme
    at_profit = programme.objective.aim is Aim.PROFIT
    worths = _worths(plans, at_profit=at_profit)
    everybody = money[frozenset(programme.party_ids)]
    surplus = everybody - sum(money[frozenset({party})] for party in programme.party_ids)
    losses = loss_findings(float(surplus.mean()), at_profit=at_profit)
    return SplitAnswer(
        key=_key(question),
        currency=programme.currency,
        parties={party.id: party.name for party in programme.parties},
        aims_at_profit=at_profit,
        total=Interval.of(everybody),
        surplus=Interval.of(surplus),
        chance_of_paying=float((surplus >= 0).mean()),
        disagreement={party: float(money[frozenset({party})].mean()) for party in programme.party_ids},
        worths=tuple(_worth(programme, plan, worths[members]) for members, plan in plans.items()),
        rules=(),
        recommended=question.rule,
        contributions={},
        accounts=(),
        warnings=(*question.plan.warnings, *losses),
    )


def _worths(plans: Plans, *, at_profit: bool) -> dict[Coalition, Floats]:
    return {members: plan.profit if at_profit else plan.objective for members, plan in plans.items()}


def _money_game(question: SplitQuestion, plans: Plans) -> MoneyGame:
    at_profit = question.programme.objective.aim is Aim.PROFIT
    return MoneyGame(
        parties=question.programme.party_ids,
        currency=question.programme.currency,
        money=_money(question.programme, plans),
        bargaining=question.bargaining,
        gaps={members: plan.gap if at_profit else 0.0 for members, plan in plans.items()},
    )


def _money(programme: Programme, plans: Plans) -> dict[Coalition, Floats]:
    if programme.objective.aim is Aim.PROFIT:
        return _worths(plans, at_profit=True)
    return _money_over_floors(programme, plans)


def _money_over_floors(programme: Programme, plans: Plans) -> dict[Coalition, Floats]:
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


def _key(question: SplitQuestion) -> str:
    asked = {
        "plan": question.plan.key,
        "draws": (question.draws, question.test_draws, question.certified),
        "sample": (question.sample, question.seed) if question.sampled else None,
        "rule": (question.rule, question.patience),
    }
    return key_of(asked, data_fingerprint="")


def _worth(programme: Programme, plan: CoalitionPlan, worth: Floats) -> CoalitionWorth:
    return CoalitionWorth(
        members=tuple(party for party in programme.party_ids if party in plan.members),
        worth=Interval.of(worth),
        outside=plan.outside,
        courses=tuple(plan.prices),
        spend=sum(_whole_spend(programme, lever, row) for lever, row in plan.spend.items()),
        gap=plan.gap,
    )


def _whole_spend(programme: Programme, lever: str, row: Floats) -> float:
    """Return what a lever costs over the horizon, with its set-up where it is used."""
    total = float(row.sum())
    return total + float(programme.lever(lever).set_up_cost) * (total > 0)
