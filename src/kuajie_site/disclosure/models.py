"""A party's grant: which field it shows to whom, for what, until when."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from kuajie_site.programmes.models import Party, Programme


class Grant(models.Model):
    """One field of one party, shown to another party or (``to`` empty) to the programme's mediators."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="grants")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="grants")
    to = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    field = models.CharField(max_length=30)  # a Field; no choices, so that a new one needs no migration
    purpose = models.CharField(max_length=300)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Asked for by who shows what to whom."""

        indexes = [models.Index(fields=["programme", "to", "field"])]

    @staticmethod
    def in_force(now: datetime) -> Q:
        """Return the condition that a grant holds at a moment."""
        return Q(granted_at__lte=now, expires_at__gt=now) & (
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=now)
        )


class Threshold(models.Model):
    """Below how many learners or orders a party's figures are told to nobody else; ten without one."""

    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="threshold")
    fewest = models.PositiveIntegerField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()


class DisclosureRequest(models.Model):
    """Somebody asks a party to show their own party (``to``; mediators: empty) one field, for a purpose.

    It is open until the party grants the field, declines with a reason, or whoever asked takes it back.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="disclosure_requests")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="disclosure_requests")
    to = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    field = models.CharField(max_length=30)
    purpose = models.CharField(max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """One open request for a field, from one party or from the mediators."""

        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "to", "field"],
                condition=Q(answered_at__isnull=True, to__isnull=False),
                name="asked_once",
            ),
            models.UniqueConstraint(
                fields=["party", "field"],
                condition=Q(answered_at__isnull=True, to__isnull=True),
                name="asked_once_by_mediators",
            ),
        ]
