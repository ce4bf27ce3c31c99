"""What happened, as far as a seat may know it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.activity.log import seen_from, told
from kuajie_site.activity.models import Entry
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.pages import Page, PageQuery, page_of
from kuajie_site.api.site_api import PROGRAMME, operation
from kuajie_site.words import locale_now

router = Router(tags=["activity"])


class EntryOut(Schema):
    """One thing that somebody did; ``text`` says it in the language asked for."""

    id: int
    at: datetime
    what: str
    text: str
    by: str | None
    party: str | None


@operation(
    router,
    "GET",
    f"{PROGRAMME}/activity",
    action=Action.SEE_ACTIVITY,
    title=Text(en="List what happened", zh="列出动态"),
    response=Page[EntryOut],
)
def list_activity(request: ApiRequest, programme: UUID, page: Query[PageQuery]) -> Any:
    """List who did what, the newest first."""
    return page_of(seen_from(request.auth.seat), page, _entry)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "at": entry.at,
        "what": entry.what,
        "text": told(entry, locale_now()),
        "by": str(entry.user) if entry.user else None,
        "party": entry.party.key if entry.party else None,
    }
