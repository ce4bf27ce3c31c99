"""Consent behind every field that one party shares with another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kuajie.domain.consent import EVERYTHING, Consent, may_use
from kuajie.settlement.guards.rules import ConsentRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One field of ``party``'s that ``recipient`` gets for a purpose."""

    party: str
    recipient: str
    field: str
    purpose: str

    def __post_init__(self) -> None:
        """Refuse sharing with oneself."""
        if self.party == self.recipient:
            raise ValueError(f"{self.party} cannot share with itself")


class Standing(StrEnum):
    """How consent to a share stands."""

    HELD = "held"
    MISSING = "missing"
    LATER = "later"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ENDING = "ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareHit:
    """How one share stands; ``moment`` is when consent ended, will end or will begin."""

    share: Share
    standing: Standing
    moment: datetime | None = None


def standings(
    shares: Iterable[Share], consents: Iterable[Consent], rule: ConsentRule, *, at: datetime
) -> tuple[ShareHit, ...]:
    """Return how every share stands at a moment, in order."""
    given = tuple(consents)
    return tuple(_standing(share, given, rule, at) for share in shares)


def unbounded(consents: Iterable[Consent], *, at: datetime) -> tuple[Consent, ...]:
    """Return consents in force that name no field, no purpose or no end."""
    return tuple(
        each
        for each in consents
        if EVERYTHING in (each.field, each.purpose) or each.expires_at is None
        if each.holds(field=each.field, purpose=each.purpose, at=at)
    )


def _standing(share: Share, given: Sequence[Consent], rule: ConsentRule, at: datetime) -> ShareHit:
    mine = [each for each in given if _is_about(each, share)]
    if _held(share, mine, at):
        until = _held_until(share, mine, at)
        soon = until is not None and until <= at + timedelta(days=rule.days)
        standing = Standing.ENDING if soon else Standing.HELD
        return ShareHit(share=share, standing=standing, moment=until)
    withdrawn = [each.withdrawn_at for each in mine if each.withdrawn_at and each.withdrawn_at <= at]
    expired = [each.expires_at for each in mine if each.expires_at and each.expires_at <= at]
    later = [each.given_at for each in mine if each.given_at > at]
    if later:
        return ShareHit(share=share, standing=Standing.LATER, moment=min(later))
    if withdrawn and max(withdrawn) >= max(expired, default=max(withdrawn)):
        return ShareHit(share=share, standing=Standing.WITHDRAWN, moment=max(withdrawn))
    if expired:
        return ShareHit(share=share, standing=Standing.EXPIRED, moment=max(expired))
    return ShareHit(share=share, standing=Standing.MISSING)


def _held_until(share: Share, mine: Sequence[Consent], at: datetime) -> datetime | None:
    """Return the first moment from ``at`` on without consent, ``None`` where it has no end."""
    ends = {end for each in mine for end in (each.expires_at, each.withdrawn_at) if end and end > at}
    return next((end for end in sorted(ends) if not _held(share, mine, end)), None)


def _held(share: Share, mine: Sequence[Consent], at: datetime) -> bool:
    return may_use(
        mine, party=share.party, recipient=share.recipient, field=share.field, purpose=share.purpose, at=at
    )


def _is_about(consent: Consent, share: Share) -> bool:
    return (
        (consent.party, consent.recipient) == (share.party, share.recipient)
        and consent.field in (share.field, EVERYTHING)
        and consent.purpose in (share.purpose, EVERYTHING)
    )
