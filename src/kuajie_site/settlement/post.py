"""Posting a month into the books and issuing its statements: plain functions, for jobs and the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kuajie.messages import Text
from kuajie.usecases.book_shelf import Books
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.settle import SettleAnswer
from kuajie.usecases.settle_books import BooksAnswer
from kuajie.wiring.kept_books import alone_with_books
from kuajie.wiring.settlement import BooksRequest, settle_or_look
from kuajie_site.access.refused import Refused
from kuajie_site.accounts.models import User
from kuajie_site.programmes.models import Programme, Version
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.models import Posting
from kuajie_site.settlement.months import keep_months
from kuajie_site.settlement.warned import warned

OUTDATED = Text(
    en="The programme’s files changed meanwhile: this was asked of version {asked}, but version {latest} "
    "is in force. Nothing was posted. Look at the month again and post it anew.",
    zh="项目文件在此期间已更新：本次针对版本 {asked}，现行版本为 {latest}。"
    "未作任何入账，请重新查看后再入账。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What to post: a month, and whether to issue its statements, with how many days and which least payment.

    ``settled_before``: what lay before the books was paid outside of them; it counts for the first month.
    """

    month: str
    settled_before: bool = False
    issue: bool = False
    window: int | None = None
    minimum: str | None = None


def post(
    programme: Programme,
    version: Version,
    user: User,
    what: Post,
    *,
    progress: Progress = silent,
    now: datetime | None = None,
) -> BooksAnswer:
    """Post what is new of a month, issue its statements where asked to, and return the month.

    The books stay locked from the look at the version to the last entry, so that files of two versions are
    never posted in turns. Raises ``Refused`` where the version is no longer in force and ``BadInput`` for
    what the library refuses; then nothing was posted.
    """
    request = BooksRequest(
        keep=True,
        settled_before=what.settled_before,
        issue=what.issue,
        window=what.window,
        minimum=what.minimum,
    )
    with alone_with_books(version.folder):
        latest = programme.latest
        if latest != version:
            facts = {"asked": version.number, "latest": 0 if latest is None else latest.number}
            raise Refused(OUTDATED, **facts)
        answer = settle_or_look(
            version.folder, request, locale="zh", month=what.month, progress=progress, now=now
        )
        if isinstance(answer, SettleAnswer):  # cannot be: keeping was asked for
            raise TypeError(f"{what.month} was not kept")
        parties = list(programme.parties.values_list("key", "name"))
        told = {"version": version, "user": user, "warnings": warned(answer.warnings, parties)}
        Posting.objects.update_or_create(programme=programme, period=what.month, defaults=told)
    shown(programme)
    return answer


def shown(programme: Programme) -> Books:
    """Work out what pages show of the books as they stand, and return them."""
    books = books_of(programme)
    keep_months(programme, books)
    return books
