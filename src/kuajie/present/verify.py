"""What recomputing an evidence bundle found, as blocks for a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Alert, Block, Paragraph
from kuajie.present.reader import Reader
from kuajie.usecases.bundle_lines import Difference
from kuajie.usecases.close_books import CODE
from kuajie.usecases.verify_bundle import VerifyAnswer

TRUE = Text(
    en="True: every one of {lines} lines in {entries} entries is as recomputed from the inputs and terms.",
    zh="一致：{entries} 条记录中的 {lines} 条分录均与按输入和条款重新计算的结果相同。",
)
FALSE = Text(en="Not true: the bundle differs from what it should be.", zh="不一致：证据包与应有内容不符。")
PERIODS = Text(en="Months: {periods}; locked: {locked}.", zh="月份：{periods}；已锁定：{locked}。")
NONE = Text(en="none", zh="无")
SIGNED = Text(
    en="{party} signed {period}: {by}, {day}, code {code}.",
    zh="{party} 已签署 {period}：{by}，{day}，校验码 {code}。",
)
HEAD = Text(
    en="The books end with {head}. A bundle altered as a whole, hashes included, ends with another code: "
    "compare it with the one you noted (--head CODE).",
    zh="账簿止于 {head}。若有人连同散列值整体改写，末尾校验码会不同，请与自己留存的核对（--head 校验码）。",
)
FIRST = Text(en="The first line that differs", zh="第一处不一致的分录")
OTHERS = Text(en="Files that are not as they were", zh="与原件不符的文件")
LINE = Text(
    en="{file}, row {row}, column {column}: expected {expected}, found {found}.",
    zh="{file} 第 {row} 行 {column} 列：应为 {expected}，实为 {found}。",
)
ABOUT = Text(en="It is about {about}.", zh="涉及 {about}。")
SOURCE = Text(
    en="It comes from {file}, row {row}; that file was altered.",
    zh="源于 {file} 第 {row} 行，该文件已被改动。",
)
ROW_MISSING = Text(
    en="{file}, row {row}: a line is missing: {expected}.", zh="{file} 第 {row} 行：缺少分录 {expected}。"
)
ROW_EXTRA = Text(
    en="{file}, row {row}: there is a line too many: {found}.", zh="{file} 第 {row} 行：多出分录 {found}。"
)
STATEMENT = Text(
    en="{file}: the statement {column} is not what the postings give: expected {expected}, found {found}.",
    zh="{file}：对账单 {column} 与分录不符：应为 {expected}，实为 {found}。",
)
SIGNATURE = Text(
    en="{file}: {column} signed another statement than the one shown: expected {expected}, found {found}.",
    zh="{file}：{column} 签署的并非所出具的对账单：应为 {expected}，实为 {found}。",
)
AWARD = Text(en="{file}: no ruling grants {found}.", zh="{file}：没有裁决支持 {found}。")
CHAIN = Text(
    en="{file}: the chain is broken at “{column}”: expected {expected}, found {found}.",
    zh="{file}：散列链在“{column}”处断开：应为 {expected}，实为 {found}。",
)
NOTED = Text(
    en="The books end with {found}, not with the code you noted, {expected}: this is another version.",
    zh="账簿止于 {found}，与你留存的校验码 {expected} 不同：这是另一个版本。",
)
ALTERED = Text(
    en="{file} is not the file it was: hash {expected} then, {found} now.",
    zh="{file} 与原件不符：原散列值 {expected}，现为 {found}。",
)
UNPLACED = Text(
    en="No more than its hash was kept of it, so that the place cannot be named.",
    zh="该文件只留存了散列值，无法指出具体位置。",
)
REWRITTEN = Text(
    en="{file} is written with other bytes than it was; its rows are the same.",
    zh="{file} 的字节与原件不同，但各行内容一致。",
)
CELL = Text(
    en="{file}, row {row}, column {column}: {found} is not what was kept.",
    zh="{file} 第 {row} 行 {column} 列：{found} 与入账时不符。",
)
ROW_CHANGED = Text(
    en="{file}, row {row} is not the row that was kept: {found}.",
    zh="{file} 第 {row} 行与入账时不符：{found}。",
)
ROW_ADDED = Text(
    en="{file}, row {row} was not there when it was kept: {found}.",
    zh="{file} 第 {row} 行在入账时并不存在：{found}。",
)
ROW_REMOVED = Text(
    en="{file}: what was kept in row {row} is missing.", zh="{file}：入账时第 {row} 行的内容已缺失。"
)
OTHER_COLUMNS = Text(en="The columns concerned: {column}.", zh="涉及的列：{column}。")
ROWS = Text(en="{rows} rows differ in all.", zh="共有 {rows} 行不符。")
MISSING = Text(en="{file} is missing.", zh="缺少 {file}。")
EXTRA = Text(en="{file} does not belong to the bundle.", zh="{file} 不属于该证据包。")
UNREADABLE = Text(en="{file} cannot be read any more: {found}", zh="{file} 已无法读取：{found}")
TEXTS = {
    "line": LINE,
    "statement": STATEMENT,
    "signature": SIGNATURE,
    "award": AWARD,
    "chain": CHAIN,
    "head": NOTED,
    "altered": ALTERED,
    "rewritten": REWRITTEN,
    "cell": CELL,
    "row_changed": ROW_CHANGED,
    "row_added": ROW_ADDED,
    "row_removed": ROW_REMOVED,
    "missing": MISSING,
    "extra": EXTRA,
    "unreadable": UNREADABLE,
}
RECOMPUTED = ("postings.csv", "statements.json")
"""Files of which every line is recomputed, so that another difference names the place."""
COMPUTED = frozenset({"line", "row", "statement", "signature", "award"})
_HASH = 64


def verify_blocks(answer: VerifyAnswer, locale: Locale) -> Iterator[Block]:
    """Return whether the bundle is true, and else what differs, the first line before all."""
    reader = Reader(locale, "")
    if answer.true:
        facts = {"lines": reader.count(answer.lines), "entries": reader.count(answer.entries)}
        yield Paragraph(reader.say(TRUE, **facts))
    else:
        yield Paragraph(reader.say(FALSE))
        for title, computed in ((FIRST, True), (OTHERS, False)):
            said = [each for each in answer.differences if (each.kind in COMPUTED) is computed]
            if said:
                items = tuple(difference_sentence(each, reader) for each in said)
                yield Alert(title=reader.say(title), items=items, grave=True)
    yield Paragraph(_periods(answer, reader))
    for word in answer.signed:
        day, code = reader.day(word.day), word.hash[:CODE]
        yield Paragraph(
            reader.say(SIGNED, party=word.party, period=word.period, by=word.by, day=day, code=code)
        )
    yield Paragraph(reader.say(HEAD, head=answer.head[:CODE]))


def _periods(answer: VerifyAnswer, reader: Reader) -> str:
    periods, locked = (reader.listing(list(each)) for each in (answer.periods, answer.locked))
    return reader.say(PERIODS, periods=periods or NONE, locked=locked or NONE)


def difference_sentence(difference: Difference, reader: Reader) -> str:
    """Return where a bundle differs, and how."""
    expected, found = (_short(each) for each in (difference.expected, difference.found))
    facts = {"file": difference.file, "expected": expected, "found": found}
    if difference.kind == "row":
        text = ROW_MISSING if difference.expected else ROW_EXTRA
        row = difference.row
        said = text.say(reader.locale, file=difference.file, row=row, expected=expected, found=found)
    else:
        said = TEXTS[difference.kind].say(
            reader.locale, row=difference.row, column=difference.column or "", **facts
        )
    more = [reader.say(ABOUT, about=difference.about)] if difference.about else []
    if difference.kind == "altered" and not difference.file.endswith(RECOMPUTED):
        more.append(reader.say(UNPLACED))
    if difference.kind == "row_changed" and difference.column:
        more.append(reader.say(OTHER_COLUMNS, column=difference.column))
    if difference.rows > 1:
        more.append(reader.say(ROWS, rows=reader.count(difference.rows)))
    if difference.source:
        file, _, row_text = difference.source.rpartition(":")
        more.append(reader.say(SOURCE, file=file, row=row_text))
    return (" " if reader.locale == "en" else "").join([said, *more])


def _short(value: str) -> str:
    """Return a hash by its first characters, anything else as it is; nothing as a dash."""
    return f"{value[:CODE]}…" if len(value) == _HASH else value or "–"


def verify_record(answer: VerifyAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values."""
    reader = Reader(locale, "")
    return {
        "true": answer.true,
        "entries": answer.entries,
        "lines": answer.lines,
        "periods": list(answer.periods),
        "locked": list(answer.locked),
        "head": answer.head,
        "versions": list(answer.versions),
        "signed": [
            {
                "period": each.period,
                "party": each.party,
                "by": each.by,
                "day": each.day.isoformat(),
                "hash": each.hash,
            }
            for each in answer.signed
        ],
        "differences": [
            {
                "kind": each.kind,
                "file": each.file,
                "row": each.row,
                "column": each.column,
                "expected": each.expected,
                "found": each.found,
                "about": each.about,
                "source": each.source,
                "rows": each.rows,
                "sentence": difference_sentence(each, reader),
            }
            for each in answer.differences
        ],
    }
