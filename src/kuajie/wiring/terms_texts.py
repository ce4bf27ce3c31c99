"""Terms as text: of a programme folder, put into one, and told in sentences without reading any records."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuajie.messages import BadInput, Locale

if TYPE_CHECKING:
    from kuajie.domain.programme import Programme

_HEADING = re.compile(r"""\s*\[\[?\s*["']?([^\]."'\s]+)""")
_NO_ROW: Mapping[str, Any] = {"price": 0, "seats": None, "level": "", "language": "", "concepts": ""}
"""What a catalogue would say of a course; sentences about terms need none of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsTold:
    """Terms in sentences: the clauses in order, and what is agreed beside them."""

    clauses: tuple[str, ...]
    rules: tuple[str, ...]


def terms_text(folder: Path) -> str:
    """Return the table [terms] of a folder's programme.toml by itself; comments are not in it."""
    from kuajie.exchange.toml_text import toml_text
    from kuajie.wiring.uploads import programme_values

    return toml_text({"terms": programme_values(folder).get("terms", {})})


def with_terms(folder: Path, text: str) -> str:
    """Return a folder's programme.toml with other terms in place of its own; comments elsewhere in it stay.

    Raises ``BadInput`` with everything that is then wrong with it.
    """
    from kuajie.exchange.toml_text import toml_text
    from kuajie.wiring.uploads import programme_faults

    values = _with_terms(folder, text)
    faults = programme_faults(values)
    if any(fault.severity == "error" for fault in faults):
        raise BadInput(faults)
    spliced = _spliced((folder / "programme.toml").read_text("utf-8-sig"), text)
    # Lines within long strings can look like headings; then the file is written anew, which is right too.
    return spliced if _values(spliced) == values else toml_text(values)


def _spliced(before: str, text: str) -> str:
    """Return a TOML file with a text in place of its tables [terms] and [terms. …]."""
    kept: list[str] = []
    waiting: list[str] = []  # comments before a heading belong to what stands below it
    place, in_terms = None, False
    for line in before.splitlines():
        heading = _HEADING.match(line)
        if heading:
            in_terms = heading[1] == "terms"
        if in_terms:
            place = len(kept) if place is None else place
            stays = not heading and (not line.strip() or line.lstrip().startswith("#"))
            waiting = [*waiting, line] if stays else []
        else:
            kept += [*waiting, line]
            waiting = []
    place = len(kept) if place is None else place
    parts = (kept[:place], text.strip().splitlines(), kept[place:])
    return "\n\n".join("\n".join(part).strip("\n") for part in parts if part) + "\n"


def _values(text: str) -> object:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        return None


def terms_told(folder: Path, text: str, locale: Locale) -> TermsTold:
    """Return terms in sentences.

    Raises ``BadInput`` where they do not fit the programme.
    """
    from kuajie.present.clauses import say_clause
    from kuajie.present.reader import Reader
    from kuajie.present.terms_rules import counting_lines, refund_lines
    from kuajie.usecases.settlement_history import agreement_of

    programme = _programme(_with_terms(folder, text))
    agreement, reader = agreement_of(programme), Reader(locale, programme.currency)
    return TermsTold(
        clauses=tuple(say_clause(timed.clause, programme, reader) for timed in agreement.clauses),
        rules=(*counting_lines(agreement, programme, reader), *refund_lines(agreement, reader)),
    )


def _with_terms(folder: Path, text: str) -> dict[str, Any]:
    from kuajie.wiring.uploads import programme_values

    values = programme_values(folder)
    typed = tomllib.loads(text, parse_float=Decimal).get("terms", {})
    return {**values, "terms": typed}


def _programme(values: Mapping[str, Any]) -> Programme:
    """Return a programme of what programme.toml alone says; its prices and seats mean nothing."""
    from kuajie.exchange.findings import Findings
    from kuajie.exchange.programme_file.build import build_programme
    from kuajie.exchange.programme_file.draft import read_draft

    findings = Findings()
    draft = read_draft(values, findings=findings)
    findings.stop_if_refused()
    return build_programme(draft, {course["id"]: _NO_ROW for course in draft.courses})
