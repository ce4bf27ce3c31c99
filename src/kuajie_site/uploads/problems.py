"""What is wrong with an upload, as rows of a table that its party may see."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kuajie.domain.spreadsheets import harmless
from kuajie.messages import Finding, Locale, Text
from kuajie_site.programmes.models import Party

Problem = dict[str, Any]
HEADS: Final = (
    Text(en="File", zh="文件"),
    Text(en="Row", zh="行"),
    Text(en="Column", zh="列"),
    Text(en="Value", zh="值"),
    Text(en="What is wrong", zh="问题"),
    Text(en="What to do", zh="处理办法"),
)
OTHERS: Final = Text(
    en="With your files, those of {party} can no longer be taken ({file}).",
    zh="采用你的文件后，{party}的文件（{file}）将无法读取。",
)
ASK: Final = Text(
    en="Undo the change that concerns them, or agree with {party} who changes what.",
    zh="请撤回涉及对方的改动，或与{party}商定由谁修改。",
)


def problem(text: Text, remedy: Text, *, file: str = "", **facts: object) -> Problem:
    """Return one problem of our own words; ``file`` is where it is, and a fact of them."""
    facts = {**facts, "file": file}
    said = {locale: (text.say(locale, **facts), remedy.say(locale, **facts)) for locale in ("zh", "en")}
    return _row(file, None, "", "", said)


def problems_of(findings: Iterable[Finding], party: Party, others: Sequence[Party]) -> list[Problem]:
    """Return findings as problems; of other parties' files only that something is wrong with them."""
    return list(
        {str(found): found for found in (_problem(finding, party, others) for finding in findings)}.values()
    )


def _problem(finding: Finding, party: Party, others: Sequence[Party]) -> Problem:
    file = finding.place.file or ""
    owner = next((other for other in others if file.startswith(f"{other.key}/")), None)
    if owner is not None and owner.pk != party.pk:
        return problem(OTHERS, ASK, party=owner.name, file=file)
    said = {locale: (finding.problem(locale), finding.remedy(locale)) for locale in ("zh", "en")}
    place = finding.place
    return _row(file, place.row, place.column or "", place.value or "", said)


def _row(file: str, row: int | None, column: str, value: str, said: Mapping[str, tuple[str, str]]) -> Problem:
    told = {locale: list(texts) for locale, texts in said.items()}
    return {"file": file, "row": row, "column": column, "value": value[:200], **told}


def problems_csv(problems: Iterable[Problem], locale: Locale) -> str:
    """Return problems as CSV, with a byte order mark so that spreadsheets take it for UTF-8."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([head.say(locale) for head in HEADS])
    for each in problems:
        cells = (each["file"], str(each["row"] or ""), each["column"], each["value"], *each[locale])
        rows.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + written.getvalue()
