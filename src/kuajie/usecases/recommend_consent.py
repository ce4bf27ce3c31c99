"""Whose orders may be looked at to recommend whose courses, by the consents of a programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import numpy as np

from kuajie.domain.consent import Consent, may_use
from kuajie.domain.records import Events
from kuajie.knowledge.choosing.views import View
from kuajie.knowledge.histories import Codes, Flags

ORDERS, RECOMMENDATION = "orders", "recommendation"


def consent_views(
    consents: Iterable[Consent], providers: tuple[str, ...], provider: Codes, *, at: datetime
) -> tuple[View, ...]:
    """Return which courses' rows may be looked at for whose courses; none where everything may be.

    ``provider`` (courses,) holds places in ``providers``; consent is asked for orders, for recommendation.
    """
    given = tuple(consents)
    sees = may_see(given, providers, at=at)
    if sees.all():
        return ()
    return tuple(
        View(courses=provider == recipient, seen=sees[:, recipient][provider])
        for recipient in range(len(providers))
    )


def may_see(consents: Iterable[Consent], providers: tuple[str, ...], *, at: datetime) -> Flags:
    """Say which party's orders may be used to recommend which party's courses, (party, recipient)."""
    given = tuple(consents)
    flags = [
        [
            may_use(given, party=party, recipient=other, field=ORDERS, purpose=RECOMMENDATION, at=at)
            for other in providers
        ]
        for party in providers
    ]
    return np.array(flags, dtype=np.bool_).reshape(len(providers), len(providers))


def consents_of(events: Events) -> tuple[Consent, ...]:
    """Return the consents of a programme."""
    return tuple(Consent(**row) for row in events.tables["consents"].to_pylist())
