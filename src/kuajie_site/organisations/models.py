"""An organisation, its people, and invitations."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Organisation(models.Model):
    """A company, school, charity or office of mediators that takes part in programmes."""

    name = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Belonging(models.Model):
    """A person belongs to an organisation; owners invite others and set up programmes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="belongings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="belongings")
    owner = models.BooleanField(default=False)

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="belongs_once")]
