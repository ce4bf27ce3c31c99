"""Consent behind what parties say they share, and behind what recommendation and statements would use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations
from zoneinfo import ZoneInfo

from kuajie.domain.clauses import Holdback, Release
from kuajie.domain.consent import EVERYTHING, Consent
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.messages import Finding, Notice, Place, Severity, Text
from kuajie.messages.notices import guards as notices
from kuajie.settlement.guards.rules import ConsentRule
from kuajie.settlement.guards.shared import Share, ShareHit, Standing, standings, unbounded
from kuajie.usecases.recommend_consent import ORDERS, RECOMMENDATION, consents_of

CONSENTS = "consents.csv"
LEARNING, SETTLEMENT = "learning", "settlement"
RELEASED_BY = {Release.COMPLETION: LEARNING, Release.SATISFACTION: "feedback"}
"""Whose rows say when money held back of sales is released."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    """A share, how much its lack of consent matters, and what to say of it then."""

    share: Share
    notice: Notice
    severity: Severity
    clause: int = 0


def check_consent(
    programme: Programme, events: Events, rule: ConsentRule, declared: Sequence[Share], *, at: datetime
) -> tuple[int, list[Finding]]:
    """Return how many shares were checked, and a finding for each whose consent needs a look.

    ``declared`` are what parties say they share: without consent that is against the rules. What other
    parties' recommendations and statements would use of a party's rows about learners is checked too.
    """
    consents = consents_of(events)
    uses = [_Use(share=share, notice=notices.SHARED_WITHOUT, severity=Severity.ERROR) for share in declared]
    uses += [use for use in _implied(programme, events, consents, at) if use.share not in declared]
    hits = standings([use.share for use in uses], consents, rule, at=at)
    found = [
        finding for use, hit in zip(uses, hits, strict=True) for finding in _of_use(use, hit, programme, rule)
    ]
    if not consents and any(use.notice is notices.NOT_LOOKED_AT for use in uses):
        found = [each for each in found if each.notice is not notices.NOT_LOOKED_AT]
        found.append(_nothing_on_record(rule))
    found += [_unbounded(each, programme, rule) for each in unbounded(consents, at=at)]
    return len(uses), found


def _implied(
    programme: Programme, events: Events, consents: Sequence[Consent], at: datetime
) -> Iterator[_Use]:
    """Yield what recommendations and statements of others use of each party's rows about learners."""
    sellers, taught = _parties_in(events, ORDERS), _parties_in(events, LEARNING)
    for party, other in permutations(programme.party_ids, 2):
        if party not in sellers | taught:
            continue
        orders = Share(party=party, recipient=other, field=ORDERS, purpose=RECOMMENDATION)
        yield _Use(share=orders, notice=notices.NOT_LOOKED_AT, severity=Severity.NOTE)
        if party in taught and any(_covers(each, orders, at) for each in consents):
            learning = Share(party=party, recipient=other, field=LEARNING, purpose=RECOMMENDATION)
            yield _Use(share=learning, notice=notices.LOOKED_AT_ALONG, severity=Severity.WARNING)
    yield from _of_releases(programme, events)


def _of_releases(programme: Programme, events: Events) -> Iterator[_Use]:
    """Yield what clauses that release money by what learners did let the statements of others show."""
    for place, clause in enumerate(programme.terms.clauses, start=1):
        field = RELEASED_BY.get(clause.on) if isinstance(clause, Holdback) else None
        if field is None:
            continue
        tellers = _parties_in(events, field)
        for party, other in permutations(programme.party_ids, 2):
            if party in tellers:
                share = Share(party=party, recipient=other, field=field, purpose=SETTLEMENT)
                yield _Use(share=share, notice=notices.RELEASE_SHOWS, severity=Severity.WARNING, clause=place)


def _parties_in(events: Events, table: str) -> set[str]:
    return set(events.tables[table]["party"].unique().to_pylist())


def _covers(consent: Consent, share: Share, at: datetime) -> bool:
    ours = (consent.party, consent.recipient) == (share.party, share.recipient)
    return ours and consent.holds(field=share.field, purpose=share.purpose, at=at)


def _of_use(use: _Use, hit: ShareHit, programme: Programme, rule: ConsentRule) -> list[Finding]:
    if hit.standing is Standing.HELD:
        return []
    share = hit.share
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
        "clause": use.clause,
        "basis": rule.basis.shown,
    }
    notice, severity = use.notice, use.severity
    if hit.standing is Standing.ENDING:
        notice, severity = notices.CONSENT_ENDS, Severity.WARNING
    return [Finding(notice=notice, severity=severity, place=Place(file=CONSENTS), facts=facts)]


def _said(standing: Standing, day: str) -> Text:
    texts = {
        Standing.MISSING: Text(en="none was given", zh="从未取得"),
        Standing.LATER: Text(en=f"it begins on {day}", zh=f"自 {day} 起才生效"),
        Standing.EXPIRED: Text(en=f"it expired on {day}", zh=f"已于 {day} 到期"),
        Standing.WITHDRAWN: Text(en=f"it was withdrawn on {day}", zh=f"已于 {day} 撤回"),
    }
    return texts.get(standing, Text(en="held", zh="有效"))


def _nothing_on_record(rule: ConsentRule) -> Finding:
    """Return what recommendations do where nobody has written down any consent."""
    facts = {"basis": rule.basis.shown}
    place = Place(file=CONSENTS)
    return Finding(notice=notices.NOTHING_ON_RECORD, severity=Severity.WARNING, place=place, facts=facts)


def _unbounded(consent: Consent, programme: Programme, rule: ConsentRule) -> Finding:
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
        "party": programme.party(consent.party).name,
        "recipient": programme.party(consent.recipient).name,
        "field": consent.field,
        "purpose": consent.purpose,
        "lacks": Text(en=" and no ".join(each.en for each in lacks), zh="、".join(each.zh for each in lacks)),
        "basis": rule.basis.shown,
    }
    place = Place(file=CONSENTS)
    return Finding(notice=notices.CONSENT_UNBOUNDED, severity=Severity.WARNING, place=place, facts=facts)
