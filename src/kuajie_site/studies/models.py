"""The answer to a study, as pages show it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kuajie_site.programmes.models import Party, Programme, Version


class Answer(models.Model):
    """What a study found of one version of a programme.

    ``parts`` holds, by language, what a page shows (``kuajie.present.page``) as plain values; ``record``
    what the API tells. Both are for all seats that may read the answer; ``own`` holds, by party, what is for
    that party alone: findings in its files, and under ``full`` the parts and record with its own small
    counts, which are withheld from all others. ``files`` lists what can be downloaded. ``key`` is the hash of
    the question: the same question finds the same answer. Read answers through ``studies.seen``.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="answers")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    study = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    parts = models.JSONField()
    record = models.JSONField()
    own = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One answer for one question."""

        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="answer_once")]
        indexes = [models.Index(fields=["programme", "study", "-created_at"])]
