"""The steps of setting up a programme from nothing: typed values are kept as typed, whatever they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict

from kuajie.messages import Text
from kuajie_site.setup.forms import BasicsForm, BudgetsForm, CourseForm, LeverForm, PartyForm

MOST_ROWS: Final = 60
SPARE: Final = 1
Raw = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page: its form, or as many of it as there are rows; ``sections`` of programme.toml it makes."""

    name: str
    title: Text
    form: type[forms.Form]
    sections: tuple[str, ...]
    many: bool = False
    one: Text | None = None
    least: int = 0
    of_parties: bool = False
    lead: Text | None = None


STEPS: Final = (
    Step(
        name="basics",
        title=Text(en="The programme", zh="项目"),
        form=BasicsForm,
        sections=("programme", "horizon"),
    ),
    Step(
        name="parties",
        title=Text(en="Parties", zh="合作方"),
        form=PartyForm,
        sections=("party",),
        many=True,
        one=Text(en="Party {n}", zh="合作方 {n}"),
        least=2,
        lead=Text(
            en="All who take part, your own organisation included. Others are invited afterwards.",
            zh="所有参与方，包括你所在的机构。其他各方稍后邀请。",
        ),
    ),
    Step(
        name="courses",
        title=Text(en="Courses", zh="课程"),
        form=CourseForm,
        sections=("course",),
        many=True,
        one=Text(en="Course {n}", zh="课程 {n}"),
        least=1,
        of_parties=True,
        lead=Text(
            en="What is sold together. Prices and seats come with the seller’s course file.",
            zh="共同销售的课程。价格与名额由销售方的课程文件提供。",
        ),
    ),
    Step(
        name="levers",
        title=Text(en="Levers", zh="杠杆"),
        form=LeverForm,
        sections=("lever",),
        many=True,
        one=Text(en="Lever {n}", zh="杠杆 {n}"),
        of_parties=True,
        lead=Text(
            en="What a party can put money or work into: advertising, tutoring, live sessions.",
            zh="合作方可以投入资金或人力的事项：投放、助教辅导、直播答疑等。",
        ),
    ),
    Step(
        name="budgets",
        title=Text(en="Budgets", zh="预算"),
        form=BudgetsForm,
        sections=("budgets",),
        of_parties=True,
        lead=Text(
            en="Upper limits on spend over the horizon; leave empty what has no limit.",
            zh="规划期内的投入上限；无上限的留空。",
        ),
    ),
)
BY_NAME: Final[Mapping[str, Step]] = {step.name: step for step in STEPS}


def parties_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of the parties typed so far, by key."""
    rows = values.get("parties") or []
    return {row["key"]: row.get("name") or row["key"] for row in rows if row.get("key")}


def bound(step: Step, values: Mapping[str, Any], data: QueryDict | None) -> Any:
    """Return the form of a step (or its rows of forms), with what was typed now or before."""
    more: dict[str, Any] = {"parties": parties_of(values)} if step.of_parties else {}
    kept = values.get(step.name)
    if not step.many:
        return step.form(data, initial=None if data else kept, **more)
    rows = forms.formset_factory(
        step.form,
        extra=0 if data or (step.least and not kept) else SPARE,
        max_num=MOST_ROWS,
        min_num=step.least,
        validate_min=True,
        validate_max=True,
        can_delete=True,
    )
    return rows(data, initial=None if data else kept or None, prefix="row", form_kwargs=more)


def typed(form: Any) -> Raw:
    """Return what was typed into a form or its rows, as text; without rows that are empty or struck out."""
    if isinstance(form, forms.BaseFormSet):
        rows = [_typed(one) for one in form.forms if not _struck(one)]
        return [row for row in rows if _anything(row)]
    return _typed(form)


def _typed(form: forms.Form) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
        if name != "DELETE"
    }


def _struck(form: forms.Form) -> bool:
    return bool(form.data.get(form.add_prefix("DELETE")))


def _anything(row: Mapping[str, Any]) -> bool:
    """Say whether a row says more than its menus say by themselves."""
    return any(row.get(name) for name in ("key", "title", "name"))
