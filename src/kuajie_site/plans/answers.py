"""Plans that can be proposed or compared: answers to the study, and proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from babel.dates import format_datetime
from django.http import Http404
from django.utils import timezone

from kuajie.messages import Locale, Text
from kuajie.present.reader import Reader
from kuajie_site.plans.figures import PlanFigures, figures_of
from kuajie_site.plans.models import Kind, Proposal
from kuajie_site.plans.seen import may_read, proposals_of
from kuajie_site.programmes.models import Seat
from kuajie_site.studies import seen as studies_seen
from kuajie_site.studies.keeping import file_of
from kuajie_site.studies.models import Answer
from kuajie_site.studies.table import STUDIES
from kuajie_site.words import CLDR, said

NEWEST: Final = 12
DESIGNED: Final = "terms.toml"
"""The file in which the study of terms hands on what it designed."""
OF_ANSWER: Final = Text(en="Plan of {at}", zh="{at} 的方案")
OF_PROPOSAL: Final = Text(en="Proposal {number}: {title}", zh="提案 {number}：{title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A plan by the name that addresses use (``a12`` for an answer, ``p…`` for a proposal)."""

    name: str
    title: str
    joint: str
    figures: PlanFigures
    answer: Answer | None = None
    proposal: Proposal | None = None


def plan_choices(seat: Seat, locale: Locale) -> list[Choice]:
    """Return the newest plans that a seat may read: proposals first, then answers."""
    proposals = [each for each in proposals_of(seat, Kind.PLAN)[:NEWEST] if may_read(seat, each)]
    told = [_of_proposal(each, locale) for each in proposals]
    return [*told, *(_of_answer(each, locale) for each in answers_to_propose(seat))]


def answers_to_propose(seat: Seat) -> list[Answer]:
    """Return the newest answers to the study that a seat may read."""
    found = studies_seen.answers_of(seat, STUDIES["plan"]).defer("parts", "own")[:NEWEST]
    return [each for each in found if studies_seen.may_read(seat, each)]


def choice_named(seat: Seat, name: str, locale: Locale) -> Choice:
    """Return a plan by its name; raises ``Http404`` for one that a seat may not read."""
    kind, key = name[:1], name[1:]
    if kind == "a" and key.isascii() and key.isdigit() and len(key) < 16:
        answer = studies_seen.answers_of(seat, STUDIES["plan"]).filter(pk=int(key)).first()
        if answer is not None and studies_seen.may_read(seat, answer):
            return _of_answer(answer, locale)
    if kind == "p":
        proposal = _proposal(seat, key)
        if proposal is not None and may_read(seat, proposal):
            return _of_proposal(proposal, locale)
    raise Http404


def terms_of_answer(seat: Seat, number: str) -> str:
    """Return the terms that an answer to the study of terms designed; raises ``Http404`` for any other."""
    found = None
    if number.isascii() and number.isdigit() and len(number) < 16:
        found = studies_seen.answers_of(seat, STUDIES["terms"]).filter(pk=int(number)).first()
    if found is None or not studies_seen.may_read(seat, found):
        raise Http404
    file = file_of(seat.programme, found.key, DESIGNED)
    if not file.is_file():
        raise Http404
    return file.read_text(encoding="utf-8")


def _proposal(seat: Seat, key: str) -> Proposal | None:
    try:
        return proposals_of(seat, Kind.PLAN).filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _of_answer(answer: Answer, locale: Locale) -> Choice:
    figures = figures_of(answer.record)
    title = said(OF_ANSWER, at=_moment(answer.created_at, locale))
    return Choice(
        name=f"a{answer.pk}", title=title, joint=_joint(figures, locale), figures=figures, answer=answer
    )


def _of_proposal(proposal: Proposal, locale: Locale) -> Choice:
    figures = figures_of(proposal.content["record"])
    return Choice(
        name=f"p{proposal.pk}",
        title=said(OF_PROPOSAL, number=proposal.number, title=proposal.title),
        joint=_joint(figures, locale),
        figures=figures,
        proposal=proposal,
    )


def _joint(figures: PlanFigures, locale: Locale) -> str:
    return Reader(locale, figures.currency).money(figures.profit.mean)


def _moment(at: datetime, locale: Locale) -> str:
    return str(format_datetime(timezone.localtime(at), format="medium", locale=CLDR[locale]))
