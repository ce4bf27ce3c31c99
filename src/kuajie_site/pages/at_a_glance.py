"""The plan that a programme stands by, in four figures on its home page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kuajie.messages import Locale, Text
from kuajie.present.reader import Reader
from kuajie_site.plans.figures import figures_of
from kuajie_site.plans.models import Kind, State
from kuajie_site.plans.seen import may_read as may_read_proposal
from kuajie_site.plans.seen import proposals_of
from kuajie_site.plans.tell import certificate_line
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.seen import answers_of, may_read
from kuajie_site.studies.table import STUDIES

AGREED = Text(en="The plan agreed on", zh="已达成一致的方案")
NEWEST = Text(en="The newest plan, not agreed on yet", zh="最新方案，尚未达成一致")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAtAGlance:
    """What a plan comes to, and where it is shown in full."""

    title: Text
    place: str
    joint: str
    between: str
    loss: str
    spend: str
    enrolments: str
    certificate: str


def plan_at_a_glance(seat: Seat, locale: Locale) -> PlanAtAGlance | None:
    """Return the plan agreed on, else the newest one; nothing where there is none that a seat may read."""
    agreed = proposals_of(seat, Kind.PLAN).filter(state=State.AGREED).first()
    if agreed is not None and may_read_proposal(seat, agreed):
        place = reverse("proposal", args=[seat.programme_id, agreed.pk])
        return _told(AGREED, place, agreed.content["record"], locale)
    newest = answers_of(seat, STUDIES["plan"]).defer("parts", "own", "files").first()
    if newest is not None and may_read(seat, newest):
        place = reverse("study", args=[seat.programme_id, "plan"])
        return _told(NEWEST, place, newest.record, locale)
    return None


def _told(title: Text, place: str, record: Mapping[str, Any], locale: Locale) -> PlanAtAGlance:
    figures = figures_of(record)
    reader = Reader(locale, figures.currency)
    return PlanAtAGlance(
        title=title,
        place=place,
        joint=reader.money(figures.profit.mean),
        between=reader.money_range(figures.profit),
        loss=reader.chance(figures.chance_of_loss),
        spend=reader.money(figures.spend + figures.set_up),
        enrolments=reader.count(figures.enrolments),
        certificate=certificate_line(figures, reader),
    )
