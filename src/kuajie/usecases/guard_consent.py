"""Consent behind what parties say they share, and behind what recommendation would use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from kuajie.domain.consent import EVERYTHING, Consent
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.messages import Finding, Place, Severity, Text
from kuajie.messages.notices import guards as notices
from kuajie.settlement.guards.rules import ConsentRule
from kuajie.settlement.guards.shared import Share, ShareHit, Standing, standings, unbounded
from kuajie.usecases.recommend_consent import ORDERS, RECOMMENDATION, consents_of

CONSENTS = "consents.csv"


def check_consent(
    programme: Programme, events: Events, rule: ConsentRule, declared: Sequence[Share], *, at: datetime
) -> tuple[int, list[Finding]]:
    """Return how many shares were checked, and a finding for each whose consent needs a look.

    ``declared`` are what parties say they share: without consent that is against the rules. Orders for
    recommendation are checked too: without consent they are left out there.
    """
    consents = consents_of(events)
    sellers = events.tables["orders"]["party"].unique().to_pylist()
    implied = [
        Share(party=party, recipient=other, field=ORDERS, purpose=RECOMMENDATION)
        for party in programme.party_ids
        for other in programme.party_ids
        if party in sellers and other != party
    ]
    further = [share for share in implied if share not in declared]
    found = []
    for hit in standings([*declared, *further], consents, rule, at=at):
        found += _of_share(hit, programme, rule, declared=hit.share in declared)
    found += [_unbounded(each, programme, rule) for each in unbounded(consents, at=at)]
    return len(declared) + len(further), found


def _of_share(hit: ShareHit, programme: Programme, rule: ConsentRule, *, declared: bool) -> list[Finding]:
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
        "basis": rule.basis.shown,
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
