"""One thing that somebody did."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kuajie_site.programmes.models import Party, Programme


class Entry(models.Model):
    """Who did what; seen by the party that did it, by those it concerns, or (``shared``) by all.

    ``concerns`` is one other party that sees it too, ``mediators`` says whether mediators do. ``facts`` fill
    the sentence that activity/sentences.py keeps for ``what``. Entries are never edited.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True, related_name="activity")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    concerns = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    mediators = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["programme", "-at"])]
