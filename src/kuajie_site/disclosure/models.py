"""A party's grant: which field it shows to whom, for what, until when."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from kuajie_site.disclosure.fields import FIELD_NAMES
from kuajie_site.programmes.models import Party, Programme


class Grant(models.Model):
    """One field of one party, shown to another party or (``to`` empty) to the programme's mediators."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="grants")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="grants")
    to = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    field = models.CharField(
        max_length=30, choices=[(str(field), text.zh) for field, text in FIELD_NAMES.items()]
    )
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
