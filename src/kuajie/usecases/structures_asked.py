"""Reading what a person asks of structures: who leads, which shares to try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypedDict

from kuajie.domain.party import Role
from kuajie.domain.programme import Programme
from kuajie.messages import BadInput
from kuajie.messages.notices import structures as notices
from kuajie.usecases.structures_doubts import shares_example

LEADING = (Role.PLATFORM, Role.INSTITUTION)
"""The roles whose first parties lead where nobody is named."""


class AskedOfStructures(TypedDict, total=False):
    """What may be asked: ``leaders`` by id or role, ``shares`` to try instead of the agreed ones."""

    leaders: Sequence[str] | None
    shares: str | None
    draws: int
    certified: bool


def leaders_of(programme: Programme, named: Sequence[str] | None) -> tuple[str, ...]:
    """Return the ids of the parties that are to lead: named by id or by role, once each.

    Without names, the first platform and the first institution. Raises ``BadInput`` for any other name.
    """
    if named is None:
        found = [party for role in LEADING if (party := first_of(programme, role)) is not None]
        return tuple(found)
    leaders: list[str] = []
    for name in named:
        leader = name if name in programme.party_ids else first_of(programme, name)
        if leader is None:
            known = ", ".join(f"{party.id} ({party.role})" for party in programme.parties)
            raise BadInput.of(notices.UNKNOWN_LEADER, leader=name, known=known)
        if leader not in leaders:
            leaders.append(leader)
    return tuple(leaders)


def first_of(programme: Programme, role: str) -> str | None:
    """Return the id of the first party with a role, nothing where none has it."""
    return next((party.id for party in programme.parties if party.role == role), None)


def tried_shares(programme: Programme, given: str | None) -> Mapping[str, Fraction] | None:
    """Return revenue shares written as ``a=0.6,b=0.4``; nothing where none are given.

    Decimals, fractions (1/3) and per cent (60%) are understood. Raises ``BadInput`` unless they are shares of
    the programme's parties that add up to one.
    """
    if given is None:
        return None
    try:
        shares = dict(_share(part) for part in given.replace("，", ",").split(",") if part.strip())
    except (ValueError, ZeroDivisionError):
        shares = {}
    fits = set(shares) <= set(programme.party_ids) and all(share >= 0 for share in shares.values())
    if not fits or sum(shares.values()) != 1:
        raise BadInput.of(
            notices.BAD_SHARES,
            given=given,
            example=shares_example(programme),
            known=", ".join(programme.party_ids),
        )
    return shares


def _share(part: str) -> tuple[str, Fraction]:
    """Return one party and its share.

    >>> _share("a = 60%")
    ('a', Fraction(3, 5))
    """
    party, share = part.replace("＝", "=").split("=")
    share = share.strip()
    if share.endswith(("%", "％")):
        return party.strip(), Fraction(share[:-1].strip()) / 100
    return party.strip(), Fraction(share)
