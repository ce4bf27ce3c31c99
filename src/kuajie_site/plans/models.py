"""What parties propose to one another: frozen contents, a log of events that is only added to, comments."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from kuajie_site.programmes.models import Party, Programme, Version


class Kind(models.TextChoices):
    """What is proposed."""

    PLAN = "plan"
    TERMS = "terms"


class State(models.TextChoices):
    """Where a proposal stands; ``SUPERSEDED``: the parties agreed on another one."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    COUNTERED = "countered"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class What(models.TextChoices):
    """What somebody did with a proposal."""

    DRAFTED = "drafted"
    EDITED = "edited"
    PROPOSED = "proposed"
    APPROVED = "approved"
    COUNTERED = "countered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    AGREED = "agreed"
    SUPERSEDED = "superseded"


class Proposal(models.Model):
    """A plan or terms that a party proposes to all others; a draft is seen by that party alone.

    ``content`` is frozen: for a plan the key, options and record of the answer, for terms their TOML;
    ``digest`` is its hash. ``version`` holds the files it was made from. ``answers`` is the proposal that it
    counters. What happened is in ``events``; ``state`` is what they come to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    reason = models.TextField(blank=True, max_length=4000)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="proposals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    answers = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="counters"
    )
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Numbered within a programme; one is agreed on at a time, of each kind."""

        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="proposal_number"),
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=models.Q(state=State.AGREED),
                name="one_agreed_of_a_kind",
            ),
        ]

    @property
    def open(self) -> bool:
        """Whether parties may still approve it."""
        return self.state == State.PROPOSED


class OnlyAddedTo(models.QuerySet["Event"]):
    """Rows that are written once."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse to change what happened."""
        raise TypeError(f"events are never edited, but got {sorted(values)}")

    def delete(self) -> NoReturn:
        """Refuse to forget what happened."""
        raise TypeError("events are never deleted")

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse to change what happened."""
        raise TypeError("events are never edited")


class Event(models.Model):
    """Something that happened to a proposal: who did it, when, for which party, with what comment.

    ``before`` is the ``digest`` of the event before it and enters its own, so that a row changed behind the
    site's back is found (``plans.events.is_whole``).
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=12, choices=What)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True, max_length=4000)
    other = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    seen = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    before = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = OnlyAddedTo.as_manager()

    class Meta:
        """In order; a party approves once, and what ends a proposal comes once."""

        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="event_number"),
            models.UniqueConstraint(
                fields=["proposal", "party", "what"],
                condition=models.Q(what__in=(What.PROPOSED, What.APPROVED)),
                name="approved_once",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(what__in=(What.COUNTERED, What.DECLINED, What.WITHDRAWN, What.AGREED)),
                name="ends_once",
            ),
        ]

    def save(self, *args: Any, **more: Any) -> None:
        """Write a new row; raises ``TypeError`` for one that is there already."""
        if not self._state.adding:
            raise TypeError("events are never edited")
        super().save(*args, **{**more, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse to forget what happened."""
        raise TypeError("events are never deleted")


class Comment(models.Model):
    """What somebody says about a proposal or (``line``) one lever, course or clause of it.

    A deleted comment leaves its row without its text. ``id`` comes from the form, so that a second submit is
    the first one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    line = models.CharField(max_length=100, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    mentions = models.ManyToManyField(Party, related_name="+")
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The first one first."""

        ordering = ["at", "id"]
        indexes = [models.Index(fields=["proposal", "at"])]
