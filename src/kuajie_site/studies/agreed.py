"""The plan that the parties agreed on, as deals and re-plans of the programme rest on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from kuajie.domain.money import Money
from kuajie.store.folder import FolderAnswerStore
from kuajie.usecases.agreed_plan import AGREED_PLAN, AgreedPlan
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.models import Answer


def agree_on(answer: Answer) -> None:
    """Keep the plan of an answer to ``plan`` as the one agreed on, in place of any other.

    Raises ``ValueError`` for an answer to another study.
    """
    if answer.study != "plan":
        raise ValueError(f"a plan is agreed on, not an answer to {answer.study!r}")
    _store(answer.programme).save(AGREED_PLAN, plan_of(answer.record).as_record(), {})


def plan_of(record: Any) -> AgreedPlan:
    """Return the plan that the record of an answer to ``plan`` tells: spend and prices, week by week."""
    weeks = tuple(date.fromisoformat(week) for week in record["weeks"])
    return AgreedPlan(
        weeks=weeks,
        spend={lever: tuple(map(_money, row)) for lever, row in record["spend_by_week"].items()},
        prices={course: (_money(price),) * len(weeks) for course, price in record["prices"].items()},
    )


def agreed_digest(programme: Programme) -> str:
    """Return the hash of the plan agreed on; nothing where there is none."""
    kept = programme.place / "kuajie" / "answers" / AGREED_PLAN / "record.json"
    try:
        return sha256(kept.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def _money(told: Any) -> Money:
    return Money.of(Decimal(told["amount"]), told["currency"])


def _store(programme: Programme) -> FolderAnswerStore:
    latest = programme.latest
    if latest is None:
        raise ValueError(f"programme {programme.pk} has no files")
    return FolderAnswerStore(latest.folder)
