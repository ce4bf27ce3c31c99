"""What is told of each answer where the reader is a program: all but posterior draws and inner workings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import singledispatch

from kuajie.usecases.deal_answer import DealAnswer
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.fit_form import FitForm
from kuajie.usecases.frontier_answer import CostFrontierAnswer, PartyFrontierAnswer
from kuajie.usecases.learn_answer import LearnAnswer
from kuajie.usecases.partners_answer import PartnersAnswer
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.replan_answer import ReplanAnswer
from kuajie.usecases.run import RunAnswer
from kuajie.usecases.structures_answer import StructuresAnswer
from kuajie.usecases.terms_answer import TermsAnswer

_OF_FIT = (
    "trustworthy",
    "warnings",
    "levers",
    "courses",
    "curves",
    "contributions",
    "prior",
    "experiments",
    "calibration",
    "experiment_lifts",
    "checks",
    "holdout",
    "earlier_holdouts",
    "forecast",
    "predictive",
    "weekly",
)
_NOT_OF_PLAN = {"programme", "plan", "profit_draws"}


@singledispatch
def published(answer: object) -> object:
    """Return what ``--json`` prints of an answer and an API would tell; most answers as they are.

    A fit leaves out its posterior and its model, a plan the draws that its intervals sum up; a plan made from
    a fit that cannot be relied on is not ``trustworthy`` either.
    """
    return answer


@published.register
def _of_fit(answer: FitAnswer) -> Mapping[str, object]:
    panel = answer.panel
    return {
        "key": answer.key,
        "currency": answer.spec.currency,
        "first_week": panel.weeks[0],
        "weeks": len(panel.weeks),
        "form": FitForm.of(answer),
        **{name: getattr(answer, name) for name in _OF_FIT},
    }


@published.register(CostFrontierAnswer)
@published.register(PartyFrontierAnswer)
@published.register(LearnAnswer)
@published.register(DealAnswer)
@published.register(StructuresAnswer)
@published.register(TermsAnswer)
def _without_programme(
    answer: CostFrontierAnswer
    | PartyFrontierAnswer
    | LearnAnswer
    | DealAnswer
    | StructuresAnswer
    | TermsAnswer,
) -> Mapping[str, object]:
    told = [field.name for field in fields(answer) if field.name != "programme"]
    return {"currency": answer.programme.currency, **{name: getattr(answer, name) for name in told}}


@published.register
def _of_plan(answer: PlanAnswer) -> Mapping[str, object]:
    plan, told = answer.plan, [field.name for field in fields(answer) if field.name not in _NOT_OF_PLAN]
    return {
        "programme": answer.programme.id,
        "currency": answer.programme.currency,
        "trustworthy": not answer.fit_doubts,
        "weeks": plan.weeks,
        "spend_by_week": plan.spend,
        "prices": plan.prices,
        "certificate": plan.certificate,
        "gap": plan.certificate.gap,
        **{name: getattr(answer, name) for name in told},
    }


@published.register
def _of_replan(answer: ReplanAnswer) -> Mapping[str, object]:
    told = {field.name: getattr(answer, field.name) for field in fields(answer)}
    return told | {"programme": answer.programme.id, "rest": _of_plan(answer.rest)}


@published.register
def _of_run(answer: RunAnswer) -> Mapping[str, object]:
    return {field.name: published(getattr(answer, field.name)) for field in fields(answer)}


@published.register
def _of_partners(answer: PartnersAnswer) -> Mapping[str, object]:
    """Return a ranking with the leading method's figures at the top, named as that method's."""
    result = answer.leading.result
    figures = {field.name: getattr(result, field.name) for field in fields(result)}
    told = {field.name: getattr(answer, field.name) for field in fields(answer)}
    return {"method": answer.method, **figures, **told}
