"""A file that holds another deal on a programme: the table [terms] of programme.toml by itself."""

from __future__ import annotations

from pathlib import Path

from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.programme_file.agreement import read_terms
from kuajie.exchange.programme_file.clause_kinds import Names
from kuajie.exchange.toml_file import read_toml
from kuajie.messages import Place
from kuajie.messages.notices.deals import OTHER_CURRENCY
from kuajie.messages.notices.programme_file import UNKNOWN_KEY

_KEYS = ("terms", "currency")


def read_deal(path: Path, programme: Programme) -> Terms:
    """Return the terms a file proposes for a programme.

    Raises ``BadInput`` with everything that is wrong with it: what it names must be the programme's, and so
    must its currency, where it states one.
    """
    findings = Findings()
    file = path.name
    values = read_toml(path, file=file, findings=findings)
    findings.stop_if_refused()
    values = values or {}
    for key in values:
        if key not in _KEYS:
            findings.error(UNKNOWN_KEY, Place(file=file, column=key), hint=did_you_mean(key, _KEYS))
    currency = values.get("currency", programme.currency)
    if currency != programme.currency:
        place = Place(file=file, column="currency", value=str(currency))
        findings.error(OTHER_CURRENCY, place, currency=currency, programme=programme.currency)
    names = Names(
        currency=programme.currency,
        parties=programme.party_ids,
        courses=programme.course_ids,
        owners={lever.id: lever.party for lever in programme.levers},
    )
    read = read_terms(values, names, findings=findings, file=file)
    findings.stop_if_refused()
    return Terms(**read)
