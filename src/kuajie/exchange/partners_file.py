"""A partners file: candidates, criteria, judges and weights, as docs/partners.md has them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kuajie.exchange.findings import Findings
from kuajie.exchange.json_file import read_json
from kuajie.exchange.partners_criteria import plain, read_card
from kuajie.exchange.partners_plain import is_plain, read_plain
from kuajie.exchange.partners_values import TABLE, Entry
from kuajie.exchange.partners_weights import read_groups
from kuajie.exchange.sheet_file import read_file
from kuajie.exchange.toml_file import read_toml
from kuajie.matching.normalisation import NORMALISATIONS
from kuajie.messages import Finding, Place, Text
from kuajie.messages.notices.partners import NOT_A_TABLE, NOTHING_TO_SCORE
from kuajie.usecases.partner_sheet import PartnerSheet
from kuajie.usecases.partners_question import PROMETHEE, TOPSIS, PartnersQuestion
from kuajie.usecases.weigh_judgements import JudgementsQuestion

KEYS = ("title", "normalization", "method", "candidate", "criterion", "factor", "judge", "weights")
CASE = "inputs"
"""Where a case for testing keeps its plain form, beside what is expected of it."""
METHODS = {TOPSIS: (TOPSIS, PROMETHEE), PROMETHEE: (PROMETHEE, TOPSIS)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadPartners:
    """The question a partners file asks, and what to know about how it was read."""

    question: PartnersQuestion | JudgementsQuestion
    notes: tuple[Finding, ...]


def read_partners(path: Path, sheet: PartnerSheet | None = None) -> ReadPartners:
    """Return the question a partners file asks; raises ``BadInput`` with every finding.

    ``sheet`` has candidates and criteria that are known from a folder's records, to which the file adds.
    """
    (read,) = read_cases(path, sheet=sheet, most=1)
    return read


def read_cases(
    path: Path, *, sheet: PartnerSheet | None = None, most: int | None = None
) -> tuple[ReadPartners, ...]:
    """Return the questions of a partners file, which may be a JSON list of ``most`` at the most.

    Raises ``BadInput`` with every finding of the first question that has any.
    """
    findings = Findings()
    tops = _parsed(path, findings)
    if most is not None and len(tops) > most:
        findings.error(NOT_A_TABLE, Place(file=str(path)), expected=TABLE)
    findings.stop_if_refused()
    return tuple(_read(top, sheet, path) for top in tops)


def _read(top: Entry, sheet: PartnerSheet | None, path: Path) -> ReadPartners:
    findings = top.findings
    question: PartnersQuestion | JudgementsQuestion | None
    if sheet is None and is_plain(top):
        question = read_plain(top)
    else:
        if sheet is None and not {"candidate", "criterion"} & set(top.held):
            findings.error(NOTHING_TO_SCORE, Place(file=top.file))
            findings.stop_if_refused()
        question = _question(top, sheet or PartnerSheet.empty())
    findings.stop_if_refused()
    if question is None:
        raise ValueError(f"{path} has neither a question nor a finding")
    return ReadPartners(question=question, notes=findings.warnings)


def question_of(sheet: PartnerSheet, file: str) -> PartnersQuestion:
    """Return the question of a folder without a partners file; ``file`` is what findings refer to."""
    return _question(Entry(held={}, at="", file=file, findings=Findings()), sheet)


def _question(top: Entry, sheet: PartnerSheet) -> PartnersQuestion:
    top.only(KEYS)
    read = read_card(top, sheet)
    return PartnersQuestion(
        title=_title(top) or sheet.title,
        card=read.card,
        sources=read.sources,
        factors=read.factors,
        groups=read_groups(top, read),
        normalization=top.choice("normalization", tuple(NORMALISATIONS), default="vector"),
        methods=METHODS[top.choice("method", tuple(METHODS), default=TOPSIS)],
        file=top.file,
    )


def _title(top: Entry) -> Text | None:
    return plain(top.text("title")) if "title" in top.held else None


def _parsed(path: Path, findings: Findings) -> list[Entry]:
    """Return the file's tables: JSON where it is called so or begins like it, else TOML."""
    file = str(path)
    raw = read_file(path, file=file, findings=findings)
    findings.stop_if_refused()
    if path.suffix.lower() == ".json" or (raw or b"").lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"{", b"[{")
    ):
        held = read_json(path, file=file, findings=findings)
    else:
        held = read_toml(path, file=file, findings=findings)
    findings.stop_if_refused()
    listed = held if isinstance(held, list) else [held]
    if not listed or not all(isinstance(each, dict) for each in listed):
        findings.error(NOT_A_TABLE, Place(file=file), expected=TABLE)
        return []
    names = [f"[{place}]" if held is listed else "" for place in range(len(listed))]
    tops = [
        Entry(held=each, at=name, file=file, findings=Findings())
        for each, name in zip(listed, names, strict=True)
    ]
    return [top.inner(CASE) if CASE in top.held else top for top in tops]
