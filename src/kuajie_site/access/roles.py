"""Roles, what each may do, and nothing else: one table that views, API and tests read.

A *seat* gives a person one role for one party in one programme; a mediator's seat is for no party.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text


class Role(StrEnum):
    """What a person is in a programme."""

    OWNER = "owner"
    MANAGER = "manager"
    FINANCE = "finance"
    ANALYST = "analyst"
    VIEWER = "viewer"
    MEDIATOR = "mediator"


class Action(StrEnum):
    """What can be done in a programme."""

    SEE = "see"
    SEE_OWN_DATA = "see_own_data"
    UPLOAD = "upload"
    EDIT_PROGRAMME = "edit_programme"
    ASK = "ask"
    COMMENT = "comment"
    PROPOSE = "propose"
    APPROVE = "approve"
    DISCLOSE = "disclose"
    SEE_SETTLEMENT = "see_settlement"
    KEEP_BOOKS = "keep_books"
    SIGN = "sign"
    RAISE_DISPUTE = "raise_dispute"
    RULE = "rule"
    SEE_ACTIVITY = "see_activity"
    INVITE = "invite"
    MANAGE_KEYS = "manage_keys"


_VIEWING: Final = frozenset({Action.SEE})
_ANALYSING: Final = _VIEWING | {Action.SEE_OWN_DATA, Action.ASK, Action.COMMENT}
_MONEY: Final = frozenset({Action.SEE_SETTLEMENT, Action.KEEP_BOOKS, Action.SIGN, Action.RAISE_DISPUTE})
_MANAGING: Final = _ANALYSING | {
    Action.UPLOAD,
    Action.EDIT_PROGRAMME,
    Action.PROPOSE,
    Action.APPROVE,
    Action.SEE_SETTLEMENT,
    Action.SEE_ACTIVITY,
}

ALLOWED: Final[Mapping[Role, frozenset[Action]]] = MappingProxyType(
    {
        Role.OWNER: _MANAGING | _MONEY | {Action.DISCLOSE, Action.INVITE, Action.MANAGE_KEYS},
        Role.MANAGER: _MANAGING,
        Role.FINANCE: _ANALYSING | _MONEY | {Action.UPLOAD, Action.SEE_ACTIVITY},
        Role.ANALYST: _ANALYSING | {Action.UPLOAD},
        Role.VIEWER: _VIEWING,
        Role.MEDIATOR: _VIEWING | {Action.COMMENT, Action.SEE_SETTLEMENT, Action.RULE, Action.SEE_ACTIVITY},
    }
)

ROLE_NAMES: Final[Mapping[Role, Text]] = MappingProxyType(
    {
        Role.OWNER: Text(en="Owner", zh="负责人"),
        Role.MANAGER: Text(en="Manager", zh="合作经理"),
        Role.FINANCE: Text(en="Finance", zh="财务"),
        Role.ANALYST: Text(en="Analyst", zh="分析师"),
        Role.VIEWER: Text(en="Viewer", zh="只读成员"),
        Role.MEDIATOR: Text(en="Mediator", zh="调解人"),
    }
)


def may(role: Role, action: Action) -> bool:
    """Say whether a role may do something.

    >>> may(Role.FINANCE, Action.SIGN), may(Role.ANALYST, Action.SIGN)
    (True, False)
    """
    return action in ALLOWED[role]
