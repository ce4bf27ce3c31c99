"""The rules of a country as frozen values; what they say stands in ``rules/*.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kuajie.domain.money import Money
from kuajie.messages import Text


class Guard(StrEnum):
    """What is guarded; each can be switched off by itself."""

    REFERRAL = "referral"
    PREPAID = "prepaid"
    CLAIMS = "claims"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRule:
    """At most so many levels of referral are paid on one sale; ``words`` name a referral in a deduction."""

    most_levels: int
    words: tuple[str, ...]
    basis: Text

    def __post_init__(self) -> None:
        """Refuse a negative number of levels."""
        if self.most_levels < 0:
            raise ValueError(f"levels are 0 or more, but got {self.most_levels}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepaidRule:
    """What may be prepaid for training of schoolchildren: months and lessons at once, and an amount.

    ``basis`` is where months and lessons come from, ``amount_basis`` where the amount comes from.
    """

    months: int
    lessons: int
    amount: Money
    basis: Text
    amount_basis: Text

    def __post_init__(self) -> None:
        """Refuse limits that are not positive."""
        if min(self.months, self.lessons, self.amount.minor) <= 0:
            raise ValueError(
                f"limits are above zero, but got {self.months}, {self.lessons} and {self.amount}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimList:
    """Words that copy must not use, why not, and what to write instead.

    ``field`` names the kind of training the list is for (empty: every kind). ``words`` are written out,
    ``patterns`` are regular expressions; both meet copy in normal form (half-width, lower case). What is part
    of one of ``exceptions`` (patterns) is no claim. ``grave``: the law forbids it outright; otherwise it
    needs proof or care.
    """

    id: str
    words: tuple[str, ...]
    patterns: tuple[str, ...]
    exceptions: tuple[str, ...]
    why: Text
    instead: Text
    basis: Text
    field: str = ""
    grave: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRule:
    """Every shared field needs a consent; one that ends within ``days`` is told."""

    days: int
    basis: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardRules:
    """Everything guarded in a country. ``signs`` are words by which copy shows its field of training.

    ``country`` is empty for the rules of countries that have none of their own; ``prepaid`` is ``None`` where
    nothing is known to be limited.
    """

    country: str
    referral: ReferralRule
    prepaid: PrepaidRule | None
    claims: tuple[ClaimList, ...]
    signs: tuple[tuple[str, tuple[str, ...]], ...]
    consent: ConsentRule

    def __post_init__(self) -> None:
        """Refuse a list for a field that nothing shows."""
        fields = {field for field, _ in self.signs}
        if unknown := {each.field for each in self.claims if each.field} - fields:
            raise ValueError(f"no signs of {sorted(unknown)}")
