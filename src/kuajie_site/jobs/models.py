"""A job: one study asked of one version of a programme, worked on by whoever holds its lease."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from kuajie_site.programmes.models import Party, Programme, Version


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


OPEN = (State.WAITING, State.RUNNING)


class Job(models.Model):
    """One piece of long work.

    A worker claims it under a lease that it renews while it lives; when the lease runs out, another one
    starts anew, ``MOST_ATTEMPTS`` times at most. ``errors`` holds, by language, what a person can do.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="jobs")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    study = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step_zh = models.CharField(max_length=200, blank=True)
    step_en = models.CharField(max_length=200, blank=True)
    done = models.FloatField(default=0.0)
    worker = models.CharField(max_length=60, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    errors = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The same question is worked on once at a time."""

        ordering = ["created_at"]
        indexes = [models.Index(fields=["state", "created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], condition=models.Q(state__in=OPEN), name="open_once"
            )
        ]

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN


class Worker(models.Model):
    """A worker that has lived of late: ``seen_at`` is renewed while it does, whether or not it has work."""

    name = models.CharField(max_length=60, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)
