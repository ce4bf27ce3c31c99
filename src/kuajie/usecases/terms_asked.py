"""Reading what a person asks of terms: a target split, a family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kuajie.messages import BadInput
from kuajie.messages.notices import terms as notices
from kuajie.sharing.terms.families.table import FAMILIES


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTarget:
    """A target as asked: for every party a share of joint profit, or (``money``) an amount of it."""

    values: Mapping[str, Fraction]
    money: bool


def asked_target(parties: Sequence[str], given: str | None) -> AskedTarget | None:
    """Return a target written as ``a=0.5,b=0.3,c=0.2``, or in amounts; nothing where none is given.

    Numbers that add up to one are shares, and those from -1 to 1 must; others are amounts. One party may
    be left out: it gets the rest of shares, where there is one. Raises ``BadInput`` for anything else.
    """
    if given is None:
        return None
    read = _read(given)
    named = set(parties)
    if not read or not set(read) <= named or len(read) < len(named) - 1:
        raise _unread(parties, given)
    money = any(abs(value) > 1 for value in read.values()) and sum(read.values()) != 1
    left = named - set(read)
    if left and (money or sum(read.values()) == 1):
        raise _unread(parties, given)
    for party in left:
        read[party] = 1 - sum(read.values(), start=Fraction(0))
    total = sum(read.values())
    if not money and total != 1:
        raise BadInput.of(notices.TARGET_SHARES_NOT_ONE, total=float(total), example=in_proportion(read))
    return AskedTarget(values={party: read[party] for party in parties}, money=money)


def _read(given: str) -> dict[str, Fraction]:
    """Return parties and numbers as typed; nothing where they cannot be read, or one is named twice."""
    parts = [part for part in given.replace("，", ",").split(",") if part.strip()]
    try:
        read = dict(_value(part) for part in parts)
    except (ValueError, ZeroDivisionError):
        return {}
    return read if len(read) == len(parts) else {}


def _value(part: str) -> tuple[str, Fraction]:
    """Return one party and its number.

    >>> _value("a = 60%")
    ('a', Fraction(3, 5))
    """
    party, value = part.replace("＝", "=").split("=")
    value = value.strip().replace("％", "%")
    number = Fraction(value[:-1].strip()) / 100 if value.endswith("%") else Fraction(value)
    return party.strip(), number


def _unread(parties: Sequence[str], given: str) -> BadInput:
    even = {party: Fraction(1, len(parties)) for party in parties}
    known = ", ".join(parties)
    return BadInput.of(notices.TARGET_UNREAD, given=given, example=in_proportion(even), known=known)


def in_proportion(values: Mapping[str, Fraction]) -> str:
    """Return numbers as shares that add up to one, as the option takes them, to a thousandth.

    >>> in_proportion({"a": Fraction(2), "b": Fraction(1)})
    'a=0.667,b=0.333'
    """
    total = sum(values.values())
    whole = {party: round(float(value / total), 3) if total else 0.0 for party, value in values.items()}
    last = [*whole][-1]
    whole[last] = round(1.0 - sum(share for party, share in whole.items() if party != last), 3)
    return ",".join(f"{party}={share:g}" for party, share in whole.items())


def asked_family(name: str | None) -> str | None:
    """Return the name of a family; raises ``BadInput`` for one that is none."""
    if name is not None and name not in FAMILIES:
        raise BadInput.of(notices.UNKNOWN_FAMILY, name=name, known=", ".join(FAMILIES))
    return name
