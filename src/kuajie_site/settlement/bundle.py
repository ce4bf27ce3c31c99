"""Evidence bundles: made once for how the books stand, kept until they stand otherwise."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from kuajie.messages import Locale, Text
from kuajie.wiring.settlement import BooksRequest, settle_or_look
from kuajie_site.access.refused import Refused
from kuajie_site.activity.log import note
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.settlement.ledger import books_of, mirror, version_of
from kuajie_site.settlement.visible import sees_all

NOT_ALL = Text(
    en="A bundle holds every order line and statement of all parties. It is handed out where all of them "
    "disclose both to {whom}; ask them to.",
    zh="证据包含有各方的全部订单明细与对账单，须各方均向{whom}公开这两项后才能下载，请先向其申请公开。",
)
KEPT = 6
"""How many bundles of a programme are kept for download."""


def bundle_of(programme: Programme, month: str, head: str, locale: str) -> Path:
    """Return where the bundle of a month lies, for how the books stand."""
    return programme.place / "bundles" / f"{head[:16]}-{month}-{locale}.zip"


def known_bundle(programme: Programme, month: str, locale: str) -> Path | None:
    """Return the bundle of the books as they stand now, where it was made already."""
    place = bundle_of(programme, month, mirror(programme, books_of(programme)).head, locale)
    return place if place.is_file() else None


def require_all(seat: Seat) -> None:
    """Refuse the whole books to a seat to which anybody does not disclose theirs."""
    if not sees_all(seat):
        whom = Text(en="mediators", zh="调解人").zh if seat.party is None else seat.party.name
        raise Refused(NOT_ALL, status=403, whom=whom)


def make_bundle(seat: Seat, month: str, locale: Locale) -> Path:
    """Write the bundle of a month; raises ``Refused`` where the seat may not have it."""
    require_all(seat)
    programme = seat.programme
    head = mirror(programme, books_of(programme)).head
    place = bundle_of(programme, month, head, locale)
    if not place.is_file():
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{uuid4().hex}.part")
        try:
            request = BooksRequest(evidence=part)
            settle_or_look(version_of(programme).folder, request, locale=locale, month=month)
            part.rename(place)
        finally:
            part.unlink(missing_ok=True)
        _forget(place.parent)
    note(seat, "bundle_made", shared=True, month=month, code=head[:12])
    return place


def _forget(folder: Path) -> None:
    """Remove the oldest bundles: each can be made again."""
    kept = sorted(folder.glob("*.zip"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in kept[KEPT:]:
        old.unlink(missing_ok=True)
