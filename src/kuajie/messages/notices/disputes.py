"""Notices about disputes."""

from __future__ import annotations

from kuajie.messages.notice import Notice
from kuajie.messages.text import Text


def _notice(code: str, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    return Notice(f"disputes.{code}", Text(en=en[0], zh=zh[0]), Text(en=en[1], zh=zh[1]))


KEY_MISSING = _notice(
    "key_missing",
    en=("The case file lacks {key}, or it is of another form.", "Write {key} as docs/settle.md shows."),
    zh=("案件文件缺少 {key}，或写法不对。", "请按 docs/settle.md 的示例填写 {key}。"),
)
NO_SENSE = _notice(
    "no_sense",
    en=("The case contradicts itself: {reason}.", "Mend the case file."),
    zh=("案件内容自相矛盾：{reason}。", "请修改案件文件。"),
)
UNKNOWN_EVENT = _notice(
    "unknown_event",
    en=(
        "Nothing of {event} was posted up to {period}.",
        "Name the event as in postings.csv or the statement, such as party/order/line.",
    ),
    zh=("截至 {period} 没有 {event} 的分录。", "请按分录或对账单中的写法填写事件，如 合作方/订单号/行号。"),
)
UNKNOWN_PARTY = _notice(
    "unknown_party",
    en=("{party} is no party of this settlement.", "Name one of: {parties}."),
    zh=("{party} 不是本次结算的合作方。", "请从以下合作方中选择：{parties}。"),
)
NO_EVIDENCE = _notice(
    "no_evidence",
    en=("The evidence {value} cannot be read.", "Put it beside the case file, or take it out of the case."),
    zh=("无法读取证据文件 {value}。", "请将其放在案件文件旁，或从案件中删去。"),
)
OTHER_CASE = _notice(
    "other_case",
    en=(
        "Another case is already kept as “{case}”.",
        "Give this one another name; what was kept is never changed.",
    ),
    zh=("账簿中已有名为“{case}”的另一案件。", "请为本案另取名称；已记录的内容不会改动。"),
)
NOT_FILED = _notice(
    "not_filed",
    en=("The case “{case}” was not filed yet.", "File it first: kuajie dispute FOLDER CASE --file."),
    zh=("案件“{case}”尚未提交。", "请先提交：kuajie dispute 文件夹 案件文件 --file。"),
)
NOT_THEIRS = _notice(
    "not_theirs",
    en=("The case “{case}” was raised by {party}.", "Only {party} can withdraw it."),
    zh=("案件“{case}”由 {party} 提起。", "只有 {party} 可以撤回。"),
)
NO_RULING = _notice(
    "no_ruling",
    en=(
        "The case file holds no new ruling.",
        "Add ruled_by, ruled_on and one [[ruling]] for each claim ruled on (docs/settle.md).",
    ),
    zh=(
        "案件文件中没有新的裁决。",
        "请写明 ruled_by、ruled_on，并为每项裁决添加 [[ruling]]（见 docs/settle.md）。",
    ),
)
RULED_TWICE = _notice(
    "ruled_twice",
    en=(
        "Claim {claim} of “{case}” was ruled on already, and otherwise.",
        "A ruling is never changed; open a new case to move money back.",
    ),
    zh=("“{case}”第 {claim} 项主张已有不同的裁决。", "裁决不会改动；如需退回款项，请另立新案。"),
)
TOO_MUCH = _notice(
    "too_much",
    en=("The ruling cannot be carried out: {reason}.", "Grant between nothing and what was claimed."),
    zh=("裁决无法执行：{reason}。", "裁决金额须在零与主张金额之间。"),
)
