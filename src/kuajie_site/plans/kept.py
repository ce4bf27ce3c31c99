"""The plan that a programme's folder keeps as agreed on, read and put back as it was."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from kuajie.domain.panel import Floats
from kuajie.store.folder import FolderAnswerStore
from kuajie.usecases.agreed_plan import AGREED_PLAN
from kuajie_site.programmes.models import Programme

Kept = tuple[Mapping[str, object], Mapping[str, Floats]] | None


def kept_plan(programme: Programme) -> Kept:
    """Return what is kept as the plan agreed on; nothing where there is none."""
    return _store(programme).load(AGREED_PLAN)


def put_back(programme: Programme, kept: Kept) -> None:
    """Keep again what was kept before."""
    store = _store(programme)
    if kept is None:
        shutil.rmtree(store.answers / AGREED_PLAN, ignore_errors=True)
    else:
        store.save(AGREED_PLAN, *kept)


def _store(programme: Programme) -> FolderAnswerStore:
    latest = programme.latest
    if latest is None:
        raise ValueError(f"programme {programme.pk} has no files")
    return FolderAnswerStore(latest.folder)
