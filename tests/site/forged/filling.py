"""One row of every kind that the site keeps for a programme, so that tests can forge their ids."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from kuajie_site.programmes.models import Party, Programme, Version

NUMBERS = itertools.count(700_000)
"""Whole ids, far from those of rows that a test makes otherwise."""
MARKER = "forged-marker"
"""Stands in every text, so that what is shown of a row is found on a page."""
OWN_KINDS: Mapping[str, Mapping[str, Any]] = {
    "organisations.Invitation": {"role": "analyst", "email": "forged-marker@example.org"},
    "jobs.Job": {"study": "check", "state": "failed"},
    "studies.Answer": {"study": "check", "options": {"given": {"fewest": {}}}},
    "uploads.Upload": {"stage": "ready", "restores": None, "version": None},
    "plans.Proposal": {"kind": "plan", "state": "proposed", "answers": None},
    "disclosure.Grant": {"field": "profit"},
    "disclosure.DisclosureRequest": {"field": "profit", "answered_at": None, "answered_by": None},
    "webhooks.Webhook": {"kind": "json", "types": ["job.done"], "active": True},
    "settlement.Comparison": {"declined": False, "record": False, "other_book": None},
}
"""What of a kind must hold, so that everything could be done with it."""
LEFT_OUT = {
    *("programmes.Programme", "programmes.Party", "programmes.Seat", "programmes.Version"),
    *("accounts.User", "accounts.Remembered", "jobs.Worker", "plans.Event"),
}
"""Kinds that are there already, or are no programme's."""


class Filling:
    """Rows made in one programme, for a party of it, by a person."""

    def __init__(self, programme: Programme, party: Party, user: models.Model) -> None:
        self.programme, self.party, self.user = programme, party, user
        self.made: dict[str, models.Model] = {}
        self.made["programmes.Seat"] = programme.seats.filter(party=party).latest("pk")
        for kind in _kinds():
            if kind._meta.label not in LEFT_OUT:
                self.row(kind)

    def row(self, kind: type[models.Model]) -> models.Model:
        """Return the row of a kind, made now if it is not there."""
        label = kind._meta.label
        if label not in self.made:
            given = {
                field.name: self._value(field, OWN_KINDS.get(label, {}))
                for field in kind._meta.concrete_fields
                if not isinstance(field, models.AutoField)
            }
            if isinstance(kind._meta.pk, models.AutoField):
                given["pk"] = next(NUMBERS)
            self.made[label] = kind._default_manager.create(**given)
        return self.made[label]

    def _value(self, field: models.Field[Any, Any], own: Mapping[str, Any]) -> Any:
        if field.name in own:
            return own[field.name]
        if isinstance(field, models.ForeignKey):
            return self._related(field)
        if isinstance(field, models.DateTimeField):
            return timezone.now() + timedelta(days=30 if field.name == "expires_at" else -1)
        if isinstance(field, models.UUIDField):
            return uuid.uuid4()
        if field.has_default() and not isinstance(field, models.CharField | models.TextField):
            return field.get_default()
        return _plain(field, next(NUMBERS))

    def _related(self, field: models.ForeignKey[Any, Any]) -> Any:
        kind = field.related_model
        if kind is Programme:
            return self.programme
        if kind is Party:
            return None if field.name in {"to", "concerns"} and field.null else self.party
        if kind is Version:
            return self.programme.latest
        if kind is get_user_model():
            return None if field.null else self.user
        return None if field.null else self.row(kind)  # type: ignore[arg-type]

    def ids(self) -> Iterator[tuple[str, Any]]:
        """Yield the kind and id of every row."""
        for label, row in self.made.items():
            yield label, row.pk


def _plain(field: models.Field[Any, Any], number: int) -> Any:
    kinds: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
        (models.EmailField, f"{MARKER}-{number}@example.org"),
        (models.CharField, f"{MARKER}-{number}"[: field.max_length]),
        (models.TextField, MARKER),
        (models.JSONField, {}),
        (models.BooleanField, False),
        (models.DateField, timezone.localdate()),
        (models.IntegerField, number),
        (models.FloatField, 0.5),
        (models.BinaryField, b""),
    )
    return next(value for kind, value in kinds if isinstance(field, kind))


def _kinds() -> Iterator[type[models.Model]]:
    for kind in apps.get_models():
        if kind.__module__.startswith("kuajie_site."):
            yield kind


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all kinds, to see whether something has changed."""
    return {
        kind._meta.label: sorted(kind._default_manager.values_list(), key=str)
        for kind in _kinds()
        if kind._meta.label not in {"accounts.Remembered", "accounts.User"}  # when somebody last signed in
    }
