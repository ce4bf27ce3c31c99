"""Use case: where a programme comes near what its country's law forbids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.messages import Finding, Notice, Place, Severity, Text
from kuajie.messages.notices import guards as notices
from kuajie.settlement.guards.choices import GuardChoices
from kuajie.settlement.guards.claims import Hit, claims_in
from kuajie.settlement.guards.referral import LevelHit, levels_at_limit, levels_too_many
from kuajie.settlement.guards.rules import Guard, GuardRules, ReferralRule, Source
from kuajie.usecases.guard_consent import check_consent
from kuajie.usecases.guard_prepaid import PrepaidCheck, check_prepaid

FILE = "programme.toml"
COURSES = "courses"
NAMES: Mapping[Guard, Text] = {
    Guard.REFERRAL: Text(en="Levels of referral", zh="推荐层级"),
    Guard.PREPAID: Text(en="Prepayment for schoolchildren’s training", zh="中小学生培训预收费"),
    Guard.CLAIMS: Text(en="Claims in titles and copy", zh="标题与文案中的宣传用语"),
    Guard.CONSENT: Text(en="Consent behind shared fields", zh="共享字段的同意"),
}
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
    """The outcome of every guard under the rules of ``country`` (empty: those of no country).

    ``sources`` are what these rules cite.
    """

    title: str
    country: str
    copies: int
    outcomes: tuple[Outcome, ...]
    sources: tuple[Source, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def against(self) -> int:
        """How many findings are against the rules."""
        return sum(each.against for each in self.outcomes)


def told_elsewhere(answer: GuardAnswer) -> tuple[Finding, ...]:
    """Return a warning for every guard that found something, for commands that go on in spite of it.

    One finding is told as it is, several by their number and the gravest of them.
    """
    told = []
    for outcome in answer.outcomes:
        found = [each for each in outcome.findings if each.severity is not Severity.NOTE]
        if len(found) == 1:
            told.append(replace(found[0], severity=Severity.WARNING))
        elif found:
            told.append(_several(outcome, found))
    return tuple(told)


def _several(outcome: Outcome, found: Sequence[Finding]) -> Finding:
    where = min(found, key=lambda each: each.severity is not Severity.ERROR).place
    facts = {
        "guard": NAMES[outcome.guard],
        "against": f"{outcome.against:,}",
        "look": f"{len(found) - outcome.against:,}",
        "where": Text(en=where.say("en"), zh=where.say("zh")),
    }
    return Finding(notice=notices.SEVERAL_FOUND, severity=Severity.WARNING, facts=facts)


def check_guards(question: GuardQuestion, *, rows: RowsOf, warnings: tuple[Finding, ...] = ()) -> GuardAnswer:
    """Return what every guard that is on finds, in the order of ``Guard``."""
    return GuardAnswer(
        title=question.programme.title,
        country=question.rules.country,
        copies=len(question.copies),
        outcomes=tuple(_outcome(guard, question, rows) for guard in Guard),
        sources=question.rules.sources,
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
    clauses = question.programme.terms.clauses
    found = [
        _level(hit, rule, notices.LEVEL_BY_NAME, Severity.WARNING)
        if hit.named
        else _level(hit, rule, notices.LEVEL_TOO_MANY, Severity.ERROR)
        for hit in levels_too_many(clauses, rule)
    ]
    at_limit = levels_at_limit(clauses, rule)
    found += [_level(hit, rule, notices.LEVEL_AT_LIMIT, Severity.NOTE) for hit in at_limit]
    return len(clauses), found


def _level(hit: LevelHit, rule: ReferralRule, notice: Notice, severity: Severity) -> Finding:
    facts = {
        "clause": hit.clause,
        "level": hit.level,
        "most": rule.most_levels,
        "name": hit.named,
        "basis": rule.basis.shown,
        "caution": rule.caution,
    }
    place = Place(file=FILE, column=f"terms.clause[{hit.clause}]")
    return Finding(notice=notice, severity=severity, place=place, facts=facts)


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
        facts={"why": claims.why, "basis": claims.basis.shown, "instead": claims.instead, "list": claims.id},
    )


def _consent(question: GuardQuestion, _: RowsOf) -> tuple[int, list[Finding]]:
    return check_consent(
        question.programme, question.events, question.rules.consent, question.choices.shares, at=question.now
    )


_CHECKS: Mapping[Guard, Callable[[GuardQuestion, RowsOf], tuple[int, list[Finding]]]] = {
    Guard.REFERRAL: _referral,
    Guard.PREPAID: _prepaid,
    Guard.CLAIMS: _claims,
    Guard.CONSENT: _consent,
}
