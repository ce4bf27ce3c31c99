"""A partners file: candidates, criteria, judges and weights, read with every finding; see docs/partners.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from kuajie.exchange.encoding import utf8_bytes
from kuajie.exchange.findings import Findings
from kuajie.exchange.partners_criteria import read_card
from kuajie.exchange.partners_values import TABLE, Entry
from kuajie.exchange.partners_weights import read_groups
from kuajie.exchange.sheet_file import read_file
from kuajie.exchange.toml_file import read_toml
from kuajie.matching.normalisation import NORMALISATIONS
from kuajie.messages import Place
from kuajie.messages.notices.instances import NOT_JSON
from kuajie.messages.notices.partners import NOT_A_TABLE, NOTHING_TO_SCORE
from kuajie.usecases.partners_question import PartnersQuestion

KEYS = ("title", "normalization", "candidate", "criterion", "factor", "judge", "weights")


def read_partners(path: Path) -> PartnersQuestion:
    """Return the question a partners file asks; raises ``BadInput`` with every finding."""
    findings = Findings()
    top = _parsed(path, findings)
    if not {"candidate", "criterion"} & set(top.held):
        findings.error(NOTHING_TO_SCORE, Place(file=top.file))
    findings.stop_if_refused()
    question = _question(top)
    findings.stop_if_refused()
    return question


def _question(top: Entry) -> PartnersQuestion:
    top.only(KEYS)
    read = read_card(top)
    groups = read_groups(top, read.card.criteria, read.factors)
    return PartnersQuestion(
        title=top.text("title", default=""),
        card=read.card,
        sources=read.sources,
        factors=read.factors,
        groups=groups,
        normalization=top.choice("normalization", tuple(NORMALISATIONS), default="vector"),
        file=top.file,
    )


def _parsed(path: Path, findings: Findings) -> Entry:
    """Return the file's values: JSON where it is called so or begins with a brace, else TOML."""
    file = str(path)
    raw = read_file(path, file=file, findings=findings)
    findings.stop_if_refused()
    if path.suffix.lower() == ".json" or (raw or b"").lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        held = _json(utf8_bytes(raw or b"", file=file, findings=findings), file, findings)
    else:
        held = read_toml(path, file=file, findings=findings)
    findings.stop_if_refused()
    return Entry(held=held or {}, at="", file=file, findings=findings)


def _json(text: bytes | None, file: str, findings: Findings) -> Mapping[str, object] | None:
    if text is None:
        return None
    try:
        held = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        findings.error(NOT_JSON, Place(file=file), reason=str(error))
        return None
    if not isinstance(held, dict):
        findings.error(NOT_A_TABLE, Place(file=file), expected=TABLE)
        return None
    return held
