"""An upload: files that somebody hands in for a party, from draft to version; what versions changed."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models

from kuajie_site.programmes.models import Party, Programme, Version


class Stage(models.TextChoices):
    """Where an upload stands."""

    CHECKING = "checking"
    COLUMNS = "columns"
    REFUSED = "refused"
    READY = "ready"
    SAME = "same"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


OPEN = (Stage.CHECKING, Stage.COLUMNS, Stage.READY)


class Upload(models.Model):
    """Files for one party, not yet part of the programme.

    ``files``: what was given, each with its ``place`` in ``folder``, its name and the record file it is.
    ``columns``: by record file, the section of columns.toml that was chosen. ``base`` is the version that
    ``problems`` and ``changes`` speak of. ``restores`` is a version whose files are to come back, in place of
    files handed in. ``whole`` is a folder with the files of all parties, handed in by who set it up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="uploads")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.CHECKING)
    whole = models.BooleanField(default=False)
    template = models.CharField(max_length=60, blank=True)
    restores = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, related_name="+")
    base = models.ForeignKey(Version, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.OneToOneField(Version, on_delete=models.CASCADE, null=True, related_name="upload")
    note = models.CharField(max_length=300, blank=True)
    files = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    tables = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ["-created_at"]
        indexes = [models.Index(fields=["programme", "party", "-created_at"])]

    @property
    def folder(self) -> Path:
        """Where its files lie while it is open."""
        return self.programme.place / "uploads" / str(self.id)

    @property
    def open(self) -> bool:
        """Whether something is still to be done with it."""
        return self.stage in OPEN


class FileChange(models.Model):
    """One file that a version added, changed or removed; counted once, since versions never change."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="file_changes")
    name = models.CharField(max_length=300)
    how = models.CharField(max_length=10)

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["version", "name"], name="file_change_once")]


class Facts(models.Model):
    """Rows and days of one file, kept under what identifies its content on disk."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=300)
    content = models.CharField(max_length=100)
    rows = models.PositiveIntegerField(null=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["programme", "name", "content"], name="facts_once")]
