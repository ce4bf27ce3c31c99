"""Consent: which party may use another's data of its learners, for what, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

EVERYTHING = "*"
"""Stands for every field, or every purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """``recipient`` may use a ``field`` of what ``party`` holds of its learners, for one ``purpose``.

    It holds from ``given_at`` until it expires or is withdrawn, whichever comes first; moments know their
    time zone.
    """

    party: str
    recipient: str
    field: str
    purpose: str
    given_at: datetime
    expires_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse consent to oneself."""
        if self.party == self.recipient:
            raise ValueError(f"{self.party} needs no consent to use its own data")

    def holds(self, *, field: str, purpose: str, at: datetime) -> bool:
        """Say whether a field may be used for a purpose at a moment."""
        ends = [end for end in (self.expires_at, self.withdrawn_at) if end is not None]
        named = self.field in (field, EVERYTHING) and self.purpose in (purpose, EVERYTHING)
        return named and self.given_at <= at and all(at < end for end in ends)


def may_use(
    consents: Iterable[Consent], *, party: str, recipient: str, field: str, purpose: str, at: datetime
) -> bool:
    """Say whether ``recipient`` may use a field of ``party``'s for a purpose at a moment; its own always."""
    return party == recipient or any(
        consent.holds(field=field, purpose=purpose, at=at)
        for consent in consents
        if (consent.party, consent.recipient) == (party, recipient)
    )
