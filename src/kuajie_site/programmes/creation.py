"""Making a programme of a folder: its files as the first version, its parties, the first seats."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from kuajie import wiring
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.organisations.models import Organisation
from kuajie_site.programmes.folders import copy_linked, new_version
from kuajie_site.programmes.models import Party, Programme, Seat


def create_programme(
    folder: Path, *, user: User, note: str, organisations: Mapping[str, Organisation] | None = None
) -> Programme:
    """Return a new programme with files and books of a programme folder, which is read and checked first.

    ``organisations`` stand behind parties by key. Raises ``BadInput`` with every finding; then nothing is
    made.
    """
    read = wiring.read(folder)
    behind = organisations or {}
    programme = Programme(name=read.programme.title, created_by=user, simulated=read.truth is not None)
    try:
        with transaction.atomic():
            programme.save()
            for party in read.programme.parties:
                Party.objects.create(
                    programme=programme, key=party.id, name=party.name, organisation=behind.get(party.id)
                )
            new_version(programme, lambda draft: copy_linked(folder, draft), note=note, user=user)
            _take_books(folder, programme)
    except BaseException:
        shutil.rmtree(programme.place, ignore_errors=True)
        raise
    return programme


def _take_books(folder: Path, programme: Programme) -> None:
    """Copy the books that a folder has already: what is posted and signed goes on from there."""
    if (folder / "settlement").is_dir():
        shutil.copytree(folder / "settlement", programme.place / "settlement", dirs_exist_ok=True)


def give_seat(programme: Programme, user: User, role: Role, party: Party | None = None) -> Seat:
    """Give a person a seat, in place of the one held before."""
    seat, _ = Seat.objects.update_or_create(
        programme=programme, user=user, defaults={"role": str(role), "party": party}
    )
    return seat
