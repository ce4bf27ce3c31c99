"""A contract as one page that prints on A4, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kuajie.messages import Locale
from kuajie.present.blocks import Block, Paragraph, Table
from kuajie.present.contract import contract_articles, contract_facts, contract_title
from kuajie.present.page import PageTable
from kuajie.present.pages import pages
from kuajie.present.reader import Reader
from kuajie.present.report import LANGUAGES
from kuajie.usecases.contract import Contract

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")
_NUMBERED = re.compile(r"^(\d+)\. ")


def contract_html(contract: Contract, locale: Locale) -> str:
    """Return the contract wholly in ``locale``; names of parties and courses stay as they are."""
    reader = Reader(locale, contract.programme.currency)
    *articles, (signing, lines) = contract_articles(contract, reader)
    return (
        pages()
        .get_template("contract.html")
        .render(
            language=LANGUAGES[locale],
            title=contract_title(contract, reader),
            facts=contract_facts(contract, reader),
            articles=[(title, [_part(block) for block in blocks]) for title, blocks in articles],
            signing=signing,
            lines=[line.text for line in lines if isinstance(line, Paragraph)],
        )
    )


def _part(block: Block) -> tuple[str, Block | PageTable]:
    if isinstance(block, Table):
        return "PageTable", PageTable(table=block)
    return type(block).__name__, block


def contract_markdown(contract: Contract, locale: Locale) -> str:
    """Return the contract as Markdown, wholly in ``locale``."""
    reader = Reader(locale, contract.programme.currency)
    *articles, (signing, lines) = contract_articles(contract, reader)
    parts = [f"# {_escaped(contract_title(contract, reader))}"]
    parts.append(
        "\n".join(f"- {_escaped(f'{name}: {said}')}" for name, said in contract_facts(contract, reader))
    )
    for title, blocks in articles:
        parts += [f"## {_escaped(title)}", *(text for block in blocks for text in _lines(block))]
    parts.append(f"## {_escaped(signing)}")
    parts += [
        f"\\_\\_\\_\\_\\_\\_\\_\\_ {_escaped(line.text)}" for line in lines if isinstance(line, Paragraph)
    ]
    return "\n\n".join(parts) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        rows = (tuple(column.name for column in block.columns), ("---",) * len(block.columns), *block.rows)
        yield "\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows)
    elif isinstance(block, Paragraph):
        yield _NUMBERED.sub(r"**\1.** ", _escaped(block.text))


def _cell(text: str) -> str:
    return text if text == "---" else _escaped(text)


def _escaped(text: str) -> str:
    """Return text in which no sign means anything to Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
