"""How programs sign in to the API, and what they were answered under an Idempotency-Key."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from kuajie_site.access.roles import ALLOWED, Role
from kuajie_site.programmes.models import Seat


class Kind(models.TextChoices):
    """How a program shows who it is."""

    KEY = "key"
    CLIENT = "client"


class Credential(models.Model):
    """A key, or a client of OAuth2, that acts from a seat in a role that may do no more than the seat's.

    Of a secret only its hash is kept (``digest``); ``prefix`` is what people recognise it by: the beginning
    of a key, or the id of a client. ``minute`` and ``count`` say how often it was used in which minute.
    """

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.KEY)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="credentials")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20)
    write = models.BooleanField(default=False)
    prefix = models.CharField(max_length=255, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    application = models.OneToOneField(
        settings.OAUTH2_PROVIDER_APPLICATION_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="credential",
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    minute = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """The newest first."""

        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.prefix}"

    def in_force(self, now: datetime) -> bool:
        """Say whether it opens anything: not over, its person has an account, its role is not too much."""
        over = self.revoked_at is not None or now >= self.expires_at
        return not over and self.seat.user.is_active and self.within_seat

    @property
    def within_seat(self) -> bool:
        """Whether its role allows nothing that its seat's role does not."""
        return ALLOWED[Role(self.role)] <= ALLOWED[Role(self.seat.role)]


class Replay(models.Model):
    """What a request was answered under an Idempotency-Key, so that a second one is answered the same."""

    owner = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """Once for a credential."""

        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="replay_once")]
