"""What pages show of proposals: lines of lists, the page of one, comments by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from kuajie.messages import BadInput, Locale, Text
from kuajie.present.reader import Reader
from kuajie.wiring.terms_texts import terms_text, terms_told
from kuajie.wiring.uploads import programme_values
from kuajie_site.plans.comments import lines_of, may_edit
from kuajie_site.plans.compare import changed_only, compare
from kuajie_site.plans.events import approvals
from kuajie_site.plans.figures import PlanFigures, figures_of
from kuajie_site.plans.limits import FIELDS, Limit, changed_limits
from kuajie_site.plans.models import Comment, Event, Kind, Proposal, State, What
from kuajie_site.plans.seen import may_read
from kuajie_site.plans.tell import ToldSection, certificate_line, told
from kuajie_site.plans.words import BADGES, EVENTS, STATES
from kuajie_site.programmes.models import Party, Seat, Version
from kuajie_site.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A proposal in a list; without figures where the seat may not read it or it is of terms."""

    proposal: Proposal
    readable: bool
    state: Text
    badge: str
    joint: str = ""
    certificate: str = ""
    shares: tuple[tuple[str, str], ...] = ()


def line_of(seat: Seat, proposal: Proposal, locale: Locale) -> Line:
    """Return a proposal as a list shows it to a seat."""
    readable = may_read(seat, proposal)
    facts: dict[str, Any] = {}
    if readable and proposal.kind == Kind.PLAN:
        figures = figures_of(proposal.content["record"])
        reader = Reader(locale, figures.currency)
        facts = {
            "joint": reader.money(figures.profit.mean),
            "certificate": certificate_line(figures, reader),
            "shares": tuple((name, reader.money(each.mean)) for name, each in figures.profits.items()),
        }
    return Line(
        proposal=proposal,
        readable=readable,
        state=STATES[proposal.state],
        badge=BADGES.get(proposal.state, ""),
        **facts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLever:
    """A lever of a plan in words."""

    key: str
    title: str
    party: str
    spend: str
    largest_week: str
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCourse:
    """A course of a plan in words."""

    key: str
    title: str
    price: str
    enrolments: str
    full_weeks: int
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """A plan as the page of its proposal shows it."""

    figures: PlanFigures
    joint: str
    between: str
    loss: str
    spend: str
    enrolments: str
    certificate: str
    parties: tuple[tuple[str, str, str], ...]
    levers: tuple[ShownLever, ...]
    courses: tuple[ShownCourse, ...]
    by_week: tuple[tuple[date, tuple[str, ...]], ...] = ()
    changes: tuple[ToldSection, ...] = ()
    limits: tuple[tuple[str, str, str], ...] = ()


def shown_plan(proposal: Proposal, locale: Locale, counts: Mapping[str, int]) -> ShownPlan:
    """Return a plan in words; ``counts`` are the numbers of comments by line."""
    figures = figures_of(proposal.content["record"])
    reader = Reader(locale, figures.currency)
    names = {party.key: party.name for party in proposal.programme.parties.all()}
    answered = proposal.answers if proposal.answers and proposal.answers.kind == Kind.PLAN else None
    return ShownPlan(
        figures=figures,
        joint=reader.money(figures.profit.mean),
        between=reader.money_range(figures.profit),
        loss=reader.chance(figures.chance_of_loss),
        spend=reader.money(figures.spend + figures.set_up),
        enrolments=reader.count(figures.enrolments),
        certificate=certificate_line(figures, reader),
        parties=tuple(
            (name, reader.money(each.mean), reader.money_range(each))
            for name, each in figures.profits.items()
        ),
        levers=tuple(
            ShownLever(
                key=f"lever:{key}",
                title=each.title,
                party=names.get(each.party, each.party),
                spend=reader.money(float(each.spend)),
                largest_week=reader.money(float(each.largest_week)),
                comments=counts.get(f"lever:{key}", 0),
            )
            for key, each in figures.levers.items()
        ),
        courses=tuple(
            ShownCourse(
                key=f"course:{key}",
                title=each.title,
                price=reader.price(float(each.price)),
                enrolments=reader.count(each.enrolments),
                full_weeks=each.full_weeks,
                comments=counts.get(f"course:{key}", 0),
            )
            for key, each in figures.courses.items()
        ),
        by_week=_by_week(figures, reader),
        changes=() if answered is None else told_changes(answered, figures, names, reader),
        limits=() if answered is None else said_changes(answered.version, proposal.version),
    )


def _by_week(figures: PlanFigures, reader: Reader) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """Return what is spent on every lever, a line for every week by its first day."""
    return tuple(
        (
            figures.start + timedelta(weeks=week),
            tuple(reader.money(float(each.by_week[week])) for each in figures.levers.values()),
        )
        for week in range(figures.weeks)
    )


def told_changes(
    answered: Proposal, figures: PlanFigures, names: Mapping[str, str], reader: Reader
) -> tuple[ToldSection, ...]:
    """Return what a counter-proposal changes of the plan that it answers."""
    sections = told(changed_only(compare([figures_of(answered.content["record"]), figures], names)), reader)
    seen = (replace(each, rows=tuple(row for row in each.rows if row.cells[-1].mark)) for each in sections)
    return tuple(each for each in seen if each.rows)


def said_changes(before: Version, after: Version) -> tuple[tuple[str, str, str], ...]:
    """Return which limits of planning changed between two versions: what, before, after."""
    if before.digest == after.digest:
        return ()
    changed = changed_limits(programme_values(before.folder), programme_values(after.folder))
    return tuple((said_limit(limit), was or "–", limit.value or "–") for limit, was in changed)


def said_limit(limit: Limit) -> str:
    """Return what a limit is called."""
    title = limit.title or said(TOTAL)
    return said(LIMIT, title=title, field=said(FIELDS[limit.field]))


TOTAL = Text(en="All parties together", zh="各方合计")
LIMIT = Text(en="{title}: {field}", zh="{title}：{field}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsLine:
    """A sentence of terms: whether it stays, is new (``+``) or gone (``−``); ``key`` for its comments."""

    text: str
    mark: str = ""
    key: str = ""
    comments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTerms:
    """Terms as the page of their proposal shows them, beside those they would replace."""

    text: str
    lines: tuple[TermsLine, ...] = ()
    against: str = ""
    unreadable: tuple[str, ...] = field(default=())


IN_FORCE = Text(en="the terms in force", zh="现行条款")
ANSWERED = Text(en="proposal {number}", zh="提案 {number}")


def shown_terms(proposal: Proposal, locale: Locale, counts: Mapping[str, int]) -> ShownTerms:
    """Return terms in sentences: marked where they differ from what they answer or replace."""
    text, folder = proposal.content["text"], proposal.version.folder
    answered = proposal.answers
    other = terms_text(folder) if answered is None else answered.content["text"]
    against = said(IN_FORCE) if answered is None else said(ANSWERED, number=answered.number)
    try:
        new, old = terms_told(folder, text, locale), terms_told(folder, other, locale)
    except BadInput as error:
        return ShownTerms(text=text, unreadable=tuple(each.say(locale) for each in error.findings))
    keyed = [(f"clause:{place}", each) for place, each in enumerate(new.clauses, start=1)]
    before = (*old.clauses, *old.rules)
    lines = [
        TermsLine(text=each, mark="" if each in before else "+", key=key, comments=counts.get(key, 0))
        for key, each in (*keyed, *(("", rule) for rule in new.rules))
    ]
    now = {line.text for line in lines}
    gone = [TermsLine(text=each, mark="−") for each in before if each not in now]
    return ShownTerms(text=text, lines=(*lines, *gone), against=against)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComment:
    """A comment with what it is about, and whether the reader may still change it."""

    comment: Comment
    about: str
    mine: bool
    editable: bool
    names: tuple[str, ...]


def shown_comments(seat: Seat, proposal: Proposal) -> list[ShownComment]:
    """Return the comments of a proposal, the first one first."""
    lines = {key: each if isinstance(each, str) else said(each) for key, each in lines_of(proposal).items()}
    found = proposal.comments.select_related("user", "party").prefetch_related("mentions")
    return [
        ShownComment(
            comment=each,
            about=lines.get(each.line, ""),
            mine=each.user_id == seat.user_id,
            editable=may_edit(seat, each),
            names=tuple(party.name for party in each.mentions.all()),
        )
        for each in found
    ]


def counted(comments: Iterable[ShownComment]) -> dict[str, int]:
    """Return how many comments there are on each line."""
    counts: dict[str, int] = {}
    for each in comments:
        if each.comment.line and each.comment.deleted_at is None:
            counts[each.comment.line] = counts.get(each.comment.line, 0) + 1
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """An event in words."""

    event: Event
    did: Text


def shown_events(seat: Seat, proposal: Proposal) -> list[ShownEvent]:
    """Return what happened, in order; how it was drafted only to its own party."""
    drafting = {What.DRAFTED, What.EDITED}
    found = proposal.events.select_related("party", "user", "other").order_by("number")
    return [
        ShownEvent(event=each, did=EVENTS[each.what])
        for each in found
        if each.what not in drafting or proposal.party_id == seat.party_id
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a party stands to a proposal; without an event it has not approved."""

    party: Party
    event: Event | None


def standings(proposal: Proposal) -> list[Standing]:
    """Return how every party stands."""
    done = approvals(proposal)
    return [Standing(party=party, event=done.get(party.pk)) for party in proposal.programme.parties.all()]


def counter_of(proposal: Proposal) -> Proposal | None:
    """Return the proposal that answers this one, where there is one that is no draft."""
    found = proposal.counters.exclude(state=State.DRAFT).select_related("party")
    return found.order_by("-number").first()
