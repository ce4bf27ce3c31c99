"""An organisation, its people, invitations, and what an organisation asks of its people."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class Organisation(models.Model):
    """A company, school, charity or office of mediators that takes part in programmes."""

    name = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Belonging(models.Model):
    """A person belongs to an organisation; owners invite others and set up programmes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="belongings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="belongings")
    owner = models.BooleanField(default=False)

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="belongs_once")]


class Invitation(models.Model):
    """An address is invited to a role for a party or (``party`` empty) as a mediator.

    ``token`` is the hash of what the link carries, and empty until a link is sent: for a mediator that is
    when an owner of every party has agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="invitations"
    )
    party = models.ForeignKey(
        "programmes.Party", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    by_party = models.ForeignKey("programmes.Party", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    email = models.EmailField()
    token = models.CharField(max_length=64, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One open invitation for an address in a programme, the newest first."""

        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invited_once",
            ),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="token_once"),
        ]

    @property
    def open(self) -> bool:
        """Whether it has been neither accepted nor withdrawn."""
        return self.accepted_at is None and self.withdrawn_at is None

    def expired(self, now: datetime) -> bool:
        """Say whether it is too late to accept it."""
        return now >= self.expires_at


class Agreement(models.Model):
    """An owner of a party agrees to a mediator who is invited."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="agreements")
    party = models.ForeignKey("programmes.Party", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once for a party."""

        constraints = [models.UniqueConstraint(fields=["invitation", "party"], name="agrees_once")]


class SecondFactorRule(models.Model):
    """A party asks for a second factor of whoever sits for it."""

    party = models.OneToOneField(
        "programmes.Party", on_delete=models.CASCADE, related_name="second_factor_rule"
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
