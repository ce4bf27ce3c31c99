"""Plans side by side: what each decides and brings, and where it is not as the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kuajie.messages import Text
from kuajie_site.plans.figures import PlanFigures

Value = float | Decimal | int | str | None


class Form(StrEnum):
    """How a value is written."""

    MONEY = "money"
    PRICE = "price"
    COUNT = "count"
    SHARE = "share"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: a value of every plan, ``None`` where it has none."""

    name: str | Text
    form: Form
    values: tuple[Value, ...]

    @property
    def differs(self) -> tuple[bool, ...]:
        """Whether each value is another than the first."""
        return tuple(value != self.values[0] for value in self.values)

    @property
    def changes(self) -> tuple[float | None, ...]:
        """By how much each value is above the first; nothing where that cannot be said."""
        first = self.values[0]
        if self.form is Form.TEXT or first is None:
            return (None,) * len(self.values)
        return tuple(None if value is None else float(value) - float(first) for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines that belong together."""

    title: Text
    rows: tuple[Row, ...]


OUTCOME: Final = Text(en="What it brings", zh="预期结果")
PARTIES: Final = Text(en="Profit by party, under today’s terms", zh="各方收益（按现行条款）")
SPEND: Final = Text(en="Spend by lever", zh="各杠杆投入")
PRICES: Final = Text(en="Prices", zh="价格")
SEATS: Final = Text(en="Enrolments and weeks likely to be full", zh="预计报名与可能满员的周数")
BUDGETS: Final = Text(en="Budgets", zh="预算")
JOINT: Final = Text(en="Joint profit", zh="联合收益")
LOW: Final = Text(en="Joint profit, lower end", zh="联合收益（区间下限）")
LOSS: Final = Text(en="Chance of a loss", zh="亏损概率")
GAP: Final = Text(en="Best possible is higher by at most", zh="距可能最优的差距上限")
ALL_SPEND: Final = Text(en="All spend", zh="总投入")
SET_UP: Final = Text(en="Set-up costs", zh="启用成本")
ENROLMENTS: Final = Text(en="Enrolments", zh="报名")
FULL: Final = Text(en="{course}: full weeks", zh="{course}：满员周数")
TOTAL: Final = Text(en="All parties together", zh="各方合计")


def compare(plans: Sequence[PlanFigures], parties: Mapping[str, str]) -> tuple[Section, ...]:
    """Return plans side by side; ``parties`` are the names of parties by key.

    Raises ``ValueError`` for fewer than two plans.
    """
    if len(plans) < 2:
        raise ValueError(f"two plans or more are compared, but got {len(plans)}")
    return (
        Section(title=OUTCOME, rows=_outcome(plans)),
        Section(
            title=PARTIES, rows=_by_key(plans, lambda plan: {k: v.mean for k, v in plan.profits.items()})
        ),
        Section(title=SPEND, rows=tuple(_spend(plans))),
        Section(title=PRICES, rows=tuple(_prices(plans))),
        Section(title=SEATS, rows=tuple(_seats(plans))),
        Section(title=BUDGETS, rows=_by_key(plans, lambda plan: plan.budgets, {**parties, "total": TOTAL})),
    )


def changed_only(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return sections with the lines that differ, without those in which none does."""
    kept = (
        Section(title=each.title, rows=tuple(row for row in each.rows if any(row.differs)))
        for each in sections
    )
    return tuple(each for each in kept if each.rows)


def _outcome(plans: Sequence[PlanFigures]) -> tuple[Row, ...]:
    told: tuple[tuple[Text, Form, Callable[[PlanFigures], Value]], ...] = (
        (JOINT, Form.MONEY, lambda plan: plan.profit.mean),
        (LOW, Form.MONEY, lambda plan: plan.profit.lower),
        (LOSS, Form.SHARE, lambda plan: plan.chance_of_loss),
        (GAP, Form.SHARE, lambda plan: plan.gap),
        (ALL_SPEND, Form.MONEY, lambda plan: plan.spend),
        (SET_UP, Form.MONEY, lambda plan: plan.set_up),
        (ENROLMENTS, Form.COUNT, lambda plan: plan.enrolments),
    )
    return tuple(Row(name=name, form=form, values=tuple(map(of, plans))) for name, form, of in told)


def _by_key(
    plans: Sequence[PlanFigures],
    of: Callable[[PlanFigures], Mapping[str, float]],
    names: Mapping[str, str | Text] | None = None,
) -> tuple[Row, ...]:
    """Return one line of money for every key that any plan has."""
    keys = dict.fromkeys(key for plan in plans for key in of(plan))
    called = names or {}
    return tuple(
        Row(name=called.get(key, key), form=Form.MONEY, values=tuple(of(plan).get(key) for plan in plans))
        for key in keys
    )


def _titles(plans: Sequence[PlanFigures], what: str) -> dict[str, str]:
    """Return what levers or courses of all plans are called, as the last one says it."""
    return {key: each.title for plan in plans for key, each in getattr(plan, what).items()}


def _spend(plans: Sequence[PlanFigures]) -> Iterable[Row]:
    for key, title in _titles(plans, "levers").items():
        found = (plan.levers.get(key) for plan in plans)
        yield Row(
            name=title, form=Form.MONEY, values=tuple(None if each is None else each.spend for each in found)
        )


def _prices(plans: Sequence[PlanFigures]) -> Iterable[Row]:
    for key, title in _titles(plans, "courses").items():
        found = (plan.courses.get(key) for plan in plans)
        yield Row(
            name=title, form=Form.PRICE, values=tuple(None if each is None else each.price for each in found)
        )


def _seats(plans: Sequence[PlanFigures]) -> Iterable[Row]:
    for key, title in _titles(plans, "courses").items():
        found = [plan.courses.get(key) for plan in plans]
        enrolled = tuple(None if each is None else each.enrolments for each in found)
        full = tuple(None if each is None else each.full_weeks for each in found)
        yield Row(name=title, form=Form.COUNT, values=enrolled)
        if any(full):
            bare = title.replace("{", "(").replace("}", ")")
            name = Text(en=FULL.say("en", course=bare), zh=FULL.say("zh", course=bare))
            yield Row(name=name, form=Form.COUNT, values=full)
