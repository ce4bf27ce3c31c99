"""What the site keeps around the books: how months stand, months shown, comparisons, replies, evidence.

The books themselves are files; nothing here decides what anybody is due.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models

from kuajie_site.programmes.models import Party, Programme, Version


class Ledger(models.Model):
    """How the books of a programme stand, so that a list of programmes need not read their files.

    ``months`` and ``cases`` are plain values, made of the entries up to ``head`` by settlement/ledger.py.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="ledger")
    head = models.CharField(max_length=64)
    months = models.JSONField(default=list)
    cases = models.JSONField(default=list)


class ShownMonth(models.Model):
    """The statements of a month as the books had them at ``key``: what pages and files are made from."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=7)
    key = models.CharField(max_length=64)
    record = models.JSONField()

    class Meta:
        """The last of each month."""

        constraints = [models.UniqueConstraint(fields=["programme", "period"], name="shown_month_once")]


class Posting(models.Model):
    """Which version of the files was posted into a month last, by whom, and what parties were warned of."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=7)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)
    warnings = models.JSONField(default=dict)

    class Meta:
        """The last of each month."""

        constraints = [models.UniqueConstraint(fields=["programme", "period"], name="posting_once")]


class Preview(models.Model):
    """What a month would come to if a version of the files were posted, as a party may see it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=7)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    seen = models.JSONField(default=list)
    parts = models.JSONField(default=dict)

    class Meta:
        """The last of each party and month."""

        constraints = [models.UniqueConstraint(fields=["programme", "party", "period"], name="preview_once")]


class Verification(models.Model):
    """An evidence bundle that somebody had recomputed; the bundle itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    noted = models.CharField(max_length=64, blank=True)
    sound = models.BooleanField(null=True)
    own_entry = models.PositiveIntegerField(null=True)
    parts = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ["-at"]

    @property
    def code(self) -> str:
        """How its hash begins, for people."""
        return self.sha256[:12]

    @property
    def place(self) -> Path:
        """Where the bundle lies until it was recomputed."""
        return self.programme.place / "incoming" / f"{self.id}.zip"


class SideBook(models.Model):
    """A side's own book for a comparison: its file, and how it is written; ``columns`` are by header."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    zone = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=4, blank=True)
    columns = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    @property
    def place(self) -> Path:
        """Where its file lies."""
        return self.programme.place / "own_books" / f"{self.id}.{self.form}"

    @property
    def column_map(self) -> Path:
        """Where it is written which of its headers is which column, for those that somebody named."""
        return self.programme.place / "own_books" / f"{self.id}.columns.toml"


class Comparison(models.Model):
    """One side's book of a month against the programme's record of ``other``, or against its own book.

    Without ``record`` it waits until the other side has handed its book in. ``counts`` are the parts that
    both may read, ``lines`` those with single orders.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=7, blank=True)
    book = models.OneToOneField(SideBook, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    other_book = models.OneToOneField(SideBook, on_delete=models.SET_NULL, null=True, related_name="+")
    record = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)
    settings = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    lines = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ["-at"]

    @property
    def waiting(self) -> bool:
        """Whether the other side has still to hand its book in."""
        return not self.record and self.other_book_id is None and not self.declined

    def csv(self, locale: str) -> Path:
        """Where every difference is written."""
        return self.programme.place / "comparisons" / f"{self.id}-{locale}.csv"


class Reply(models.Model):
    """What a party, or a mediator, says to a case."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    case = models.CharField(max_length=60)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In their order."""

        ordering = ["at", "id"]
        indexes = [models.Index(fields=["programme", "case"])]


class Evidence(models.Model):
    """A file that somebody put before the others in a case, kept by its hash."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    case = models.CharField(max_length=60)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, null=True, related_name="evidence")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A name stands for one file in a case."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["programme", "case", "name"], name="evidence_once")]

    @property
    def code(self) -> str:
        """How its hash begins, for people."""
        return self.sha256[:12]

    @property
    def place(self) -> Path:
        """Where it lies."""
        return self.programme.place / "evidence" / self.sha256
