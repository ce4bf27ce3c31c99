"""The outline of a programme: what programme.toml alone says, without reading anybody's records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.clause_kinds import Names
from kuajie.exchange.programme_file.draft import read_draft
from kuajie.exchange.programme_file.fields import FILE
from kuajie.exchange.toml_file import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party or a lever: its id, and what people call it; a lever's ``party`` pays it."""

    id: str
    name: str
    party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a programme is called, who takes part, what is sold (by whom: ``sellers``) and can be decided."""

    title: str
    currency: str
    parties: tuple[Named, ...]
    courses: tuple[str, ...]
    sellers: Mapping[str, str]
    levers: tuple[Named, ...]
    start: date
    weeks: int

    @property
    def names(self) -> Names:
        """What clauses may name."""
        return Names(
            currency=self.currency,
            parties=tuple(party.id for party in self.parties),
            courses=self.courses,
            owners={lever.id: lever.party for lever in self.levers},
        )


def read_outline(folder: Path) -> Outline:
    """Return the outline of a programme folder; raises ``BadInput`` for what programme.toml gets wrong."""
    findings = Findings()
    values = read_toml(folder / FILE, file=FILE, findings=findings)
    findings.stop_if_refused()
    draft = read_draft(values or {}, findings=findings)
    findings.stop_if_refused()
    return Outline(
        title=draft.identity["title"],
        currency=draft.identity["currency"],
        parties=tuple(Named(id=each["id"], name=each["name"]) for each in draft.parties),
        courses=tuple(each["id"] for each in draft.courses),
        sellers={each["id"]: each["seller"] for each in draft.courses},
        levers=tuple(map(_lever, draft.levers)),
        start=draft.horizon["start"],
        weeks=draft.horizon["weeks"],
    )


def _lever(read: Mapping[str, Any]) -> Named:
    return Named(id=read["id"], name=read["title"] or read["id"], party=read["party"])
