"""A webhook of a party, what is to be delivered to it, and every attempt."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from kuajie_site.programmes.models import Party, Programme


class Kind(models.TextChoices):
    """What listens: a program, or the robot of a chat group."""

    JSON = "json"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


class State(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Webhook(models.Model):
    """Where a party of a programme wants to be told of which events.

    ``sealed`` holds address and secret, encrypted (sealing.py): the address of a chat robot opens its group.
    ``host`` is what people are shown of it. ``failures`` counts failed attempts since the last success.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="webhooks")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="webhooks")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind)
    host = models.CharField(max_length=255)
    sealed = models.TextField()
    language = models.CharField(max_length=10)
    types = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    failures = models.PositiveIntegerField(default=0)
    disabled_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """An event on its way to a webhook; its id is the same in every attempt, so that listeners know it again.

    Rows are written in the transaction in which the event happens. ``next_at`` is when it is tried next.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    type = models.CharField(max_length=40)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_at"])]


class Attempt(models.Model):
    """One attempt: when, what the listener answered, or why there was no answer."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tried")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=40, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        """In order."""

        ordering = ["at", "pk"]
