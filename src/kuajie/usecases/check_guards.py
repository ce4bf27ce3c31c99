"""Use case: where does a programme come near what its country's law forbids?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kuajie.domain.clauses import Clause
from kuajie.domain.consent import EVERYTHING, Consent
from kuajie.domain.deal import deal_of
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.messages import Finding, Place, Severity, Text
from kuajie.messages.notices import guards as notices
from kuajie.settlement.guards.choices import GuardChoices
from kuajie.settlement.guards.claims import Hit, claims_in
from kuajie.settlement.guards.referral import levels_too_many
from kuajie.settlement.guards.rules import Guard, GuardRules
from kuajie.settlement.guards.shared import Share, ShareHit, Standing, standings, unbounded
from kuajie.usecases.guard_prepaid import PrepaidCheck, check_prepaid
from kuajie.usecases.recommend_consent import ORDERS, RECOMMENDATION, consents_of

FILE = "programme.toml"
CONSENTS = "consents.csv"
COURSES = "courses"
RowsOf = Callable[[str, Collection[tuple[object, ...]]], Mapping[tuple[object, ...], tuple[str, int]]]
"""Where rows of a kind of record file stand, by party and key: their file and row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A text of joint marketing: its file and its lines."""

    file: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GuardQuestion:
    """A programme with its records, the rules to check, what the programme says of them, and copy.

    ``now`` is the moment at which consent must hold.
    """

    programme: Programme
    events: Events
    rules: GuardRules
    choices: GuardChoices
    copies: tuple[Copy, ...]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one guard found among ``checked`` things; ``off`` is why it was not asked at all."""

    guard: Guard
    checked: int = 0
    findings: tuple[Finding, ...] = ()
    off: str = ""

    @property
    def against(self) -> int:
        """How many findings are against the rules, not merely to look at."""
        return sum(each.severity is Severity.ERROR for each in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardAnswer:
    """The outcome of every guard under the rules of ``country`` (empty: those of no country)."""

    title: str
    country: str
    copies: int
    outcomes: tuple[Outcome, ...]
    warnings: tuple[Finding, ...] = ()

    @property
    def against(self) -> int:
        """How many findings are against the rules."""
        return sum(each.against for each in self.outcomes)


def check_guards(question: GuardQuestion, *, rows: RowsOf, warnings: tuple[Finding, ...] = ()) -> GuardAnswer:
    """Return what every guard that is on finds, in the order of ``Guard``."""
    return GuardAnswer(
        title=question.programme.title,
        country=question.rules.country,
        copies=len(question.copies),
        outcomes=tuple(_outcome(guard, question, rows) for guard in Guard),
        warnings=warnings,
    )


def _outcome(guard: Guard, question: GuardQuestion, rows: RowsOf) -> Outcome:
    reason = question.choices.off.get(guard)
    if reason is not None:
        return Outcome(guard=guard, off=reason)
    checked, findings = _CHECKS[guard](question, rows)
    return Outcome(guard=guard, checked=checked, findings=tuple(findings))


def _referral(question: GuardQuestion, _: RowsOf) -> tuple[int, list[Finding]]:
    rule = question.rules.referral
    clauses: tuple[Clause, ...] = deal_of(question.programme).clauses
    found = []
    for hit in levels_too_many(clauses, rule):
        notice = notices.LEVEL_BY_NAME if hit.named else notices.LEVEL_TOO_MANY
        facts = {"clause": hit.clause, "level": hit.level, "most": rule.most_levels, "basis": rule.basis}
        found.append(
            Finding(
                notice=notice,
                severity=Severity.WARNING if hit.named else Severity.ERROR,
                place=Place(file=FILE, column=f"terms.clause[{hit.clause}]"),
                facts={**facts, "name": hit.named},
            )
        )
    return len(clauses), found


def _prepaid(question: GuardQuestion, rows: RowsOf) -> tuple[int, list[Finding]]:
    return check_prepaid(
        PrepaidCheck(
            programme=question.programme,
            events=question.events,
            rule=question.rules.prepaid,
            choices=question.choices,
        ),
        rows,
    )


def _claims(question: GuardQuestion, rows: RowsOf) -> tuple[int, list[Finding]]:
    titles = question.events.tables[COURSES].select(["party", "course_id", "title"]).to_pylist()
    sold = {course["title"] for course in titles}
    joint = [course for course in question.programme.courses if course.title not in sold]
    found = [finding for copy in question.copies for finding in _in_copy(copy, question)]
    found += [
        _claim(hit, Place(file=FILE, column=f"course[{course.id}].title", value=hit.words))
        for course in joint
        for hit in _in_title(course.title, course.id, question)
    ]
    in_titles = [
        ((each["party"], each["course_id"]), hit)
        for each in titles
        for hit in _in_title(each["title"], each["course_id"], question)
    ]
    places = rows(COURSES, {key for key, _ in in_titles})
    for key, hit in in_titles:
        file, row = places.get(key, (f"{key[0]}/{COURSES}.csv", None))
        found.append(_claim(hit, Place(file=file, row=row, column="title", value=hit.words)))
    return len(question.copies) + len(titles) + len(joint), found


def _in_copy(copy: Copy, question: GuardQuestion) -> Iterator[Finding]:
    whole = "\n".join(copy.lines)
    fields = {
        field
        for course in question.programme.courses
        if course.title in whole
        for field in question.choices.fields_of(course.id)
    }
    for hit in claims_in(copy.lines, question.rules, fields=fields):
        yield _claim(hit, Place(file=copy.file, row=hit.line, column=str(hit.column), value=hit.words))


def _in_title(title: str, course: str, question: GuardQuestion) -> tuple[Hit, ...]:
    return claims_in([title], question.rules, fields=question.choices.fields_of(course))


def _claim(hit: Hit, place: Place) -> Finding:
    claims = hit.claims
    return Finding(
        notice=notices.CLAIM_QUOTED if hit.quoted else notices.CLAIM,
        severity=Severity.ERROR if claims.grave and not hit.quoted else Severity.WARNING,
        place=place,
        facts={"why": claims.why, "basis": claims.basis, "instead": claims.instead, "list": claims.id},
    )


def _consent(question: GuardQuestion, _: RowsOf) -> tuple[int, list[Finding]]:
    consents, rule = consents_of(question.events), question.rules.consent
    declared = question.choices.shares
    sellers = list(dict.fromkeys(question.events.tables["orders"]["party"].to_pylist()))
    implied = [
        Share(party=party, recipient=other.id, field=ORDERS, purpose=RECOMMENDATION)
        for party in sellers
        for other in question.programme.parties
        if other.id != party
    ]
    further = [share for share in implied if share not in declared]
    found = []
    for hit in standings([*declared, *further], consents, rule, at=question.now):
        found += _of_share(hit, question, declared=hit.share in declared)
    found += [_unbounded(each, question) for each in unbounded(consents, at=question.now)]
    return len(declared) + len(further), found


def _of_share(hit: ShareHit, question: GuardQuestion, *, declared: bool) -> list[Finding]:
    if hit.standing is Standing.HELD:
        return []
    programme, rule, share = question.programme, question.rules.consent, hit.share
    moment = None if hit.moment is None else hit.moment.astimezone(ZoneInfo(programme.time_zone))
    day = "" if moment is None else moment.date().isoformat()
    facts = {
        "party": programme.party(share.party).name,
        "recipient": programme.party(share.recipient).name,
        "field": share.field,
        "purpose": share.purpose,
        "standing": _said(hit.standing, day),
        "day": day,
        "days": rule.days,
        "basis": rule.basis,
    }
    if hit.standing is Standing.ENDING:
        notice, severity = notices.CONSENT_ENDS, Severity.WARNING
    elif declared:
        notice, severity = notices.SHARED_WITHOUT, Severity.ERROR
    else:
        notice, severity = notices.NOT_LOOKED_AT, Severity.NOTE
    return [Finding(notice=notice, severity=severity, place=Place(file=CONSENTS), facts=facts)]


def _said(standing: Standing, day: str) -> Text:
    texts = {
        Standing.MISSING: Text(en="none was given", zh="从未取得"),
        Standing.LATER: Text(en=f"it begins on {day}", zh=f"自 {day} 起才生效"),
        Standing.EXPIRED: Text(en=f"it expired on {day}", zh=f"已于 {day} 到期"),
        Standing.WITHDRAWN: Text(en=f"it was withdrawn on {day}", zh=f"已于 {day} 撤回"),
    }
    return texts.get(standing, Text(en="held", zh="有效"))


def _unbounded(consent: Consent, question: GuardQuestion) -> Finding:
    lacks = [
        text
        for lacking, text in (
            (consent.field == EVERYTHING, Text(en="field", zh="字段")),
            (consent.purpose == EVERYTHING, Text(en="purpose", zh="用途")),
            (consent.expires_at is None, Text(en="end", zh="到期日")),
        )
        if lacking
    ]
    facts = {
        "party": question.programme.party(consent.party).name,
        "recipient": question.programme.party(consent.recipient).name,
        "field": consent.field,
        "purpose": consent.purpose,
        "lacks": Text(en=" and no ".join(each.en for each in lacks), zh="、".join(each.zh for each in lacks)),
        "basis": question.rules.consent.basis,
    }
    place = Place(file=CONSENTS)
    return Finding(notice=notices.CONSENT_UNBOUNDED, severity=Severity.WARNING, place=place, facts=facts)


_CHECKS: Mapping[Guard, Callable[[GuardQuestion, RowsOf], tuple[int, list[Finding]]]] = {
    Guard.REFERRAL: _referral,
    Guard.PREPAID: _prepaid,
    Guard.CLAIMS: _claims,
    Guard.CONSENT: _consent,
}
