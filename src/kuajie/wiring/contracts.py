"""A programme's contract, joined to the folder it comes from and the file it goes to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.messages import Locale
from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.usecases.contract import Contract

FORMS = (".html", ".htm", ".md")


def contract_of_folder(folder: Path, *, progress: Progress = silent) -> Contract:
    """Return the contract of a folder's terms; raises ``BadInput`` with everything that is wrong."""
    from kuajie.exchange.reading import read_folder
    from kuajie.usecases.contract import contract_of

    return contract_of(read_folder(folder, progress=progress).programme)


def require_contract_file(file: Path | None) -> None:
    """Refuse a place or form in which no contract can be written, before any work is done."""
    from kuajie.messages import BadInput, Place
    from kuajie.messages.notices.terms import CONTRACT_FORM, CONTRACT_NOT_WRITTEN
    from kuajie.present.report_file import require_place

    if file is None:
        return
    if file.suffix.lower() not in FORMS:
        raise BadInput.of(CONTRACT_FORM, place=Place(file=str(file)))
    require_place(file, notice=CONTRACT_NOT_WRITTEN)


def write_contract(contract: Contract, file: Path, *, locale: Locale) -> None:
    """Write a contract whole, as Markdown or as a page by the file's suffix."""
    from kuajie.messages.notices.terms import CONTRACT_NOT_WRITTEN
    from kuajie.present.contract_files import contract_html, contract_markdown
    from kuajie.present.report_file import write_whole

    render = contract_markdown if file.suffix.lower() == ".md" else contract_html
    write_whole(file, render(contract, locale), notice=CONTRACT_NOT_WRITTEN)
