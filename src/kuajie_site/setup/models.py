"""A programme that somebody is setting up."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models

from kuajie_site.organisations.models import Organisation
from kuajie_site.programmes.models import Programme


class SetUp(models.Model):
    """What was typed so far, kept as typed, step by step; ``programme`` once it is made.

    ``source`` is empty for a programme from nothing, ``folder`` for one that was handed in, else the name of
    a template; of the last two, ``values`` holds what their programme.toml says of the parties.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="set_ups")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=60, blank=True)
    values = models.JSONField(default=dict)
    programme = models.OneToOneField(Programme, on_delete=models.SET_NULL, null=True, related_name="set_up")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """The one touched last first."""

        ordering = ["-changed_at"]

    @property
    def folder(self) -> Path:
        """Where a programme folder that was handed in lies."""
        return Path(settings.DATA) / "set_ups" / str(self.id)
