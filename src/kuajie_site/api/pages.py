"""Lists in pages: a number of items from a place, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Schema
from pydantic import ConfigDict, Field

Item = TypeVar("Item")
MOST = 100
FARTHEST = 1_000_000
TEXT: Final = r"^[^\x00]*$"
"""The pattern of a text that a database takes."""
SOMETHING: Final = r"^[^\x00]*\S[^\x00]*$"
"""The pattern of a text that is not blank."""


class Strict(Schema):
    """What is sent: a field nobody knows is refused."""

    model_config = ConfigDict(extra="forbid")


class PageQuery(Schema):
    """Which part of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="how many items at most")] = 50
    offset: Annotated[int, Field(ge=0, le=FARTHEST, description="how many items to pass over")] = 0


class Page(Schema, Generic[Item]):
    """A part of a list; ``next`` is the offset of the next part, where there is one."""

    items: list[Item]
    count: int
    next: int | None


def page_of(
    found: QuerySet[Any] | Sequence[Any], page: PageQuery, tell: Callable[[Any], Any]
) -> dict[str, Any]:
    """Return a part of what was found, each told by ``tell``."""
    count = found.count() if isinstance(found, QuerySet) else len(found)
    end = page.offset + page.limit
    items = [tell(each) for each in found[page.offset : end]]
    return {"items": items, "count": count, "next": end if end < count else None}
