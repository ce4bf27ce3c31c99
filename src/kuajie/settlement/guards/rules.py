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


class Checked(StrEnum):
    """What of a source was read: its wording, a report of it, or nothing."""

    TEXT = "text"
    REPORT = "report"
    MEMORY = "memory"


MARKS = {
    Checked.TEXT: Text(en="{said}", zh="{said}"),
    Checked.REPORT: Text(en="{said}, as reported", zh="{said}，据报道"),
    Checked.MEMORY: Text(en="{said}, not verified", zh="{said}，未经核对"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A law or notice that rules cite; ``rests_on`` says what was read of it and where."""

    id: str
    name: Text
    checked: Checked
    rests_on: str = ""

    def __post_init__(self) -> None:
        """Refuse a source that was read nowhere."""
        if self.checked is not Checked.MEMORY and not self.rests_on.strip():
            raise ValueError(f"{self.id} was read, but not said where")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a rule rests on, in words, with the sources these words cite (none: no law is cited)."""

    said: Text
    sources: tuple[Source, ...] = ()

    @property
    def checked(self) -> Checked:
        """How well the least checked of the sources was checked."""
        order = list(Checked)
        return max((each.checked for each in self.sources), key=order.index, default=Checked.TEXT)

    @property
    def shown(self) -> Text:
        """The words, marked where the wording of a source was not read."""
        mark = MARKS[self.checked]
        return Text(en=mark.say("en", said=self.said.en), zh=mark.say("zh", said=self.said.zh))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRule:
    """At most so many levels of referral are paid on one sale; ``words`` name a referral in a deduction.

    ``caution`` is what to know where as many levels are paid as may be.
    """

    most_levels: int
    words: tuple[str, ...]
    basis: Basis
    caution: Text | None = None

    def __post_init__(self) -> None:
        """Refuse a negative number of levels."""
        if self.most_levels < 0:
            raise ValueError(f"levels are 0 or more, but got {self.most_levels}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepaidRule:
    """What may be charged at once for training of schoolchildren: months, lessons and an amount.

    ``basis`` is where months and lessons come from, ``amount_basis`` where the amount comes from.
    """

    months: int
    lessons: int
    amount: Money
    basis: Basis
    amount_basis: Basis

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
    basis: Basis
    field: str = ""
    grave: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRule:
    """Every shared field needs a consent; one that ends within ``days`` is told."""

    days: int
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardRules:
    """Everything guarded in a country. ``signs`` are words by which copy shows its field of training.

    ``country`` is empty for the cautions of countries that have no rules of their own; ``prepaid`` is
    ``None`` where nothing is known to be limited. ``sources`` are all that is cited.
    """

    country: str
    sources: tuple[Source, ...]
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
