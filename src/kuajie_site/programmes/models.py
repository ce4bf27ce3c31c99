"""A programme on the site, its parties, seats, and the versions of its folder."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models

from kuajie_site.access.roles import ROLE_NAMES, Action, Role, may
from kuajie_site.once import once_per_page
from kuajie_site.organisations.models import Organisation


class Programme(models.Model):
    """A joint programme: a programme folder in versions, and the organisations behind its parties."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    simulated = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Path:
        """Where everything of the programme lies: ``versions``, ``books`` and what answers keep."""
        return Path(settings.PROGRAMMES) / str(self.id)

    @property
    def latest(self) -> Version | None:
        """The version in force."""
        return _latest_of(self)


@once_per_page
def _latest_of(programme: Programme) -> Version | None:
    return programme.versions.order_by("-number").first()


@once_per_page
def parties_of(programme: Programme) -> tuple[Party, ...]:
    """Return the parties of a programme."""
    return tuple(programme.parties.all())


class Party(models.Model):
    """A party of a programme as ``programme.toml`` calls it, and the organisation that stands behind it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")
    key = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="parties"
    )

    class Meta:
        """In the order of ``programme.toml``, which is that of their ids."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="party_once")]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A person's one role in one programme, for one party or (a mediator) for none."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="seats")
    role = models.CharField(
        max_length=20, choices=[(str(role), text.zh) for role, text in ROLE_NAMES.items()]
    )

    class Meta:
        """One seat each; only mediators sit for nobody."""

        constraints = [
            models.UniqueConstraint(fields=["programme", "user"], name="one_seat"),
            models.CheckConstraint(
                condition=models.Q(party__isnull=False) ^ models.Q(role=str(Role.MEDIATOR)),
                name="mediators_sit_for_nobody",
            ),
        ]

    def may(self, action: Action) -> bool:
        """Say whether the seat's role may do something."""
        return may(Role(self.role), action)


class Version(models.Model):
    """The programme folder as it was from one change to the next; its files are never edited."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    party = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Numbered from one."""

        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="version_once")]

    @property
    def folder(self) -> Path:
        """The programme folder of this version."""
        return self.programme.place / "versions" / f"{self.number:06d}"
