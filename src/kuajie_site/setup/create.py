"""Making the programme that was set up: its programme.toml as the first version, parties, the first seat."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction

from kuajie import wiring
from kuajie.messages import BadInput, Locale, Text
from kuajie.wiring import uploads as checks
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.activity.log import note
from kuajie_site.programmes.creation import give_seat
from kuajie_site.programmes.folders import new_version, replace_file
from kuajie_site.programmes.models import Party, Programme, Seat
from kuajie_site.setup.models import SetUp
from kuajie_site.uploads.models import Upload
from kuajie_site.uploads.queue import enqueue
from kuajie_site.words import said

FIRST = Text(en="Programme set up", zh="项目设立")
FILES = Text(en="Files of the folder that was handed in", zh="所上传项目文件夹中的文件")
SIMULATED = Text(en="Simulated files", zh="模拟数据文件")


def create(set_up: SetUp, values: Mapping[str, Any], own: str) -> Programme:
    """Return the programme of a set-up, the one already made where there is one.

    Raises ``BadInput`` for values that the library refuses; then nothing is made.
    """
    faults = checks.programme_faults(values)
    if faults:
        raise BadInput(faults)
    programme = Programme(
        name=str(values["programme"]["title"])[:200],
        created_by=set_up.user,
        simulated=_is_template(set_up),
    )
    try:
        with transaction.atomic():
            locked = SetUp.objects.select_for_update(no_key=True).get(pk=set_up.pk)
            if locked.programme is not None:
                return locked.programme
            _make(programme, set_up, values, own)
            SetUp.objects.filter(pk=set_up.pk).update(programme=programme)
    except BaseException:
        shutil.rmtree(programme.place, ignore_errors=True)
        raise
    return programme


def _make(programme: Programme, set_up: SetUp, values: Mapping[str, Any], own: str) -> None:
    programme.save()
    for each in values["party"]:
        mine = set_up.organisation if each["id"] == own else None
        Party.objects.create(programme=programme, key=each["id"], name=each["name"], organisation=mine)
    party = programme.parties.get(key=own)
    seat = give_seat(programme, set_up.user, Role.OWNER, party)
    with tempfile.TemporaryDirectory() as place:
        written = Path(place) / "programme.toml"
        written.write_text(checks.programme_toml(values), encoding="utf-8")
        new_version(
            programme,
            lambda draft: replace_file(draft, "programme.toml", written),
            note=said(FIRST),
            user=set_up.user,
            party=party,
        )
    note(seat, "programme_set_up", shared=True, programme=programme.name)
    if set_up.source:
        _bring_files(set_up, seat)


def _bring_files(set_up: SetUp, seat: Seat) -> None:
    """Queue the job that brings the other files: those of the folder handed in, or simulated ones."""
    template = set_up.source if _is_template(set_up) else ""
    upload = Upload(
        id=uuid4(),
        programme=seat.programme,
        party=seat.party,
        user=set_up.user,
        whole=True,
        template=template,
        note=said(SIMULATED if template else FILES),
    )
    upload.folder.mkdir(parents=True, exist_ok=True)
    if not template:
        shutil.move(set_up.folder, upload.folder / "whole")
    upload.save(force_insert=True)
    enqueue(upload)


def _is_template(set_up: SetUp) -> bool:
    return bool(set_up.source) and set_up.source != FOLDER


FOLDER = "folder"


def template_values(template: str, locale: Locale) -> dict[str, Any]:
    """Return what a template's programme.toml says; simulated in little, for a moment."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "small"
        wiring.new(folder, template=template, weeks=30, scale=0.05, locale=locale)
        return checks.programme_values(folder)


def template_names() -> list[tuple[str, Text, Text]]:
    """Return the templates: name, title, description."""
    return [(line.name, line.title, line.description) for line in wiring.templates()]


def user_may_set_up(user: User) -> bool:
    """Say whether somebody owns an organisation, which is what setting up needs."""
    return user.belongings.filter(owner=True).exists()
