"""Notices about links between entries of different catalogues, and the file they are decided in."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"links.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


ONE_PROVIDER = _notice(
    "one_provider",
    en=(
        "The catalogues name {count} providers ({names}); links need two at least.",
        "Give the catalogue of another partner too, or name the providers of the courses.",
    ),
    zh=(
        "各目录只涉及 {count} 个合作方（{names}），至少要有两个才能比对。",
        "请再提供另一方的课程目录，或注明各课程的合作方。",
    ),
)
MISSING_COLUMN = _notice(
    "missing_column",
    en=(
        "The file of links has no column “{column}”; it has {found}.",
        "Take the file that kuajie link wrote, and change only its column decision.",
    ),
    zh=(
        "对应关系文件没有“{column}”列；现有 {found}。",
        "请使用 kuajie link 写出的文件，只填写“判定”一列。",
    ),
)
UNKNOWN_KIND = _notice(
    "unknown_kind",
    en=("“{value}” is no kind of entry.", "Write one of {known}."),
    zh=("没有“{value}”这种条目类型。", "请填写 {known} 之一。"),
)
UNKNOWN_DECISION = _notice(
    "unknown_decision",
    en=("“{value}” is no decision.", "Write same or different, or leave the cell empty."),
    zh=("“{value}”不是可用的判定。", "请填写“相同”或“不同”，未定则留空。"),
)
BAD_CONFIDENCE = _notice(
    "bad_confidence",
    en=(
        "The confidence “{value}” is no number from 0 to 1.",
        "Leave the column confidence as it was written, or empty.",
    ),
    zh=("置信度“{value}”不是 0 到 1 之间的数。", "请保留该列原有内容，或留空。"),
)
ITSELF = _notice(
    "itself",
    en=("The row links an entry to itself.", "Remove the row, or correct one of its ids."),
    zh=("该行把一个条目与其自身对应。", "请删除该行，或更正其中一个编号。"),
)
EMPTY_ID = _notice(
    "empty_id",
    en=("A decided row lacks an id.", "Fill in {column}, or remove the row."),
    zh=("已判定的行缺少编号。", "请填写 {column}，或删除该行。"),
)
UNKNOWN_ENTRY = _notice(
    "unknown_entry",
    en=(
        "No catalogue has the {kind} “{name}” of “{provider}”; the decision is kept and does not count.",
        "Correct the id (spreadsheets drop leading zeros), or remove the row.",
    ),
    zh=(
        "各目录中没有“{provider}”的{kind}“{name}”；该判定保留，但不生效。",
        "请更正编号（表格软件会去掉开头的 0），或删除该行。",
    ),
)
DECIDED_TWICE = _notice(
    "decided_twice",
    en=(
        "The same two entries are decided as the same in one row and as different in another: rows {rows}.",
        "Decide once, and remove the other row.",
    ),
    zh=("同一对条目在第 {rows} 行中判定不一。", "请统一判定，并删去多余的行。"),
)
REPEATED = _notice(
    "repeated",
    en=("Rows that repeat a pair of entries: {count}.", "Nothing to do: each pair counts once."),
    zh=("有 {count} 行重复同一对条目。", "无需处理：每对只计一次。"),
)
CONTRADICTION = _notice(
    "contradiction",
    en=(
        "{left} and {right} are decided as different, but rows {rows} together say that they are the same.",
        "Change one of these decisions.",
    ),
    zh=("“{left}”与“{right}”判定为不同，但第 {rows} 行合起来表明两者相同。", "请更改其中一项判定。"),
)
JOINED_WITHIN = _notice(
    "joined_within",
    en=(
        "By these decisions {left} and {right}, both of {provider}, are the same.",
        "If the provider lists one course twice, leave it; otherwise change a decision.",
    ),
    zh=(
        "按这些判定，{provider}的“{left}”与“{right}”成为同一条目。",
        "若该方确有重复条目，可不处理；否则请更改判定。",
    ),
)
NO_LONGER_PROPOSED = _notice(
    "no_longer_proposed",
    en=(
        "Rows of the earlier file that nobody decided and that are not proposed any more: {count}.",
        "Nothing to do: they are left out.",
    ),
    zh=("原文件中有 {count} 行尚未判定，这次也不再建议。", "无需处理：已不再列出。"),
)
NO_TERMS = _notice(
    "no_terms",
    en=("The glossary has no column “{column}”; it has {found}.", "Give it columns term and english."),
    zh=("术语表没有“{column}”列；现有 {found}。", "请提供 term（术语）与 english（英文）两列。"),
)
BAD_TERM = _notice(
    "bad_term",
    en=(
        "The glossary has rows without a term or its English: {count}, of which this is the first.",
        "Fill in both columns, term and english.",
    ),
    zh=("术语表有 {count} 行缺少术语或英文，这是第一行。", "请填全 term（术语）与 english（英文）两列。"),
)
TWO_REVIEWS = _notice(
    "two_reviews",
    en=(
        "The file to write exists already, and other decisions are given: those in it would be lost.",
        "Name a new file to write to, or leave --links out to go on with the one there is.",
    ),
    zh=(
        "输出文件已存在，又另外指定了已有判定：其中的判定将会丢失。",
        "请指定新的输出文件，或去掉 --links，沿用该文件中的判定。",
    ),
)
NOT_WRITTEN = _notice(
    "not_written",
    en=(
        "The file of links cannot be written: {reason}.",
        "Name another file in a folder that you may write to.",
    ),
    zh=("对应关系文件无法写入：{reason}。", "请指定有写入权限的文件夹中的文件。"),
)
