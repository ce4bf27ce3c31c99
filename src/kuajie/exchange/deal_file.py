"""A file that holds another deal on a programme: the table [terms] of programme.toml by itself.

It is TOML or, by its suffix, JSON with the same keys; days are text there.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.exchange.findings import Findings
from kuajie.exchange.json_file import THE_FILE, read_json
from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.programme_file.agreement import read_terms
from kuajie.exchange.programme_file.clause_kinds import Names
from kuajie.exchange.programme_file.terms_schema import names_of
from kuajie.exchange.toml_file import read_toml
from kuajie.messages import Place
from kuajie.messages.notices.deals import OTHER_CURRENCY
from kuajie.messages.notices.instances import NOT_AN_OBJECT
from kuajie.messages.notices.programme_file import UNKNOWN_KEY

_KEYS = ("terms", "currency", "$schema")


def read_deal(path: Path, programme: Programme) -> Terms:
    """Return the terms a file proposes for a programme.

    Raises ``BadInput`` with everything that is wrong with it: what it names must be the programme's, and so
    must its currency, where it states one.
    """
    return read_deal_of(path, names_of(programme))


def read_deal_of(path: Path, names: Names) -> Terms:
    """Return the terms a file proposes, as ``read_deal`` does, where only names are known."""
    findings = Findings()
    file = path.name
    values = _values(path, file=file, findings=findings)
    findings.stop_if_refused()
    for key in values:
        if key not in _KEYS:
            findings.error(UNKNOWN_KEY, Place(file=file, column=key), hint=did_you_mean(key, _KEYS))
    currency = values.get("currency", names.currency)
    if currency != names.currency:
        place = Place(file=file, column="currency", value=str(currency))
        findings.error(OTHER_CURRENCY, place, currency=currency, programme=names.currency)
    read = read_terms(values, names, findings=findings, file=file)
    findings.stop_if_refused()
    return Terms(**read)


def _values(path: Path, *, file: str, findings: Findings) -> Mapping[str, Any]:
    if path.suffix.lower() != ".json":
        return read_toml(path, file=file, findings=findings) or {}
    held = read_json(path, file=file, findings=findings, number=Decimal)
    if not findings.any_error and not isinstance(held, dict):
        findings.error(NOT_AN_OBJECT, Place(file=file), key=THE_FILE, value=str(held)[:40])
    return held if isinstance(held, dict) else {}
